/** What an XML declaration says. */
export interface XmlDeclaration {
  /** Offset of the first character after `?>`. */
  readonly end: number;
  readonly version: string;
  /** The encoding's name in lower case, or null where none is named. */
  readonly encoding: string | null;
}

/** What real senders write, letter for letter: it need not be taken apart each time. */
const USUAL = '<?xml version="1.0" encoding="utf-8"?>';
const USUAL_DECLARATION: XmlDeclaration = { end: USUAL.length, version: '1.0', encoding: 'utf-8' };

/** No declaration is longer; so the expression below works on so much at most, whatever is sent. */
const LONGEST = 512;

/** XML 1.0 production 23 with a version of any kind: a sender of 1.1 is to be told so. */
const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"([\w.:-]+)"|'([\w.:-]+)')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;

/** Whether the text starts like an XML declaration, well-formed or not. `<?xml-stylesheet` does not. */
export function startsWithXmlDeclaration(text: string): boolean {
  return text.startsWith('<?xml') && !/[\w.:-]/.test(text.charAt(5));
}

/**
 * Reads the XML declaration at the start of a text.
 * @returns null where the text starts with none, or with one that is not well-formed
 */
export function readXmlDeclaration(text: string): XmlDeclaration | null {
  if (text.startsWith(USUAL)) {
    return USUAL_DECLARATION;
  }
  if (!startsWithXmlDeclaration(text)) {
    return null;
  }
  const match = DECLARATION.exec(text.slice(0, LONGEST));
  if (!match) {
    return null;
  }
  const [all, version1, version2, encoding1, encoding2] = match;
  const encoding = encoding1 ?? encoding2;
  return { end: all.length, version: version1 ?? version2 ?? '', encoding: encoding?.toLowerCase() ?? null };
}
