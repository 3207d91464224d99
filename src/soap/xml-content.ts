import { refuseXml } from './malformed.ts';
import { isXmlCharacter, isXmlSpace, ncNameEnd, plainTextEnd, plainValueEnd } from './xml-characters.ts';

const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const HASH = 0x23;
const LESS_THAN = 0x3c;
const QUOTE = 0x22;
const RIGHT_BRACKET = 0x5d;
const SEMICOLON = 0x3b;
const X = 0x78;

const ENTITIES = ['&amp;', '&lt;', '&gt;', '&quot;', '&apos;'];

function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) {
    return unit - 0x30;
  }
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : NaN;
}

/** Reads the reference whose `&` stands at `at`: one of XML's five entities, or a character that may stand in XML. */
function referenceEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== HASH) {
    for (const entity of ENTITIES) {
      if (text.startsWith(entity, at)) {
        return at + entity.length;
      }
    }
    return refuseXml('malformed_xml', '"&" that is not a reference', text, at);
  }
  const base = text.charCodeAt(at + 2) === X ? 16 : 10;
  const first = at + (base === 16 ? 3 : 2);
  let codePoint = 0;
  let i = first;
  for (let digit = hexDigit(text.charCodeAt(i)); digit < base; digit = hexDigit(text.charCodeAt(++i))) {
    // Held at the first number beyond Unicode, however many digits follow.
    codePoint = Math.min(codePoint * base + digit, 0x110000);
  }
  if (i === first || text.charCodeAt(i) !== SEMICOLON) {
    return refuseXml('malformed_xml', 'character reference without digits or semicolon', text, at);
  }
  if (!isXmlCharacter(codePoint)) {
    return refuseXml('malformed_xml', 'reference to a character that XML does not allow', text, at);
  }
  return i + 1;
}

function refuseCharacter(text: string, at: number): never {
  const unit = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return refuseXml('malformed_xml', `character U+${unit}, which XML does not allow,`, text, at);
}

/** Reads character data inside an element from `at` on. @returns the offset of the next `<`, or the text's length */
export function characterDataEnd(text: string, at: number): number {
  let i = at;
  for (;;) {
    i = plainTextEnd(text, i, text.length);
    if (i >= text.length) {
      return i;
    }
    switch (text.charCodeAt(i)) {
      case LESS_THAN:
        return i;
      case AMPERSAND:
        i = referenceEnd(text, i);
        break;
      case RIGHT_BRACKET:
        if (text.startsWith(']]>', i)) {
          return refuseXml('malformed_xml', '"]]>" outside a CDATA section', text, i);
        }
        i++;
        break;
      default:
        return refuseCharacter(text, i);
    }
  }
}

/** Reads the quoted attribute value that starts at `at`. @returns the offset after its closing quote */
export function attributeValueEnd(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  if (quote !== QUOTE && quote !== APOSTROPHE) {
    return refuseXml('malformed_xml', 'attribute value without quotes', text, at);
  }
  let i = at + 1;
  for (;;) {
    i = plainValueEnd(text, i, text.length);
    if (i >= text.length) {
      return refuseXml('malformed_xml', 'attribute value without an end', text, at);
    }
    switch (text.charCodeAt(i)) {
      case quote:
        return i + 1;
      case QUOTE:
      case APOSTROPHE:
        i++;
        break;
      case AMPERSAND:
        i = referenceEnd(text, i);
        break;
      case LESS_THAN:
        return refuseXml('malformed_xml', '"<" in an attribute value', text, i);
      default:
        return refuseCharacter(text, i);
    }
  }
}

/** Checks that `from`..`to` holds XML characters only, where `<`, `&` and `]` mean nothing. */
function checkCharacters(text: string, from: number, to: number): void {
  for (let i = plainTextEnd(text, from, to); i < to; i = plainTextEnd(text, i + 1, to)) {
    const unit = text.charCodeAt(i);
    if (unit !== LESS_THAN && unit !== AMPERSAND && unit !== RIGHT_BRACKET) {
      refuseCharacter(text, i);
    }
  }
}

/** Reads the comment whose `<!--` stands at `at`. @returns the offset after it */
export function commentEnd(text: string, at: number): number {
  const dashes = text.indexOf('--', at + 4);
  if (dashes < 0) {
    return refuseXml('malformed_xml', 'comment without an end', text, at);
  }
  if (!text.startsWith('>', dashes + 2)) {
    return refuseXml('malformed_xml', '"--" in a comment', text, dashes);
  }
  checkCharacters(text, at + 4, dashes);
  return dashes + 3;
}

/** Reads the CDATA section whose `<![CDATA[` stands at `at`. @returns the offset after it */
export function cdataEnd(text: string, at: number): number {
  const end = text.indexOf(']]>', at + 9);
  if (end < 0) {
    return refuseXml('malformed_xml', 'CDATA section without an end', text, at);
  }
  checkCharacters(text, at + 9, end);
  return end + 3;
}

/** Reads the processing instruction whose `<?` stands at `at`. @returns the offset after it */
export function processingInstructionEnd(text: string, at: number, maxNameLength: number): number {
  const nameEnd = ncNameEnd(text, at + 2);
  if (nameEnd === at + 2) {
    return refuseXml('malformed_xml', 'processing instruction without a name', text, at);
  }
  if (nameEnd - at - 2 > maxNameLength) {
    return refuseXml('name_too_long', 'too long a name', text, at + 2);
  }
  if (nameEnd === at + 5 && text.slice(at + 2, nameEnd).toLowerCase() === 'xml') {
    return refuseXml('malformed_xml', 'XML declaration that is malformed or not at the start', text, at);
  }
  const end = text.indexOf('?>', nameEnd);
  if (end < 0) {
    return refuseXml('malformed_xml', 'processing instruction without an end', text, at);
  }
  if (end !== nameEnd && !isXmlSpace(text.charCodeAt(nameEnd))) {
    return refuseXml('malformed_xml', 'processing instruction with a malformed name', text, at);
  }
  checkCharacters(text, nameEnd, end);
  return end + 2;
}
