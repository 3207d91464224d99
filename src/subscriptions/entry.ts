import { addCounts, NO_COUNTS, type Counts } from './counts.ts';
import { mailboxOfItemId } from './item-id.ts';
import { mergeKnown, newlyKnown, type Known } from './known.ts';
import type { SubscriptionName } from './report.ts';
import { readSubscriptionId, type SubscriptionIdFacts } from './subscription-id.ts';

/** A subscription as it stands in the file, and as other processes have it. */
export interface SubscriptionRecord {
  readonly mandator: string;
  readonly subscriptionId: string;
  readonly known: Known;
  readonly counts: Counts;
}

/** What a process has to add to the file: `counts` are those since its last change was taken. */
export type SubscriptionChange = SubscriptionRecord;

/** A subscription in memory. */
export interface Entry {
  readonly mandator: string;
  readonly subscriptionId: string;
  readonly facts: SubscriptionIdFacts;
  known: Known;
  /** All that was counted. */
  counts: Counts;
  /** What of it the file does not have yet. */
  uncommitted: Counts;
  isChanged: boolean;
}

/** A subscription that was not heard before. */
export function newEntry(mandator: string, subscriptionId: string, at: number, run: string): Entry {
  return {
    mandator,
    subscriptionId,
    facts: readSubscriptionId(subscriptionId),
    known: newlyKnown(at, run),
    counts: NO_COUNTS,
    uncommitted: NO_COUNTS,
    isChanged: true,
  };
}

/** A subscription that the file knows. */
export function entryOf(record: SubscriptionRecord): Entry {
  const { mandator, subscriptionId, known, counts } = record;
  const facts = readSubscriptionId(subscriptionId);
  return { mandator, subscriptionId, facts, known, counts, uncommitted: NO_COUNTS, isChanged: false };
}

/** Adds counts to an entry. */
export function count(entry: Entry, counts: Partial<Counts>): void {
  entry.counts = addCounts(entry.counts, counts);
  entry.uncommitted = addCounts(entry.uncommitted, counts);
  entry.isChanged = true;
}

/** Changes what is known of an entry. */
export function learn(entry: Entry, known: Partial<Known>): void {
  entry.known = { ...entry.known, ...known };
  entry.isChanged = true;
}

/** Learns the mailbox from the id of an item or folder, where the SubscriptionId does not tell it. */
export function learnMailbox(entry: Entry, objectId: string | null): void {
  if (entry.facts.mailbox === null && entry.known.itemMailbox === null) {
    const itemMailbox = mailboxOfItemId(objectId);
    if (itemMailbox !== null) {
      learn(entry, { itemMailbox });
    }
  }
}

/** Takes what an entry has for the file. */
export function takeChange(entry: Entry): SubscriptionChange {
  const { mandator, subscriptionId, known, uncommitted } = entry;
  entry.uncommitted = NO_COUNTS;
  entry.isChanged = false;
  return { mandator, subscriptionId, known, counts: uncommitted };
}

/** Gives back a change that could not be written. */
export function restoreChange(entry: Entry, change: SubscriptionChange): void {
  entry.uncommitted = addCounts(change.counts, entry.uncommitted);
  entry.isChanged = true;
}

/** Takes over what the file has by now, ours included as far as it was taken. */
export function refresh(entry: Entry, record: SubscriptionRecord): void {
  entry.known = mergeKnown(record.known, entry.known);
  entry.counts = addCounts(record.counts, entry.uncommitted);
}

/** The mailbox of a subscription, from its id or else from those of items. */
export function nameOf(entry: Entry): SubscriptionName {
  const { mandator, subscriptionId, facts, known } = entry;
  return {
    mandator,
    subscriptionId,
    mailbox: facts.mailbox ?? known.itemMailbox,
    exchangeServer: facts.exchangeServer,
  };
}
