import { refuseXml } from './malformed.ts';
import { namespaceBindingProblem } from './namespace-rules.ts';
import { ncNameEnd, skipSpace } from './xml-characters.ts';
import { attributeValueEnd } from './xml-content.ts';
import type { XmlLimits } from './xml-limits.ts';

const COLON = 0x3a;
const EQUALS = 0x3d;
const GREATER_THAN = 0x3e;
const SLASH = 0x2f;

/** One reading of a text: what is open, and what was counted so far. */
export interface Scan {
  readonly text: string;
  readonly limits: XmlLimits;
  /** Start and end of the name of each open element, outermost first. */
  readonly open: number[];
  /** How many nodes and end tags the text may have for its length. */
  readonly maxParts: number;
  nodes: number;
  endTags: number;
  attributes: number;
  namespacesUnsettled: boolean;
}

/** Counts the node that starts at `at`. @throws {RefusedMessage} where it is one too many */
export function countNode(scan: Scan, at: number): void {
  if (++scan.nodes > scan.limits.maxNodes) {
    refuseXml('too_many_nodes', `more than ${scan.limits.maxNodes} nodes`, scan.text, at);
  }
  checkDensity(scan, at);
}

function checkDensity(scan: Scan, at: number): void {
  if (scan.nodes + scan.endTags > scan.maxParts) {
    const { text } = scan;
    refuseXml('too_dense', `more than ${scan.maxParts} nodes and end tags in ${text.length} units`, text, at);
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
export function startTagEnd(scan: Scan, at: number): number {
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
export function endTagEnd(scan: Scan, at: number): number {
  const { text, open } = scan;
  scan.endTags++;
  checkDensity(scan, at);
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
