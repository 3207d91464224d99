import { DOMParser, ParseError } from '@xmldom/xmldom';
import type { Document, Node } from '@xmldom/xmldom';
import { checkXmlText } from './check-xml-text.ts';
import { isElement } from './dom.ts';
import { badRequest } from './malformed.ts';
import { XMLNS_NAMESPACE, namespaceBindingProblem } from './namespace-rules.ts';
import type { XmlLimits } from './xml-limits.ts';

/** Longest part of a parser's message that is kept: it quotes the sender. */
const MESSAGE_LIMIT = 200;

/** xmldom takes U+FFFD as a sign of wrong decoding. Decoding is done here and is exact: who sent it meant it. */
const MENT_CHARACTER_WARNING = 'Unicode replacement character detected';

/** XML 1.0, 2.11. xmldom's own default is XML 1.1's, which also turns U+0085 and U+2028 into line ends. */
function normalizeLineEndings(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function onError(level: 'warning' | 'error' | 'fatalError', message: string): void {
  // A fatal error is thrown by xmldom, with its place and cause.
  if (level !== 'fatalError' && !message.startsWith(MENT_CHARACTER_WARNING)) {
    throw new Error(message);
  }
}

/** What xmldom has against a text, and where: found by reading again, so that the usual message need not be counted. */
function describe(text: string, error: unknown): string {
  let found = error;
  try {
    new DOMParser({ locator: true, onError, normalizeLineEndings }).parseFromString(text, 'text/xml');
  } catch (again) {
    found = again;
  }
  const message = found instanceof Error ? found.message : String(found);
  const what = message.length > MESSAGE_LIMIT ? `${message.slice(0, MESSAGE_LIMIT)}...` : message;
  const place =
    found instanceof ParseError ? (found.locator as Record<string, unknown> | undefined) : undefined;
  return place
    ? `${what} at line ${String(place['lineNumber'])}, column ${String(place['columnNumber'])}`
    : what;
}

function nextInDocument(node: Node): Node | null {
  let next: Node | null = node.firstChild;
  for (let from: Node | null = node; !next && from; from = from.parentNode) {
    next = from.nextSibling;
  }
  return next;
}

/**
 * Settles what the text alone does not tell: of two attributes that are the same by namespace xmldom keeps the
 * last, so one is missing; and a namespace written with references may be one that must not be bound.
 */
function assertNamespaces(document: Document, attributes: number): void {
  let found = 0;
  for (let node: Node | null = document.documentElement; node; node = nextInDocument(node)) {
    if (!isElement(node)) {
      continue;
    }
    found += node.attributes.length;
    for (const attribute of Array.from(node.attributes)) {
      if (attribute.namespaceURI === XMLNS_NAMESPACE) {
        const prefix = attribute.prefix ? (attribute.localName ?? '') : '';
        const problem = namespaceBindingProblem(prefix, attribute.value);
        if (problem !== null) {
          throw badRequest('malformed_xml', `${problem} in element ${node.tagName}`);
        }
      }
    }
  }
  if (found !== attributes) {
    throw badRequest('malformed_xml', 'two attributes of one element have the same namespace and local name');
  }
}

/**
 * Makes the parser of messages. What it returns may be called any number of times: nothing of a message is kept.
 *
 * @returns a function from the message's text (no byte order mark) to its document. It throws a `RefusedMessage`
 *   with a bare 400 for whatever is no well-formed XML 1.0 document with namespaces, has a document type
 *   declaration, or is beyond the limits.
 */
export function createXmlParser(limits: XmlLimits): (text: string) => Document {
  const parser = new DOMParser({ locator: false, onError, normalizeLineEndings });
  return (text) => {
    const checked = checkXmlText(text, limits);
    let document: Document;
    try {
      document = parser.parseFromString(text, 'text/xml');
    } catch (error) {
      throw badRequest('malformed_xml', describe(text, error), error);
    }
    if (checked.namespacesUnsettled) {
      assertNamespaces(document, checked.attributes);
    }
    return document;
  };
}
