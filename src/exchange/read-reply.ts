import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import type { Element } from '@xmldom/xmldom';
import { NS } from '../soap/namespaces.ts';

/** What a body says to Exchange. */
export interface ReplyContent {
  readonly subscriptionStatus: 'OK' | 'Unsubscribe' | null;
  /** Text of the SOAP fault. */
  readonly fault: string | null;
  /** The fault's code without its prefix, which is the sender's choice; null where the reply is none. */
  readonly faultCode: string | null;
  /** Why it is neither, in a sentence; null where it is one of them. */
  readonly problem: string | null;
}

/** Reads a SendNotificationResult or a SOAP 1.1 fault out of a reply, as strictly as Exchange does. */
export function readReply(body: string): ReplyContent {
  const nothing = { subscriptionStatus: null, fault: null, faultCode: null };
  let root: Element | null;
  try {
    root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(body, 'text/xml').documentElement;
  } catch (error) {
    return {
      ...nothing,
      problem: `the reply is not XML: ${error instanceof Error ? error.message : 'unreadable'}`,
    };
  }
  if (root?.namespaceURI !== NS.soap11 || root.localName !== 'Envelope') {
    return {
      ...nothing,
      problem: `the reply is not a SOAP 1.1 envelope: found ${root?.tagName ?? 'nothing'}`,
    };
  }
  const content = child(root, NS.soap11, 'Body');
  const fault = child(content, NS.soap11, 'Fault');
  if (fault !== null) {
    const faultCode = (child(fault, null, 'faultcode')?.textContent ?? '').trim().replace(/^.*:/s, '');
    return {
      ...nothing,
      fault: child(fault, null, 'faultstring')?.textContent ?? '',
      faultCode,
      problem: null,
    };
  }
  const result = child(content, NS.messages, 'SendNotificationResult');
  const status = child(result, NS.messages, 'SubscriptionStatus')?.textContent ?? null;
  if (status === 'OK' || status === 'Unsubscribe') {
    return { ...nothing, subscriptionStatus: status, problem: null };
  }
  return {
    ...nothing,
    problem: `the reply has no SubscriptionStatus OK or Unsubscribe: found ${status ?? 'none'}`,
  };
}

function child(parent: Element | null, namespace: string | null, name: string): Element | null {
  for (const element of parent?.children ?? []) {
    if (element.localName === name && element.namespaceURI === namespace) {
      return element;
    }
  }
  return null;
}
