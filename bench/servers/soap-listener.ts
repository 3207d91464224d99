import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { listen } from 'soap';
import { metadataDocument } from '../../src/http/metadata/metadata-document.ts';
import { convert } from '../../src/mapping/convert.ts';
import { EVENT_KINDS } from '../../src/mapping/events.ts';
import { keyDigest } from '../../src/mapping/key-digest.ts';
import { loadMapping } from '../../src/mapping/load-mapping.ts';
import type { Value } from '../../src/mapping/table.ts';
import {
  createTableStatements,
  insertStatement,
  toSqliteValue,
} from '../../src/store/sqlite/sqlite-statements.ts';

/*
 * The endpoint as one writes it with the `soap` package: the WSDL describes the message, the package reads it into
 * an object, and the handler writes a row an event, in one durable transaction a message, before it answers. Same
 * table, columns, types, key and pragmas as the service's own embedded store, a prepared statement, nothing logged.
 */

type Many<T> = T | readonly T[] | undefined;

interface ObjectId {
  readonly attributes?: { readonly Id?: string; readonly ChangeKey?: string };
}

type EventContent = Readonly<Record<string, ObjectId | string | number | Date | undefined>>;

interface NotificationContent extends Readonly<Record<string, unknown>> {
  readonly SubscriptionId?: string;
  readonly PreviousWatermark?: string;
  readonly MoreEvents?: boolean;
}

interface ResponseMessage {
  readonly attributes?: { readonly ResponseClass?: string };
  readonly ResponseCode?: string;
  readonly MessageText?: string;
  readonly Notification?: NotificationContent;
}

interface SendNotification {
  readonly ResponseMessages: { readonly SendNotificationResponseMessage: Many<ResponseMessage> };
}

const PATH = '/Webservices/SyncNotification.svc';
const ROW_KINDS = EVENT_KINDS.filter((kind) => kind !== 'StatusEvent');

const { table } = await loadMapping(undefined);
const database = new DatabaseSync(process.env['BENCH_DATABASE'] ?? '');
database.exec('PRAGMA journal_mode = WAL');
database.exec('PRAGMA synchronous = FULL');
createTableStatements(table).forEach((statement) => database.exec(statement));
const insert = database.prepare(insertStatement(table));

function listOf<T>(values: Many<T>): readonly T[] {
  return values === undefined ? [] : Array.isArray(values) ? (values as readonly T[]) : [values as T];
}

function idOf(event: EventContent, name: string): ObjectId['attributes'] {
  const id = event[name];
  return typeof id === 'object' && 'attributes' in id ? id.attributes : undefined;
}

function isoOf(value: EventContent[string]): string | null {
  return value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : null;
}

/** The columns of the table by name, each as the handler finds it. */
function columnsOf(
  receivedAt: string,
  message: ResponseMessage,
  kind: string,
  event: EventContent,
): Record<string, string | number | boolean | null | undefined> {
  const { Notification: notification } = message;
  const columns: Record<string, string | number | boolean | null | undefined> = {
    Mandator: 'Default',
    ReceivedAt: receivedAt,
    SubscriptionId: notification?.SubscriptionId,
    PreviousWatermark: notification?.PreviousWatermark,
    MoreEvents: notification?.MoreEvents,
    EventType: kind,
    Watermark: event['Watermark'] as string | undefined,
    TimeStamp: isoOf(event['TimeStamp']),
    UnreadCount: event['UnreadCount'] as number | undefined,
    ResponseClass: message.attributes?.ResponseClass,
    ResponseCode: message.ResponseCode,
    MessageText: message.MessageText,
  };
  for (const name of ['Item', 'Folder', 'ParentFolder', 'OldItem', 'OldFolder', 'OldParentFolder']) {
    const id = idOf(event, `${name}Id`);
    columns[`${name}Id`] = id?.Id;
    columns[`${name}ChangeKey`] = id?.ChangeKey;
  }
  return columns;
}

function insertRow(columns: ReturnType<typeof columnsOf>): void {
  const values = table.columns
    .filter((_, index) => index !== table.digestIndex)
    .map(({ name, type }): Value => convert(columns[name] ?? null, type));
  insert.run(...values.map(toSqliteValue), Buffer.from(keyDigest(values, table.keyIndexes), 'hex'));
}

function sendNotification({ ResponseMessages: list }: SendNotification): { SubscriptionStatus: string } {
  const receivedAt = new Date().toISOString();
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const message of listOf(list.SendNotificationResponseMessage)) {
      for (const kind of ROW_KINDS) {
        for (const event of listOf(message.Notification?.[kind] as Many<EventContent>)) {
          insertRow(columnsOf(receivedAt, message, kind, event));
        }
      }
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
  return { SubscriptionStatus: 'OK' };
}

const port = Number(process.env['PORT']);
const server = createServer();
server.listen(port, () =>
  listen(server, {
    path: PATH,
    xml: metadataDocument('singleWsdl', `http://127.0.0.1:${port}${PATH}`)?.body ?? '',
    services: { SyncNotification: { SyncNotificationPort: { SendNotification: sendNotification } } },
  }),
);
process.on('SIGTERM', () => {
  server.close(() => database.close());
  server.closeAllConnections();
});
