import { refuseXml } from './malformed.ts';
import { namespaceBindingProblem } from './namespace-rules.ts';
import { ncNameEnd, skipSpace } from './xml-characters.ts';
import {
  attributeValueEnd,
  cdataEnd,
  characterDataEnd,
  commentEnd,
  processingInstructionEnd,
} from './xml-content.ts';
import { readXmlDeclaration, startsWithXmlDeclaration } from './xml-declaration.ts';

/** How large a message may be beside its bytes. */
export interface XmlLimits {
  /** Elements inside each other, the root counted. */
  readonly maxDepth: number;
  /** Elements, attributes, texts, CDATA sections, comments and processing instructions together. */
  readonly maxNodes: number;
  /** Attributes of one element, namespace declarations included. */
  readonly maxAttributes: number;
  /** UTF-16 units of a name, its prefix included. */
  readonly maxNameLength: number;
}

/** Far above what Exchange sends (about ten deep, some forty nodes an event), far below what would hurt. */
export const DEFAULT_XML_LIMITS: XmlLimits = Object.freeze({
  maxDepth: 64,
  maxNodes: 200_000,
  maxAttributes: 256,
  maxNameLength: 1024,
});

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

interface Scan {
  readonly text: string;
  readonly limits: XmlLimits;
  /** Start and end of the name of each open element, outermost first. */
  readonly open: number[];
  nodes: number;
  attributes: number;
  namespacesUnsettled: boolean;
}

const COLON = 0x3a;
const EQUALS = 0x3d;
const EXCLAMATION = 0x21;
const GREATER_THAN = 0x3e;
const LESS_THAN = 0x3c;
const QUESTION = 0x3f;
const SLASH = 0x2f;

function countNode(scan: Scan, at: number): void {
  if (++scan.nodes > scan.limits.maxNodes) {
    refuseXml('too_many_nodes', `more than ${scan.limits.maxNodes} nodes`, scan.text, at);
  }
}

/** The end of the qualified name at `at`, whose part before any colon ends at `firstPartEnd`. */
function qualifiedNameEnd(scan: Scan, at: number, firstPartEnd: number): number {
  const { text } = scan;
  let end = firstPartEnd;
  let localName = at;
  if (end > at && text.charCodeAt(end) === COLON) {
    localName = end + 1;
    end = ncNameEnd(text, localName);
  }
  if (end === localName) {
    return refuseXml('malformed_xml', 'a name that is missing or malformed', text, localName);
  }
  if (end - at > scan.limits.maxNameLength) {
    return refuseXml('name_too_long', 'too long a name', text, at);
  }
  return end;
}

/** Checks `xmlns="..."` or `xmlns:p="..."`; the value by the offsets of what stands between its quotes. */
function checkNamespaceDeclaration(scan: Scan, prefix: string, valueStart: number, valueEnd: number): void {
  const { text } = scan;
  const namespace = text.slice(valueStart, valueEnd);
  if (namespace.includes('&')) {
    scan.namespacesUnsettled = true;
    return;
  }
  const problem = namespaceBindingProblem(prefix, namespace);
  if (problem !== null) {
    refuseXml('malformed_xml', problem, text, valueStart);
  }
}

/** Reads one attribute. @returns the offset after it, negative where the attribute has a prefix other than xmlns */
function attributeEnd(scan: Scan, at: number): number {
  const { text } = scan;
  const firstPartEnd = ncNameEnd(text, at);
  const nameEnd = qualifiedNameEnd(scan, at, firstPartEnd);
  const equals = skipSpace(text, nameEnd);
  if (text.charCodeAt(equals) !== EQUALS) {
    return refuseXml('malformed_xml', 'an attribute without a value', text, at);
  }
  const value = skipSpace(text, equals + 1);
  const end = attributeValueEnd(text, value);
  if (firstPartEnd - at === 5 && text.startsWith('xmlns', at)) {
    checkNamespaceDeclaration(scan, text.slice(firstPartEnd + 1, nameEnd), value + 1, end - 1);
    return end;
  }
  return nameEnd === firstPartEnd ? end : -end;
}

/** Reads the start tag or empty element at `at`. @returns the offset after it */
function startTagEnd(scan: Scan, at: number): number {
  const { text, limits, open } = scan;
  countNode(scan, at);
  if (open.length >= 2 * limits.maxDepth) {
    return refuseXml('too_deep', `elements more than ${limits.maxDepth} deep`, text, at);
  }
  const nameEnd = qualifiedNameEnd(scan, at + 1, ncNameEnd(text, at + 1));
  let attributes = 0;
  let prefixed = 0;
  let i = nameEnd;
  for (;;) {
    const next = skipSpace(text, i);
    const unit = text.charCodeAt(next);
    if (unit === GREATER_THAN) {
      open.push(at + 1, nameEnd);
      i = next + 1;
      break;
    }
    if (unit === SLASH && text.charCodeAt(next + 1) === GREATER_THAN) {
      i = next + 2;
      break;
    }
    if (next === i || next >= text.length) {
      return refuseXml('malformed_xml', 'a start tag that is malformed or without an end', text, next);
    }
    countNode(scan, next);
    if (++attributes > limits.maxAttributes) {
      return refuseXml('too_many_attributes', `more than ${limits.maxAttributes} attributes`, text, next);
    }
    const end = attributeEnd(scan, next);
    if (end < 0) {
      prefixed++;
    }
    i = Math.abs(end);
  }
  scan.attributes += attributes;
  scan.namespacesUnsettled ||= prefixed > 1;
  return i;
}

/** Reads the end tag at `at`, whose name has to be that of the innermost open element. @returns the offset after it */
function endTagEnd(scan: Scan, at: number): number {
  const { text, open } = scan;
  const nameEnd = open.pop() ?? 0;
  const nameStart = open.pop() ?? 0;
  const length = nameEnd - nameStart;
  let i = 0;
  while (i < length && text.charCodeAt(nameStart + i) === text.charCodeAt(at + 2 + i)) {
    i++;
  }
  const end = skipSpace(text, at + 2 + length);
  if (length === 0 || i < length || text.charCodeAt(end) !== GREATER_THAN) {
    return refuseXml('malformed_xml', "an end tag that is malformed or not the open element's", text, at);
  }
  return end + 1;
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
  const scan: Scan = { text, limits, open: [], nodes: 0, attributes: 0, namespacesUnsettled: false };
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
