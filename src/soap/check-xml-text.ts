import { refuseXml } from './malformed.ts';
import { skipSpace } from './xml-characters.ts';
import { cdataEnd, characterDataEnd, commentEnd, processingInstructionEnd } from './xml-content.ts';
import { readXmlDeclaration, startsWithXmlDeclaration } from './xml-declaration.ts';
import { FREE_PARTS, type XmlLimits } from './xml-limits.ts';
import { countNode, endTagEnd, startTagEnd } from './xml-tags.ts';
import type { Scan } from './xml-tags.ts';

const EXCLAMATION = 0x21;
const LESS_THAN = 0x3c;
const QUESTION = 0x3f;
const SLASH = 0x2f;

/** What the check saw and could not decide by itself. */
export interface CheckedXml {
  /** Attributes of all elements, namespace declarations included. */
  readonly attributes: number;
  /**
   * Two attributes of one element may be the same by namespace, or a namespace is written with references:
   * only the parsed document can tell.
   */
  readonly namespacesUnsettled: boolean;
}

/** Reads the comment or CDATA section at `at`, and refuses whatever else starts with `<!`. */
function declarationEnd(scan: Scan, at: number): number {
  const { text } = scan;
  if (text.startsWith('--', at + 2)) {
    return commentEnd(text, at);
  }
  if (text.startsWith('[CDATA[', at + 2) && scan.open.length > 0) {
    return cdataEnd(text, at);
  }
  if (text.startsWith('DOCTYPE', at + 2)) {
    return refuseXml('dtd', 'a document type declaration', text, at);
  }
  return refuseXml(
    'malformed_xml',
    '"<!" that is neither a comment nor a CDATA section in its place',
    text,
    at,
  );
}

/** The offset after the XML declaration and the white space that follows it; 0 where there is neither. */
function prologStart(text: string): number {
  const declaration = readXmlDeclaration(text);
  if (declaration === null) {
    if (startsWithXmlDeclaration(text)) {
      refuseXml('malformed_xml', 'a malformed XML declaration', text, 0);
    }
    return 0;
  }
  if (declaration.version !== '1.0') {
    refuseXml('malformed_xml', 'an XML version other than 1.0', text, 0);
  }
  return declaration.end;
}

/**
 * Reads a text through once and refuses what is no well-formed XML 1.0 document with namespaces, what has a
 * document type declaration or a processing instruction before its root (WCF takes neither), and what is beyond
 * the limits. xmldom mends or overlooks much of this (white space of its own kind, values without quotes, any
 * character), so it is given only what passed here.
 *
 * Not looked at here, because xmldom refuses it by itself at no cost that grows: an attribute's name that stands
 * twice in a tag, and a prefix that is not declared.
 *
 * Linear in the text's length: each function starts where the one before it ended, none goes back, and what is
 * looked for ahead (`-->`, `]]>`, `?>`) is either found and read up to there or ends the reading. Only the name of
 * an end tag is compared with an earlier part of the text, as many units as the tag itself has.
 *
 * @param text the message without its byte order mark
 * @throws {RefusedMessage} with a bare 400, where and what in its message
 */
export function checkXmlText(text: string, limits: XmlLimits): CheckedXml {
  const maxParts = FREE_PARTS + Math.floor(text.length / limits.minUnitsAPart);
  const counts = { nodes: 0, endTags: 0, attributes: 0 };
  const scan: Scan = { text, limits, open: [], maxParts, ...counts, namespacesUnsettled: false };
  let rootSeen = false;
  let i = prologStart(text);
  for (;;) {
    const isInside = scan.open.length > 0;
    const markup = isInside ? characterDataEnd(text, i) : skipSpace(text, i);
    if (isInside && markup > i) {
      countNode(scan, i);
    }
    if (markup >= text.length) {
      break;
    }
    const next = text.charCodeAt(markup + 1);
    if (text.charCodeAt(markup) !== LESS_THAN) {
      refuseXml('malformed_xml', 'text outside the root element', text, markup);
    } else if (next === SLASH) {
      i = endTagEnd(scan, markup);
    } else if (next === EXCLAMATION) {
      countNode(scan, markup);
      i = declarationEnd(scan, markup);
    } else if (next === QUESTION) {
      countNode(scan, markup);
      i = processingInstructionEnd(text, markup, limits.maxNameLength);
      if (!rootSeen) {
        refuseXml('malformed_xml', 'a processing instruction before the root element', text, markup);
      }
    } else {
      if (!isInside && rootSeen) {
        refuseXml('malformed_xml', 'a second root element', text, markup);
      }
      rootSeen = true;
      i = startTagEnd(scan, markup);
    }
  }
  if (!rootSeen || scan.open.length > 0) {
    refuseXml(
      'malformed_xml',
      rootSeen ? 'an element without an end tag' : 'no root element',
      text,
      text.length,
    );
  }
  return { attributes: scan.attributes, namespacesUnsettled: scan.namespacesUnsettled };
}
