import type { MessageFacts } from '../mapping/message-facts.ts';
import { hasReportedGap, ripenChain } from './chain.ts';
import {
  count,
  entryOf,
  learn,
  nameOf,
  newEntry,
  refresh,
  restoreChange,
  takeChange,
  type Entry,
  type SubscriptionChange,
  type SubscriptionRecord,
} from './entry.ts';
import { statusFrequency } from './heartbeat.ts';
import { stateOf } from './known.ts';
import { recordMessage } from './record-message.ts';
import type { Report } from './report.ts';
import { isSelftestSubscription } from './selftest-mark.ts';
import type { CountedSubscription } from './snapshot.ts';
import { viewOf, type SubscriptionView } from './view.ts';

export interface BookOptions {
  /** Name of this run of the service, other than that of any other. */
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly report: (report: Report) => void;
  /** StatusFrequency of subscriptions that have not shown theirs yet, in milliseconds. */
  readonly statusFrequencyMs: number;
  /** How long a missing message may take to arrive before it is reported as a gap, in milliseconds. */
  readonly graceMs: number;
  /** Most subscriptions that are kept; those not heard for the longest time go first. */
  readonly maxSubscriptions: number;
  /** After how many milliseconds without word a subscription is forgotten. */
  readonly forgetAfterMs: number;
}

/** What became of a message, as far as its subscriptions are concerned. */
export interface Received {
  readonly mandator: string;
  readonly messages: readonly MessageFacts[];
  readonly receivedAt: Date;
  readonly isStored: boolean;
  readonly isUnsubscribed: boolean;
}

/** Since when a subscription's next message is to be answered Unsubscribe; null where it is not. */
export type EndRequestedAt = (mandator: string, subscriptionId: string) => number | null;

/** All subscriptions in memory. Nothing in it waits for anything. */
export interface Book {
  record(received: Received): void;
  /** Reports gaps and silences that have become certain, and forgets what is too old. To be called every few seconds. */
  tick(): void;
  /** Takes up to `limit` changes for the file. */
  takeChanges(limit: number): SubscriptionChange[];
  /** Gives back changes that could not be written. */
  restore(changes: readonly SubscriptionChange[]): void;
  /** Has everything written again, because the file was begun anew. */
  recommitAll(): void;
  /** Takes over what the file has, of this process and of others. */
  refresh(records: readonly SubscriptionRecord[]): void;
  /** Notes that a run of the service ended uncleanly: what seems missing, it may have received. */
  forgiveBefore(uncleanAt: number): void;
  views(endRequestedAt: EndRequestedAt): SubscriptionView[];
  /** The same in pieces, each made when it is asked for: what changes meanwhile is in the later ones only. */
  viewsInSlices(endRequestedAt: EndRequestedAt, size: number): Iterable<SubscriptionView[]>;
  /** What is counted of each subscription, without the cost of showing it. */
  counted(): CountedSubscription[];
  readonly size: number;
}

/** A longer SubscriptionId is no sender's that is known, and is not kept. */
const MAX_ID = 2048;
/** What another run heard last is left to that run for so much longer, so that a silence is reported once. */
const OTHERS_EXTRA_MS = 60_000;
/** When nobody looked for so long, the process was suspended or the clock was set: silences prove nothing then. */
const LONGEST_TICK_MS = 300_000;
const HOUR = 3_600_000;

/** Makes an empty book. */
export function createBook(options: BookOptions): Book {
  const { run, now, graceMs, statusFrequencyMs, maxSubscriptions, forgetAfterMs } = options;
  const entries = new Map<string, Entry>();
  const errorReportedAt = new Map<string, number>();
  let uncleanAt = 0;
  let listeningSince = now();
  let lastTickAt = listeningSince;

  /** Error messages are repeated by every retry: once an hour is enough. */
  const report = (entry: Report): void => {
    if (entry.kind === 'error') {
      const key = `${keyOf(entry.of.mandator, entry.of.subscriptionId)}\n${entry.code}`;
      if (now() - (errorReportedAt.get(key) ?? -Infinity) < HOUR) {
        return;
      }
      errorReportedAt.set(key, now());
    }
    options.report(entry);
  };
  const ripen = (entry: Entry): void => {
    const { chain, gaps } = ripenChain(entry.known.chain, { now: now(), graceMs, by: run, uncleanAt });
    if (chain !== entry.known.chain) {
      learn(entry, { chain });
      count(entry, { gaps: gaps.length });
      gaps.forEach((gap) => report({ kind: 'gap', of: nameOf(entry), gap }));
    }
  };
  const hush = (entry: Entry): void => {
    const { lastHeardAt, silentAt, heardBy, heartbeats } = entry.known;
    const at = now() - (heardBy === run ? 0 : OTHERS_EXTRA_MS);
    if (
      silentAt <= lastHeardAt &&
      stateOf(entry.known, { now: at, listeningSince, statusFrequencyMs }) === 'silent'
    ) {
      const { ms } = statusFrequency(heartbeats, statusFrequencyMs);
      learn(entry, { silentAt: now() });
      report({
        kind: 'silent',
        of: nameOf(entry),
        lastHeardAt: new Date(lastHeardAt),
        statusFrequencyMs: ms,
      });
    }
  };
  const forget = (): void => {
    for (const [key, entry] of entries) {
      if (now() - entry.known.lastHeardAt > forgetAfterMs) {
        entries.delete(key);
      }
    }
    const excess = entries.size - maxSubscriptions;
    if (excess > 0) {
      [...entries]
        .toSorted(([, a], [, b]) => a.known.lastHeardAt - b.known.lastHeardAt)
        .slice(0, excess)
        .forEach(([key]) => entries.delete(key));
    }
    errorReportedAt.forEach((at, key) => now() - at > HOUR && errorReportedAt.delete(key));
  };
  /** Some room above the limit, so that a flood of new ids does not sort all entries for each of them. */
  const room = Math.max(100, Math.floor(maxSubscriptions / 10));

  function* slicesOf(endRequestedAt: EndRequestedAt, size: number): Iterable<SubscriptionView[]> {
    const all = [...entries.values()];
    for (let from = 0; from < all.length; from += size) {
      const moment = { now: now(), listeningSince, statusFrequencyMs };
      yield all
        .slice(from, from + size)
        .map((entry) =>
          viewOf(entry, moment, endRequestedAt(entry.mandator, entry.subscriptionId), entry.facts),
        );
    }
  }

  return {
    record({ mandator, messages, receivedAt, isStored, isUnsubscribed }) {
      for (const message of messages) {
        const { subscriptionId } = message;
        if (
          subscriptionId === null ||
          subscriptionId === '' ||
          subscriptionId.length > MAX_ID ||
          isSelftestSubscription(subscriptionId)
        ) {
          continue;
        }
        const key = keyOf(mandator, subscriptionId);
        const at = receivedAt.getTime();
        const entry = entries.get(key) ?? newEntry(mandator, subscriptionId, at, run);
        entries.set(key, entry);
        recordMessage(entry, message, { at, run, isStored, isUnsubscribed, graceMs, uncleanAt, report });
      }
      if (entries.size > maxSubscriptions + room) {
        forget();
      }
    },
    tick() {
      const pause = now() - lastTickAt;
      lastTickAt = now();
      if (pause > LONGEST_TICK_MS || pause < -LONGEST_TICK_MS) {
        listeningSince = now();
      }
      forget();
      entries.forEach(ripen);
      entries.forEach(hush);
    },
    takeChanges(limit) {
      const changes: SubscriptionChange[] = [];
      for (const entry of entries.values()) {
        if (entry.isChanged && changes.push(takeChange(entry)) >= limit) {
          break;
        }
      }
      return changes;
    },
    restore(changes) {
      for (const change of changes) {
        const entry = entries.get(keyOf(change.mandator, change.subscriptionId));
        if (entry !== undefined) {
          restoreChange(entry, change);
        }
      }
    },
    recommitAll() {
      for (const entry of entries.values()) {
        entry.uncommitted = entry.counts;
        entry.isChanged = true;
      }
    },
    refresh(records) {
      for (const record of records) {
        const key = keyOf(record.mandator, record.subscriptionId);
        const entry = entries.get(key);
        if (entry === undefined) {
          entries.set(key, entryOf(record));
        } else {
          refresh(entry, record);
        }
      }
    },
    forgiveBefore(at) {
      uncleanAt = Math.max(uncleanAt, at);
    },
    views: (endRequestedAt) => [...slicesOf(endRequestedAt, entries.size)].flat(),
    viewsInSlices: slicesOf,
    counted() {
      const moment = { now: now(), listeningSince, statusFrequencyMs };
      return [...entries.values()].map(({ mandator, known }) => ({
        mandator,
        state: stateOf(known, moment),
        hasGap: hasReportedGap(known.chain),
        lastHeardAt: known.lastHeardAt,
      }));
    },
    get size() {
      return entries.size;
    },
  };
}

/** One text for mandator and SubscriptionId; neither can hold a line break. */
export function keyOf(mandator: string, subscriptionId: string): string {
  return `${mandator}\n${subscriptionId}`;
}
