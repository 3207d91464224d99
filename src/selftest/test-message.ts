import { randomUUID } from 'node:crypto';
import { createMailbox, type PushMessage } from '../exchange/messages.ts';
import { createRandom } from '../exchange/random.ts';
import type { Mapping } from '../mapping/compile-mapping.ts';
import { isEventKind, type EventKind, type RowKind } from '../mapping/events.ts';
import type { Row, Value } from '../mapping/table.ts';
import { createReadMessage } from '../reading/read-message.ts';
import { SEND_NOTIFICATION_ACTION } from '../soap/namespaces.ts';
import { DEFAULT_XML_LIMITS } from '../soap/xml-limits.ts';
import type { RowIdentity } from '../store/single-row.ts';
import { isSelftestSubscription, SELFTEST_SERVER } from '../subscriptions/selftest-mark.ts';

/** A message that nobody can take for one of Exchange's, and the one row that it becomes. */
export interface TestMessage {
  readonly bytes: Uint8Array;
  readonly subscriptionId: string;
  readonly kind: RowKind;
  readonly identity: RowIdentity;
}

/** Why the mapping allows no test: with it, nothing is sent. */
export interface TestMessageProblem {
  readonly code: 'no_row' | 'unfit_value' | 'key_changes' | 'key_same';
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Kinds in the order in which they are chosen, the most harmless first: should somebody read the row in the moment
 * that it stands there, a heartbeat means nothing and a change makes them look; a deletion might be believed.
 */
const KINDS: readonly RowKind[] = [
  'StatusEvent',
  'ModifiedEvent',
  'FreeBusyChangedEvent',
  'NewMailEvent',
  'CreatedEvent',
  'CopiedEvent',
  'MovedEvent',
  'DeletedEvent',
  'Error',
];

/**
 * Makes a test message that becomes a row under the mapping, and that row as the service will make it. All its ids
 * are of this run alone.
 * @param mandator in its configured spelling
 */
export function makeTestMessage(mapping: Mapping, mandator: string): TestMessage | TestMessageProblem {
  const kind = KINDS.find((one) => mapping.kinds.has(one));
  if (kind === undefined) {
    return { code: 'no_row', values: { kinds: [...mapping.kinds].join(', ') } };
  }
  const message = writeMessage(kind);
  const bytes = Buffer.from(message.body);
  const row = readRow(mapping, mandator, bytes, 'first');
  const later = readRow(mapping, mandator, bytes, 'later');
  const other = readRow(mapping, mandator, Buffer.from(writeMessage(kind).body), 'first');
  if (typeof row === 'string' || typeof later === 'string' || typeof other === 'string') {
    const reason = [row, later, other].find((one) => typeof one === 'string') ?? '';
    return { code: 'unfit_value', values: { kind, reason } };
  }
  const names = (indexes: readonly number[]): string =>
    indexes.map((index) => mapping.table.columns[index]?.name ?? '').join(', ');
  const { table } = mapping;
  if (row.key !== later.key) {
    const changing = table.keyIndexes.filter((index) => !isSame(row.values[index], later.values[index]));
    return { code: 'key_changes', values: { columns: names(changing) } };
  }
  if (row.key === other.key) {
    return { code: 'key_same', values: { columns: names(table.keyIndexes) } };
  }
  const proofIndexes = table.columns.flatMap((_, index) => {
    const value = row.values[index] ?? null;
    const isMark = typeof value === 'string' && isSelftestSubscription(value);
    const isOwn = table.keyIndexes.includes(index) && !isSame(value, other.values[index]);
    return isMark || isOwn ? [index] : [];
  });
  return {
    bytes,
    subscriptionId: message.subscriptionId,
    kind,
    identity: { table, row, proofIndexes },
  };
}

function writeMessage(kind: RowKind): PushMessage {
  const random = createRandom(randomUUID());
  const mailbox = createMailbox({ random, server: SELFTEST_SERVER });
  if (!isEventKind(kind)) {
    return mailbox.errorMessage('ErrorReadEventsFailed');
  }
  return kind === 'StatusEvent' ? mailbox.statusEvent() : writeItemEvent(() => mailbox.next(one(kind)));
}

/** One in four events is about a folder: the id of an item is what a table is sure to have a column for. */
function writeItemEvent(next: () => PushMessage): PushMessage {
  for (;;) {
    const message = next();
    if (message.events[0]?.target === 'Item') {
      return message;
    }
  }
}

function one(kind: EventKind): { readonly events: 1; readonly kinds: readonly EventKind[] } {
  return { events: 1, kinds: [kind] };
}

/**
 * The row of a message as the service makes it, but for the facts that only the service knows.
 * @returns the reason in words where the mapping makes none of it
 */
function readRow(
  mapping: Mapping,
  mandator: string,
  bytes: Uint8Array,
  time: 'first' | 'later',
): Row | string {
  const read = createReadMessage({ mapping, limits: DEFAULT_XML_LIMITS });
  const { rows, failure } = read({
    bytes,
    charset: 'utf-8',
    soapAction: SEND_NOTIFICATION_ACTION,
    facts: {
      mandator,
      receivedAt: new Date(time === 'first' ? 0 : 86_400_000).toISOString(),
      remoteAddress: time === 'first' ? '127.0.0.1' : '::1',
      requestId: randomUUID(),
    },
  });
  return failure === null ? (rows[0] ?? 'it becomes no row') : failure.error.message;
}

function isSame(left: Value | undefined, right: Value | undefined): boolean {
  const plain = (value: Value | undefined): unknown =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : (value ?? null);
  return plain(left) === plain(right);
}
