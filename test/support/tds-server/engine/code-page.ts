const decoder = new TextDecoder('windows-1252');
const encoding = new Map<string, number>();
for (let byte = 0; byte < 256; byte++) {
  encoding.set(decoder.decode(Uint8Array.of(byte)), byte);
}

const ASCII = /^[\0-\x7f]*$/;

/** Bytes of a string under code page 1252. What it lacks becomes a question mark (no best fit). */
export function encodeCodePage(text: string): Buffer {
  if (ASCII.test(text)) {
    return Buffer.from(text, 'latin1');
  }
  return Buffer.from(Array.from(text, (character) => encoding.get(character) ?? 0x3f));
}

/** The string that bytes of code page 1252 stand for. */
export function decodeCodePage(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** What is left of a string once it was kept as varchar. An astral character leaves two question marks. */
export function throughCodePage(text: string): string {
  if (ASCII.test(text)) {
    return text;
  }
  return Array.from(text, (character) =>
    encoding.has(character) ? character : '?'.repeat(character.length),
  ).join('');
}
