import { EVENT_KINDS } from '../mapping/events.ts';
import type { EventKind } from '../mapping/events.ts';
import type { PushEvent } from './events.ts';
import type { LedgerEntry } from './ledger.ts';

/** An event as it stands in a table. */
export interface StoredEvent {
  readonly subscriptionId: string | null;
  /** The element's name: `ModifiedEvent`, ... */
  readonly eventType: string | null;
  readonly watermark: string | null;
  readonly itemId: string | null;
  readonly folderId: string | null;
  readonly parentFolderId: string | null;
  readonly oldItemId: string | null;
  readonly oldFolderId: string | null;
  readonly oldParentFolderId: string | null;
}

/** What a comparison came to. Nothing was lost and nothing stands twice where `clean` is true. */
export interface LedgerReport {
  readonly clean: boolean;
  /** Events that happened, and those among them that become rows and were acknowledged. */
  readonly events: number;
  readonly acknowledged: number;
  readonly rows: number;
  /** Rows of events that were sent and not acknowledged: they may be there. */
  readonly unacknowledgedRows: number;
  /** Acknowledged events without a row. */
  readonly missing: number;
  /** Rows too many. */
  readonly twice: number;
  /** Rows of events that were never sent. */
  readonly neverSent: number;
  /** Rows with other ids than their event has. */
  readonly altered: number;
  /** Rows that stand after a row of a later event of their subscription. */
  readonly outOfOrder: number;
  /** The first few of these, each in a sentence. */
  readonly offenders: readonly string[];
}

/** How many offenders are named. */
const MOST_OFFENDERS = 10;

/**
 * Compares what happened with what stands in the tables: nothing acknowledged missing, nothing twice, nothing that
 * was never sent, and the order within a subscription kept.
 * @param rows all rows of the table in the order in which they were added
 * @param kinds which kinds the mapping makes rows of; all but StatusEvent unless given
 */
export function compareLedger(
  entries: Iterable<LedgerEntry>,
  rows: Iterable<StoredEvent>,
  kinds: readonly EventKind[] = EVENT_KINDS,
): LedgerReport {
  const wanted = new Set<string>(kinds);
  const known = new Map<string, { entry: LedgerEntry; order: number; rows: number }>();
  let events = 0;
  for (const entry of entries) {
    events++;
    if (wanted.has(entry.event.kind)) {
      const { subscriptionId, event } = entry;
      known.set(keyOf(subscriptionId, event.kind, event.watermark), { entry, order: events, rows: 0 });
    }
  }
  const counts = { rows: 0, unacknowledgedRows: 0, twice: 0, neverSent: 0, altered: 0, outOfOrder: 0 };
  const offenders: string[] = [];
  const report = (text: string): void => {
    if (offenders.length < MOST_OFFENDERS) {
      offenders.push(text);
    }
  };
  const latest = new Map<string, number>();
  for (const row of rows) {
    counts.rows++;
    const where = `row ${counts.rows} (${describe(row.eventType, row.watermark, row.subscriptionId)})`;
    const found = known.get(keyOf(row.subscriptionId, row.eventType, row.watermark));
    if (found === undefined || found.entry.fate === 'unsent') {
      counts.neverSent++;
      report(`${where} is of an event that ${found === undefined ? 'never happened' : 'was never sent'}`);
      continue;
    }
    const { entry, order } = found;
    counts.unacknowledgedRows += entry.fate === 'acknowledged' ? 0 : 1;
    if (++found.rows > 1) {
      counts.twice++;
      report(`${where} stands there for the ${found.rows}. time`);
      continue;
    }
    const difference = differenceOf(row, entry.event);
    if (difference !== null) {
      counts.altered++;
      report(`${where} has another ${difference} than its event`);
    }
    const before = latest.get(entry.subscriptionId) ?? 0;
    if (order < before) {
      counts.outOfOrder++;
      report(`${where} stands after a later event of its subscription`);
    }
    latest.set(entry.subscriptionId, Math.max(order, before));
  }
  let acknowledged = 0;
  let missing = 0;
  for (const { entry, rows: own } of known.values()) {
    if (entry.fate === 'acknowledged') {
      acknowledged++;
      if (own === 0) {
        missing++;
        const { event, subscriptionId } = entry;
        report(`${describe(event.kind, event.watermark, subscriptionId)} was acknowledged and has no row`);
      }
    }
  }
  const clean = missing + counts.twice + counts.neverSent + counts.altered + counts.outOfOrder === 0;
  return { clean, events, acknowledged, missing, ...counts, offenders };
}

/**
 * A row of the default mapping's columns.
 * @param row values by column name; a column that is missing counts as NULL
 */
export function toStoredEvent(row: Readonly<Record<string, unknown>>): StoredEvent {
  const text = (column: string): string | null => {
    const value = row[column];
    return typeof value === 'string' ? value : null;
  };
  return {
    subscriptionId: text('SubscriptionId'),
    eventType: text('EventType'),
    watermark: text('Watermark'),
    itemId: text('ItemId'),
    folderId: text('FolderId'),
    parentFolderId: text('ParentFolderId'),
    oldItemId: text('OldItemId'),
    oldFolderId: text('OldFolderId'),
    oldParentFolderId: text('OldParentFolderId'),
  };
}

/** The first thing in which a row is not its event; null where it is. */
function differenceOf(row: StoredEvent, event: PushEvent): string | null {
  const ofItem = event.target === 'Item';
  const ids: readonly (readonly [name: string, stored: string | null, sent: string | undefined])[] = [
    ['ItemId', row.itemId, ofItem ? event.object?.id : undefined],
    ['FolderId', row.folderId, ofItem ? undefined : event.object?.id],
    ['ParentFolderId', row.parentFolderId, event.parent?.id],
    ['OldItemId', row.oldItemId, ofItem ? event.oldObject?.id : undefined],
    ['OldFolderId', row.oldFolderId, ofItem ? undefined : event.oldObject?.id],
    ['OldParentFolderId', row.oldParentFolderId, event.oldParent?.id],
  ];
  return ids.find(([, stored, sent]) => stored !== (sent ?? null))?.[0] ?? null;
}

function keyOf(subscription: string | null, kind: string | null, watermark: string | null): string {
  return `${String(subscription)} ${String(kind)} ${String(watermark)}`;
}

/** Ids differ in their middle: subscriptions of one server begin alike, and watermarks of one database too. */
function describe(kind: string | null, watermark: string | null, subscription: string | null): string {
  return `${String(kind)} ${String(watermark)} of ${String(subscription)}`;
}
