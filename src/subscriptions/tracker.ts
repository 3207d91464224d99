import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import type { MessageFacts } from '../mapping/message-facts.ts';
import type { SubscriptionObserver } from '../observer.ts';
import type { SubscriptionStatus } from '../soap/send-notification-result.ts';
import { createBook, keyOf } from './book.ts';
import { createReportLog } from './report.ts';
import { sumUp, totalsOf, type MandatorTotals, type SubscriptionSnapshot } from './snapshot.ts';
import { createStorage } from './storage.ts';
import type { SubscriptionView } from './view.ts';

export interface TrackerOptions {
  /** Path of `subscriptions.db`. */
  readonly file: string;
  readonly log: Logger;
  /** StatusFrequency of subscriptions that have not shown theirs yet, in milliseconds. */
  readonly statusFrequencyMs: number;
  /** Mandators all of whose subscriptions are ended, whatever the case of their names. */
  readonly retiredMandators: readonly string[];
  readonly maxSubscriptions: number;
  /** After how many days without word a subscription is forgotten. */
  readonly forgetAfterDays: number;
  readonly observer?: SubscriptionObserver;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** How long a missing message may take to arrive before it is reported as a gap, in milliseconds. */
  readonly graceMs?: number;
  /** How often changes are written and those of others read, in milliseconds. */
  readonly syncEveryMs?: number;
}

/** What a receipt says that matters to subscriptions. */
export interface TrackedReceipt {
  readonly mandator: string | null;
  readonly outcome: 'stored' | 'refused' | 'failed';
  readonly status: SubscriptionStatus | null;
  readonly messages: readonly MessageFacts[];
}

/** Keeps track of the subscriptions that are heard. Nothing in it can delay or spoil a reply. */
export interface SubscriptionTracker {
  /** What the sender of these messages is to be answered once their rows are committed. Looks at memory only. */
  statusFor(mandator: string, messages: readonly MessageFacts[]): SubscriptionStatus;
  /** Takes down what became of a message. Never throws; only changes memory. */
  record(receipt: TrackedReceipt, receivedAt: Date): void;
  snapshot(): SubscriptionSnapshot;
  /** The same, made in pieces between which requests are answered: for whoever can wait a moment. */
  gradualSnapshot(): Promise<SubscriptionSnapshot>;
  /** The totals of a snapshot alone, at a small part of its cost. */
  totals(): readonly MandatorTotals[];
  /** Why subscriptions are kept in memory only; null where the file is in order. */
  storageError(): string | null;
  /** Writes changes and reads those of others now. Never rejects. */
  sync(): Promise<void>;
  /** Writes what is left and closes the file. Idempotent, never rejects. */
  close(): Promise<void>;
}

const GRACE_MS = 120_000;
const SYNC_EVERY_MS = 2000;
const BEAT_EVERY_MS = 10_000;
const FORGET_EVERY_MS = 3_600_000;
const DAY = 86_400_000;
/** Changes handed over at a time, so that a burst does not hold up the thread that answers. */
const BATCH = 500;
/** Subscriptions shown at a time: about a millisecond. */
const SLICE = 250;

/**
 * Opens the tracker with what the file knows. A file that is out of order is reported in the log; the tracker then
 * works in memory and tries again every 30 s.
 */
export async function createSubscriptionTracker(options: TrackerOptions): Promise<SubscriptionTracker> {
  const { file, log, statusFrequencyMs, maxSubscriptions, observer, now = Date.now } = options;
  const run = randomUUID();
  const forgetAfterMs = options.forgetAfterDays * DAY;
  const writeReport = createReportLog(log);
  const book = createBook({
    run,
    now,
    report(report) {
      writeReport(report);
      observer?.subscriptionReported(report.of.mandator, report.kind);
    },
    statusFrequencyMs,
    graceMs: options.graceMs ?? GRACE_MS,
    maxSubscriptions,
    forgetAfterMs,
  });
  const storage = createStorage({ file, log, now }, () => book.recommitAll());
  const retired = new Set(options.retiredMandators.map(fold));
  let endRequests: ReadonlyMap<string, number> = new Map();
  let lastBeatAt = -Infinity;
  let lastForgetAt = -Infinity;

  const exchange = async (): Promise<void> => {
    book.tick();
    if (!(await storage.open())) {
      return;
    }
    for (let isMore = true; isMore;) {
      const isBeat = Math.abs(now() - lastBeatAt) >= BEAT_EVERY_MS;
      const isForget = Math.abs(now() - lastForgetAt) >= FORGET_EVERY_MS;
      const forget = isForget ? { notHeardSince: now() - forgetAfterMs, limit: maxSubscriptions } : null;
      const changes = book.takeChanges(BATCH);
      const result = await storage.sync({ run, now: now(), changes, isBeat, forget });
      if (result === null) {
        book.restore(changes);
        return;
      }
      lastBeatAt = isBeat ? now() : lastBeatAt;
      lastForgetAt = isForget ? now() : lastForgetAt;
      book.forgiveBefore(result.uncleanAt);
      book.refresh(result.records);
      endRequests =
        result.endRequests === null
          ? endRequests
          : new Map(result.endRequests.map((r) => [keyOf(r.mandator, r.subscriptionId), r.requestedAt]));
      isMore = changes.length === BATCH;
    }
  };
  let last: Promise<void> = Promise.resolve();
  const sync = (): Promise<void> => {
    last = last.then(exchange).catch((error: unknown) => {
      log.error('subscriptions could not be kept', { error });
    });
    return last;
  };
  await sync();
  const stopTimer = repeat(sync, options.syncEveryMs ?? SYNC_EVERY_MS);
  let closing: Promise<void> | null = null;
  const endRequestedAt = (mandator: string, id: string): number | null =>
    endRequests.get(keyOf(mandator, id)) ?? null;
  const snapshotOf = (subscriptions: readonly SubscriptionView[]): SubscriptionSnapshot => ({
    takenAt: new Date(now()).toISOString(),
    storageError: storage.error(),
    totals: totalsOf(subscriptions),
    subscriptions,
  });

  return {
    statusFor(mandator, messages) {
      const isEnding = messages.every(
        ({ subscriptionId }) => subscriptionId !== null && endRequests.has(keyOf(mandator, subscriptionId)),
      );
      return isEnding || retired.has(fold(mandator)) ? 'Unsubscribe' : 'OK';
    },
    record({ mandator, outcome, status, messages }, receivedAt) {
      if (mandator === null || outcome === 'refused') {
        return;
      }
      try {
        const isStored = outcome === 'stored';
        book.record({ mandator, messages, receivedAt, isStored, isUnsubscribed: status === 'Unsubscribe' });
      } catch (error) {
        log.error('a message was not taken down for its subscription', { mandator, error });
      }
    },
    snapshot: () => snapshotOf(book.views(endRequestedAt)),
    async gradualSnapshot() {
      const views: SubscriptionView[] = [];
      for (const slice of book.viewsInSlices(endRequestedAt, SLICE)) {
        views.push(...slice);
        await setImmediate();
      }
      return snapshotOf(views);
    },
    totals: () => sumUp(book.counted()),
    storageError: () => storage.error(),
    sync,
    close() {
      closing ??= (async () => {
        stopTimer();
        await sync();
        await storage.close(run);
      })();
      return closing;
    },
  };
}

/** Does something again and again, with a pause after each time, without keeping the process alive. */
function repeat(action: () => Promise<void>, pauseMs: number): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  const next = (): void => {
    timer = setTimeout(() => {
      void action().then(() => {
        if (!isStopped) {
          next();
        }
      });
    }, pauseMs);
    timer.unref();
  };
  next();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** Mandators are compared as ROOMS does, without regard to case. */
function fold(name: string): string {
  return name.normalize('NFC').toUpperCase();
}
