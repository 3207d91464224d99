import type { Element } from '@xmldom/xmldom';
import { childElement, childElements, elementChildren, textOf } from '../soap/dom.ts';
import { NS } from '../soap/namespaces.ts';
import { isEventKind, type EventKind } from './events.ts';

export type ResponseClass = 'Success' | 'Warning' | 'Error';

/** One `m:SendNotificationResponseMessage`: a notification, or the report that something went wrong. */
export interface ResponseMessage {
  readonly element: Element;
  readonly responseClass: ResponseClass;
  /** `NoError`, `ErrorReadEventsFailed`, ...; null where the message has none. */
  readonly responseCode: string | null;
  /** From the notification, or from `m:MessageXml/t:Value[@Name='SubscriptionId']` of a message without one. */
  readonly subscriptionId: string | null;
  readonly notification: Notification | null;
}

export interface Notification {
  readonly element: Element;
  readonly events: readonly NotificationEvent[];
  /** Local names of elements that look like events of a kind this version does not know. */
  readonly unknownEvents: readonly string[];
}

export interface NotificationEvent {
  readonly element: Element;
  readonly kind: EventKind;
}

/** The payload is no SendNotification as the contract has it, so there is nothing that could be stored. */
export class NotASendNotification extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotASendNotification';
  }
}

/**
 * Reads the structure of `m:SendNotification` by namespace and local name ([MS-OXWSPSNTIF]). Stricter than
 * necessary where leniency would answer OK to something that was not understood, lenient where real senders are.
 * @param payload the first element in the SOAP Body, or null where there is none
 * @throws NotASendNotification
 */
export function readSendNotification(payload: Element | null): ResponseMessage[] {
  if (payload?.localName !== 'SendNotification' || payload.namespaceURI !== NS.messages) {
    throw new NotASendNotification(
      `expected SendNotification in the Body, found ${payload === null ? 'nothing' : payload.nodeName}`,
    );
  }
  const list = childElement(payload, NS.messages, 'ResponseMessages');
  const messages = list === null ? [] : childElements(list, NS.messages, 'SendNotificationResponseMessage');
  if (messages.length === 0) {
    throw new NotASendNotification('there is no SendNotificationResponseMessage in ResponseMessages');
  }
  return messages.map(readResponseMessage);
}

function readResponseMessage(element: Element): ResponseMessage {
  const notificationElement = childElement(element, NS.messages, 'Notification');
  const responseClass = readResponseClass(element, notificationElement !== null);
  if (notificationElement === null && responseClass === 'Success') {
    throw new NotASendNotification('a response message of class Success has no Notification');
  }
  const code = childElement(element, NS.messages, 'ResponseCode');
  return {
    element,
    responseClass,
    responseCode: code === null ? null : textOf(code),
    subscriptionId:
      notificationElement === null ? failedSubscription(element) : requiredSubscription(notificationElement),
    notification: notificationElement === null ? null : readNotification(notificationElement),
  };
}

function readResponseClass(element: Element, hasNotification: boolean): ResponseClass {
  const written = element.getAttributeNodeNS(null, 'ResponseClass')?.value ?? null;
  switch (written) {
    case 'Success':
    case 'Warning':
    case 'Error':
      return written;
    case null:
      return hasNotification ? 'Success' : 'Error';
    default:
      throw new NotASendNotification(
        `ResponseClass is "${written.slice(0, 40)}", expected Success, Warning or Error`,
      );
  }
}

function requiredSubscription(notification: Element): string {
  const id = childElement(notification, NS.types, 'SubscriptionId');
  if (id === null) {
    throw new NotASendNotification('a Notification has no SubscriptionId');
  }
  return textOf(id);
}

function failedSubscription(message: Element): string | null {
  const xml = childElement(message, NS.messages, 'MessageXml');
  const values = xml === null ? [] : childElements(xml, NS.types, 'Value');
  const value = values.find((entry) => entry.getAttributeNodeNS(null, 'Name')?.value === 'SubscriptionId');
  return value === undefined ? null : textOf(value);
}

function readNotification(element: Element): Notification {
  const events: NotificationEvent[] = [];
  const unknownEvents: string[] = [];
  for (const child of elementChildren(element)) {
    const name = child.localName ?? '';
    if (child.namespaceURI !== NS.types || !name.endsWith('Event')) {
      continue;
    }
    if (isEventKind(name)) {
      events.push({ element: child, kind: name });
    } else {
      unknownEvents.push(name);
    }
  }
  if (events.length === 0 && unknownEvents.length === 0) {
    throw new NotASendNotification('a Notification has no event');
  }
  return { element, events, unknownEvents };
}
