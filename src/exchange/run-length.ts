/**
 * The run-length compression of Exchange's ids ([MS-OXWSITEMID]): two equal bytes in a row are followed by a
 * byte that says how many more of them come. It makes an id longer where pairs stand in it, so Exchange uses it
 * only where it helps.
 */
export function compressRuns(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let index = 0; index < bytes.length;) {
    const byte = bytes[index] ?? 0;
    let length = 1;
    while (length < 257 && bytes[index + length] === byte) {
      length++;
    }
    out.push(byte);
    if (length > 1) {
      out.push(byte, length - 2);
    }
    index += length;
  }
  return Uint8Array.from(out);
}
