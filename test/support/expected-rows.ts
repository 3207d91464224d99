import { readFileSync } from 'node:fs';

interface ExpectedEvent {
  readonly type: string;
  readonly [field: string]: string | number;
}

interface ExpectedMessage {
  readonly responseClass: string;
  readonly responseCode?: string;
  readonly messageText?: string;
  readonly messageXml?: readonly { readonly name: string; readonly value: string }[];
  readonly notification?: {
    readonly subscriptionId: string;
    readonly previousWatermark?: string;
    readonly moreEvents?: boolean;
    readonly events: readonly ExpectedEvent[];
  };
}

/** What has to be read from a sample message. */
export interface ExpectedSample {
  readonly file: string;
  readonly expected: { readonly responseMessages: readonly ExpectedMessage[] };
}

/** A row of the default table, without what the service adds: `Id`, `ReceivedAt`, `EventKey`. */
export type ExpectedRow = Readonly<Record<string, string | number | null>>;

const IDS = ['item', 'folder', 'parentFolder', 'oldItem', 'oldFolder', 'oldParentFolder'];

/** The list of the samples and what stands in them. */
export function readManifest(): ExpectedSample[] {
  const url = new URL('../fixtures/samples/manifest.json', import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as ExpectedSample[];
}

/** The rows that the default mapping has to make of a sample, in their order. */
export function expectedRows({ expected }: ExpectedSample): ExpectedRow[] {
  return expected.responseMessages.flatMap((message) => {
    const { notification } = message;
    const outer = {
      Mandator: 'Default',
      SubscriptionId:
        notification?.subscriptionId ??
        message.messageXml?.find(({ name }) => name === 'SubscriptionId')?.value ??
        null,
      PreviousWatermark: notification?.previousWatermark ?? null,
      MoreEvents: notification?.moreEvents === undefined ? null : Number(notification.moreEvents),
      ResponseClass: message.responseClass,
      ResponseCode: message.responseCode ?? null,
      MessageText: message.messageText ?? null,
    };
    const events = notification?.events ?? [{ type: message.responseClass }];
    return events
      .filter(({ type }) => type !== 'StatusEvent')
      .map((event) => ({ ...outer, ...eventColumns(event) }));
  });
}

function eventColumns(event: ExpectedEvent): ExpectedRow {
  const field = (name: string): string | number | null => event[name] ?? null;
  const ids: Record<string, string | number | null> = Object.fromEntries(
    IDS.flatMap((id) => {
      const column = id.charAt(0).toUpperCase() + id.slice(1);
      return [
        [`${column}Id`, field(`${id}Id`)],
        [`${column}ChangeKey`, field(`${id}ChangeKey`)],
      ];
    }),
  );
  const timeStamp = field('timeStamp');
  return {
    EventType: event.type,
    Watermark: field('watermark'),
    TimeStamp: typeof timeStamp === 'string' ? timeStamp.replace('Z', '.000Z') : null,
    ...ids,
    UnreadCount: field('unreadCount'),
  };
}
