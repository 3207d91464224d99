import type { Document, Element, Node } from '@xmldom/xmldom';
import { isElement, isNamed } from './dom.ts';
import { actionNotSupported, mustUnderstand } from './faults.ts';
import { badRequest } from './malformed.ts';
import { NS } from './namespaces.ts';
import { RefusedMessage } from './reply.ts';

const TEXT_NODE = 3;
const CDATA_NODE = 4;
const PROCESSING_INSTRUCTION_NODE = 7;

/** A SOAP 1.1 message, taken apart. */
export interface Envelope {
  readonly envelope: Element;
  readonly header: Element | null;
  /** The elements in the header, in order. */
  readonly headerBlocks: readonly Element[];
  readonly body: Element;
  /** The first element in the body: the message itself. Null where the body is empty. */
  readonly payload: Element | null;
}

function assertStructural(node: Node, parent: Element): void {
  const isText = node.nodeType === TEXT_NODE || node.nodeType === CDATA_NODE;
  if (isText && /[^ \t\r\n]/.test(node.nodeValue ?? '')) {
    throw badRequest('not_an_envelope', `text in soap:${String(parent.localName)}`);
  }
}

/** The elements of a part of the envelope, which holds nothing else but white space and comments. */
function partsOf(parent: Element): Element[] {
  const parts: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (isElement(node)) {
      parts.push(node);
    } else if (node.nodeType === PROCESSING_INSTRUCTION_NODE) {
      // WCF refuses a message with one up to its body's content. What follows the Body is not looked at that closely.
      throw badRequest('not_an_envelope', `a processing instruction in soap:${String(parent.localName)}`);
    } else {
      assertStructural(node, parent);
    }
  }
  return parts;
}

function firstElement(body: Element): Element | null {
  let first: Element | null = null;
  for (let node = body.firstChild; node; node = node.nextSibling) {
    if (isElement(node)) {
      first ??= node;
    } else if (node.nodeType === PROCESSING_INSTRUCTION_NODE && !first) {
      throw badRequest('not_an_envelope', 'a processing instruction before the content of soap:Body');
    } else {
      assertStructural(node, body);
    }
  }
  return first;
}

/**
 * Takes a SOAP 1.1 message apart.
 * @throws {RefusedMessage} with a bare 400 for what is no SOAP 1.1 envelope of at most one Header followed by one Body
 */
export function readEnvelope(document: Document): Envelope {
  const envelope = document.documentElement;
  if (!envelope || !isNamed(envelope, NS.soap11, 'Envelope')) {
    const isSoap12 = envelope !== null && isNamed(envelope, NS.soap12, 'Envelope');
    throw badRequest('not_an_envelope', isSoap12 ? 'a SOAP 1.2 envelope' : 'the root is no SOAP envelope');
  }
  const parts = partsOf(envelope);
  const [first, second] = parts;
  const header = first && isNamed(first, NS.soap11, 'Header') ? first : null;
  const body = header ? second : first;
  if (!body || !isNamed(body, NS.soap11, 'Body')) {
    throw badRequest('not_an_envelope', 'soap:Body is missing or not in its place');
  }
  if (parts.length > (header ? 2 : 1)) {
    throw badRequest('not_an_envelope', 'elements after soap:Body');
  }
  return { envelope, header, headerBlocks: header ? partsOf(header) : [], body, payload: firstElement(body) };
}

/**
 * Refuses a SOAPAction other than the contract's. It may stand in one pair of double quotes, as SOAP 1.1 has it, or
 * without, as Exchange sends it; it is compared letter for letter.
 * @param soapActionHeader the header as it came, undefined where there was none
 * @throws {RefusedMessage} with the fault ActionNotSupported
 */
export function assertAction(soapActionHeader: string | undefined, expected: string): void {
  const header = soapActionHeader ?? '';
  const isQuoted = header.length >= 2 && header.startsWith('"') && header.endsWith('"');
  const action = isQuoted ? header.slice(1, -1) : header;
  if (action !== expected) {
    const found = JSON.stringify(action.slice(0, 256));
    throw new RefusedMessage('unknown_action', `SOAPAction is ${found}`, actionNotSupported(action));
  }
}

/** Whether a header block is Exchange's RequestServerVersion: in the types namespace, or as some senders have it. */
export function isRequestServerVersion(ns: string, localName: string): boolean {
  return localName === 'RequestServerVersion' && (ns === NS.types || ns === NS.messages);
}

/**
 * Refuses a message with a header block that has to be understood and is not, whatever actor it is meant for.
 * @throws {RefusedMessage} with the fault MustUnderstand
 */
export function assertUnderstood(
  envelope: Envelope,
  understood: (ns: string, localName: string) => boolean,
): void {
  for (const block of envelope.headerBlocks) {
    const must = block.getAttributeNS(NS.soap11, 'mustUnderstand')?.trim();
    if (must !== '1' && must !== 'true') {
      continue;
    }
    const ns = block.namespaceURI ?? '';
    const name = block.localName ?? '';
    if (!understood(ns, name)) {
      const found = JSON.stringify(`{${ns.slice(0, 256)}}${name.slice(0, 256)}`);
      throw new RefusedMessage(
        'header_not_understood',
        `header ${found} is not understood`,
        mustUnderstand(name, ns),
      );
    }
  }
}
