/**
 * What a terminal acts upon: control characters, and the marks that turn the direction of text around. With what
 * follows a control character where both together set a colour.
 */
const ACTIVE = /\r\n|\p{Cc}(?:\[[\d;]*m)?|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Ends of lines, tabs and colours, which are ours and do no more than to colour. */
const HARMLESS = ['\r\n', '\n', '\t', '\u001b['];

/**
 * Makes a text safe to print: servers, databases and senders of messages have their say in what commands show, and a
 * terminal would do as they tell it.
 */
export function visible(text: string): string {
  return text.replaceAll(ACTIVE, (found) =>
    HARMLESS.some((start) => found.startsWith(start)) ? found : escaped(found[0] ?? '') + found.slice(1),
  );
}

/** As JSON escapes it, so that JSON stays JSON. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
