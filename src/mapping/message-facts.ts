import type { Element } from '@xmldom/xmldom';
import { childElement, textOf } from '../soap/dom.ts';
import { NS } from '../soap/namespaces.ts';
import type { ResponseMessage } from './read-send-notification.ts';

/** What a response message said, for logs and for keeping track of subscriptions. */
export interface MessageFacts {
  readonly subscriptionId: string | null;
  readonly responseClass: string;
  readonly responseCode: string | null;
  readonly events: number;
  readonly unknownEvents: readonly string[];
  /** What its notification says of the subscription; null in a message without one. */
  readonly notification: NotificationFacts | null;
}

export interface NotificationFacts {
  /** null where it is absent. */
  readonly previousWatermark: string | null;
  /** Watermark of the last event, of whatever kind; null where it has none. */
  readonly lastWatermark: string | null;
  /** How many events there are by local name, unknown kinds included. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Id of the first event's item or folder; null where it has neither. */
  readonly objectId: string | null;
}

/** Sums up a response message without its document. */
export function messageFacts(message: ResponseMessage): MessageFacts {
  const { subscriptionId, responseClass, responseCode, notification } = message;
  return {
    subscriptionId,
    responseClass,
    responseCode,
    events: notification?.events.length ?? 0,
    unknownEvents: notification?.unknownEvents ?? [],
    notification: notification === null ? null : notificationFacts(notification),
  };
}

function notificationFacts({
  element,
  events,
  unknownEvents,
}: ResponseMessage['notification'] & object): NotificationFacts {
  const kinds: Record<string, number> = {};
  for (const name of [...events.map(({ kind }) => kind), ...unknownEvents]) {
    kinds[name] = (kinds[name] ?? 0) + 1;
  }
  const last = lastEvent(element);
  return {
    previousWatermark: textOfChild(element, 'PreviousWatermark'),
    lastWatermark: last === null ? null : textOfChild(last, 'Watermark'),
    kinds,
    objectId: objectIdOf(events[0]?.element ?? null),
  };
}

/** The last element that looks like an event, unknown kinds included: the chain goes on from its watermark. */
function lastEvent(notification: Element): Element | null {
  for (let node = notification.lastChild; node !== null; node = node.previousSibling) {
    const element = node as Element;
    if (element.namespaceURI === NS.types && element.localName?.endsWith('Event') === true) {
      return element;
    }
  }
  return null;
}

function objectIdOf(event: Element | null): string | null {
  if (event === null) {
    return null;
  }
  const object = childElement(event, NS.types, 'ItemId') ?? childElement(event, NS.types, 'FolderId');
  return object?.getAttributeNodeNS(null, 'Id')?.value ?? null;
}

function textOfChild(parent: Element, name: string): string | null {
  const child = childElement(parent, NS.types, name);
  return child === null ? null : textOf(child).trim();
}
