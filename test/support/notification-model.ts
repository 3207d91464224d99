import fc from 'fast-check';
import { EVENT_KINDS, type EventKind } from '../../src/mapping/events.ts';
import { NS } from '../../src/soap/namespaces.ts';
import type { XmlElement } from './odd-xml.ts';

interface Id {
  readonly id: string;
  readonly changeKey: string | null;
}

/** A value as it is written, and as it has to be read. */
interface Written<T> {
  readonly text: string;
  readonly value: T;
}

interface EventModel {
  readonly kind: EventKind;
  readonly watermark: string | null;
  readonly timeStamp: Written<string> | null;
  readonly ids: Readonly<Record<string, Id | null>>;
  readonly unreadCount: Written<number> | null;
}

interface MessageModel {
  readonly responseClass: 'Success' | 'Warning' | 'Error';
  readonly messageText: string | null;
  readonly responseCode: string | null;
  /** In the notification, or in MessageXml where there is none. */
  readonly subscriptionId: string;
  readonly notification: {
    readonly previousWatermark: string | null;
    readonly moreEvents: Written<boolean> | null;
    readonly events: readonly EventModel[];
  } | null;
}

/** What a message says. */
export type EnvelopeModel = readonly MessageModel[];

const ODD = [
  '<',
  '>',
  '&',
  '"',
  "'",
  ']',
  ']]>',
  '\r',
  '\n',
  '\t',
  ' ',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '😀',
  'é',
  '中',
];
const character = fc.oneof(
  fc.constantFrom('A', 'B', 'C', 'a', 'b', 'c', '0', '1', '9', '+', '/', '='),
  fc.constantFrom(...ODD),
  fc
    .oneof(fc.integer({ min: 0x20, max: 0xd7ff }), fc.integer({ min: 0x10000, max: 0x10ffff }))
    .map((code) => String.fromCodePoint(code)),
);
const text = fc.string({ unit: character, maxLength: 24 });
const orAbsent = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 3 });
const spaced = fc.constantFrom('', '', ' ', '\n', '\t\r ');
const id: fc.Arbitrary<Id> = fc.record({ id: text, changeKey: orAbsent(text) });

const moreEvents = fc
  .tuple(spaced, fc.constantFrom('true', 'false', '1', '0'), spaced)
  .map(([before, word, after]) => ({ text: before + word + after, value: word === 'true' || word === '1' }));
const unreadCount = fc
  .tuple(spaced, fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), spaced)
  .map(([before, value, after]) => ({ text: before + String(value) + after, value }));
const timeStamp = fc
  .tuple(
    fc.date({
      min: new Date('1000-01-02T00:00:00Z'),
      max: new Date('9998-12-30T00:00:00Z'),
      noInvalidDate: true,
    }),
    fc.integer({ min: 0, max: 9999 }),
    fc.integer({ min: -14 * 60, max: 14 * 60 }),
    fc.constantFrom('Z', '', 'offset'),
    spaced,
  )
  .map(([date, finer, offset, zone, around]) => {
    const shown = new Date(date.getTime() + (zone === 'offset' ? offset * 60_000 : 0))
      .toISOString()
      .slice(0, -1);
    const minutes = Math.abs(offset);
    const sign = offset < 0 ? '-' : '+';
    const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
    const suffix = zone === 'offset' ? `${sign}${two(minutes / 60)}:${two(minutes % 60)}` : zone;
    return { text: around + shown + String(finer) + suffix + around, value: date.toISOString() };
  });

const event: fc.Arbitrary<EventModel> = fc
  .record({
    kind: fc.constantFrom(...EVENT_KINDS),
    watermark: orAbsent(text),
    timeStamp: orAbsent(timeStamp),
    target: fc.constantFrom('Item', 'Folder'),
    ids: fc.tuple(orAbsent(id), orAbsent(id), orAbsent(id), orAbsent(id)),
    unreadCount: orAbsent(unreadCount),
  })
  .map(({ target, ids: [object, parent, oldObject, oldParent], ...rest }) => ({
    ...rest,
    ids: { [target]: object, ParentFolder: parent, [`Old${target}`]: oldObject, OldParentFolder: oldParent },
  }));

const notification = fc.record({
  previousWatermark: orAbsent(text),
  moreEvents: orAbsent(moreEvents),
  events: fc.array(event, { minLength: 1, maxLength: 4 }),
});

const said = { messageText: orAbsent(text), responseCode: orAbsent(text), subscriptionId: text };
const message: fc.Arbitrary<MessageModel> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      ...said,
      responseClass: fc.constantFrom('Success', 'Warning', 'Error'),
      notification,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...said,
      responseClass: fc.constantFrom('Warning', 'Error'),
      notification: fc.constant(null),
    }),
  },
);

/** Any message that Exchange, or somebody who has read the contract, may send. */
export const envelopeModel: fc.Arbitrary<EnvelopeModel> = fc.array(message, { minLength: 1, maxLength: 3 });

const leaf = (ns: string, name: string, content: string | null): XmlElement[] =>
  content === null ? [] : [{ ns, name, content }];

/** The message as elements. */
export function toXml(model: EnvelopeModel): XmlElement {
  const { soap11, messages: m } = NS;
  const responses = model.map((entry): XmlElement => ({
    ns: m,
    name: 'SendNotificationResponseMessage',
    attributes: { ResponseClass: entry.responseClass },
    hasRoom: true,
    content: [
      ...leaf(m, 'MessageText', entry.messageText),
      ...leaf(m, 'ResponseCode', entry.responseCode),
      notificationOrReason(entry),
    ],
  }));
  const list: XmlElement = { ns: m, name: 'ResponseMessages', content: responses, hasRoom: true };
  const payload: XmlElement = { ns: m, name: 'SendNotification', content: [list], hasRoom: true };
  return { ns: soap11, name: 'Envelope', content: [{ ns: soap11, name: 'Body', content: [payload] }] };
}

function notificationOrReason({ notification: found, subscriptionId }: MessageModel): XmlElement {
  const { messages: m, types: t } = NS;
  if (found === null) {
    const attributes = { Name: 'SubscriptionId' };
    const value: XmlElement = { ns: t, name: 'Value', attributes, content: subscriptionId };
    return { ns: m, name: 'MessageXml', content: [value], hasRoom: true };
  }
  return {
    ns: m,
    name: 'Notification',
    hasRoom: true,
    content: [
      ...leaf(t, 'SubscriptionId', subscriptionId),
      ...leaf(t, 'PreviousWatermark', found.previousWatermark),
      ...leaf(t, 'MoreEvents', found.moreEvents?.text ?? null),
      ...found.events.map(eventToXml),
    ],
  };
}

function eventToXml({ kind, watermark, timeStamp: time, ids, unreadCount: unread }: EventModel): XmlElement {
  const { types: t } = NS;
  return {
    ns: t,
    name: kind,
    hasRoom: true,
    inAnyOrder: true,
    content: [
      ...leaf(t, 'Watermark', watermark),
      ...leaf(t, 'TimeStamp', time?.text ?? null),
      ...Object.entries(ids).flatMap(([name, found]): XmlElement[] => {
        const attributes = found && {
          Id: found.id,
          ...(found.changeKey !== null && { ChangeKey: found.changeKey }),
        };
        return attributes ? [{ ns: t, name: `${name}Id`, attributes, content: '' }] : [];
      }),
      ...leaf(t, 'UnreadCount', unread?.text ?? null),
    ],
  };
}

/** The rows that the default mapping has to make of it, by column, without the digest. */
export function toRows(model: EnvelopeModel, facts: { mandator: string; receivedAt: string }): unknown[] {
  return model.flatMap((entry) => {
    const outer = {
      Mandator: facts.mandator,
      ReceivedAt: facts.receivedAt,
      SubscriptionId: entry.subscriptionId,
      PreviousWatermark: entry.notification?.previousWatermark ?? null,
      MoreEvents: entry.notification?.moreEvents?.value ?? null,
      ResponseClass: entry.responseClass,
      ResponseCode: entry.responseCode,
      MessageText: entry.messageText,
    };
    const events = entry.notification?.events ?? [null];
    return events
      .filter((found) => found?.kind !== 'StatusEvent')
      .map((found) => ({ ...outer, EventType: found?.kind ?? entry.responseClass, ...eventColumns(found) }));
  });
}

function eventColumns(found: EventModel | null): Record<string, unknown> {
  const ids = ['Item', 'Folder', 'ParentFolder', 'OldItem', 'OldFolder', 'OldParentFolder'].map((name) => ({
    [`${name}Id`]: found?.ids[name]?.id ?? null,
    [`${name}ChangeKey`]: found?.ids[name]?.changeKey ?? null,
  }));
  return Object.assign(
    {
      Watermark: found?.watermark ?? null,
      TimeStamp: found?.timeStamp?.value ?? null,
      UnreadCount: found?.unreadCount?.value ?? null,
    },
    ...ids,
  ) as Record<string, unknown>;
}
