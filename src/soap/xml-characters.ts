const NAME_START = 1;
const NAME = 2;
const TEXT = 4;
const VALUE = 8;

/** What each ASCII character may be, as bits: one look-up a character on the path every message takes. */
const CLASSES = Uint8Array.from({ length: 128 }, (_, c) => {
  const char = String.fromCharCode(c);
  const isChar = isXmlCharacter(c);
  return (
    (/[A-Z_a-z]/.test(char) ? NAME_START : 0) |
    (/[-.0-9A-Z_a-z]/.test(char) ? NAME : 0) |
    (isChar && !'<&]'.includes(char) ? TEXT : 0) |
    (isChar && !'<&"\''.includes(char) ? VALUE : 0)
  );
});

/** Name characters beyond ASCII: XML 1.0 (fifth edition), productions 4 and 4a, without the colon. */
const NAME_START_BEYOND_ASCII =
  /^[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]$/u;
const NAME_ONLY_BEYOND_ASCII = /^(?:\u00b7|[\u0300-\u036f]|\u203f|\u2040)$/u;

/** Whether a code point may stand in XML 1.0 (production 2, Char). */
export function isXmlCharacter(codePoint: number): boolean {
  return (
    (codePoint >= 0x20 && codePoint <= 0xd7ff) ||
    codePoint === 0x09 ||
    codePoint === 0x0a ||
    codePoint === 0x0d ||
    (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  );
}

/** Whether a UTF-16 unit is one of XML's four white space characters. NaN, the unit after the last, is not. */
export function isXmlSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

/** The offset of the first character from `at` on that is not white space, or the text's length. */
export function skipSpace(text: string, at: number): number {
  let i = at;
  while (isXmlSpace(text.charCodeAt(i))) {
    i++;
  }
  return i;
}

/**
 * How many units the character at `at` takes if it may stand in XML: 1 or 2; 0 if it may not. For units from
 * U+0080 on, or any other.
 */
export function characterLength(text: string, at: number): 0 | 1 | 2 {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdfff) {
    return isXmlCharacter(unit) ? 1 : 0;
  }
  const low = unit < 0xdc00 ? text.charCodeAt(at + 1) : 0;
  return low >= 0xdc00 && low <= 0xdfff ? 2 : 0;
}

function beyondAsciiNameLength(text: string, at: number, isFirst: boolean): 0 | 1 | 2 {
  const length = characterLength(text, at);
  if (length === 0) {
    return 0;
  }
  const char = text.slice(at, at + length);
  return NAME_START_BEYOND_ASCII.test(char) || (!isFirst && NAME_ONLY_BEYOND_ASCII.test(char)) ? length : 0;
}

/**
 * The end of the NCName that starts at `at` (Namespaces in XML 1.0, production 4: a name without a colon), or `at`
 * where none does.
 */
export function ncNameEnd(text: string, at: number): number {
  let i = at;
  for (let wanted = NAME_START; ; wanted = NAME) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      if (((CLASSES[unit] ?? 0) & wanted) === 0) {
        return i;
      }
      i++;
    } else {
      const length = unit >= 0x80 ? beyondAsciiNameLength(text, i, wanted === NAME_START) : 0;
      if (length === 0) {
        return i;
      }
      i += length;
    }
  }
}

function plainEnd(text: string, at: number, end: number, plain: number): number {
  let i = at;
  while (i < end) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      if (((CLASSES[unit] ?? 0) & plain) === 0) {
        return i;
      }
      i++;
    } else {
      const length = characterLength(text, i);
      if (length === 0) {
        return i;
      }
      i += length;
    }
  }
  return i;
}

/** The first offset in `at`..`end` that is not plain character data (`<`, `&`, `]`, no XML character), or `end`. */
export function plainTextEnd(text: string, at: number, end: number): number {
  return plainEnd(text, at, end, TEXT);
}

/** The first offset in `at`..`end` that is not plain in an attribute value (`<`, `&`, a quote, no XML character), or `end`. */
export function plainValueEnd(text: string, at: number, end: number): number {
  return plainEnd(text, at, end, VALUE);
}
