import { setTimeout as sleep } from 'node:timers/promises';
import { summariseLatencies } from './latencies.ts';
import type { LatencySummary } from './latencies.ts';
import type { SendResult } from './sender.ts';

/** Milliseconds; a longer timer fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What to send, how much of it, how fast. One of `count` and `durationMs` at least. */
export interface LoadOptions<Message> {
  readonly count?: number;
  /** Milliseconds in which messages are begun; what is under way then is waited for. */
  readonly durationMs?: number;
  /** Messages a second, all lanes together; as fast as replies come unless given. */
  readonly rate?: number;
  /** Lanes: each sends its next message when its last one is answered, as Exchange does a subscription. */
  readonly concurrency: number;
  /** Gives a lane (0 to `concurrency` - 1) its next message. */
  readonly next: (lane: number) => Message;
  readonly send: (message: Message) => Promise<SendResult>;
  /** How many events a message carries; 1 unless given. */
  readonly eventsOf?: (message: Message) => number;
  /** Called after each reply. */
  readonly onReply?: (message: Message, result: SendResult) => void;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Ends the run early: nothing more is begun. */
  readonly signal?: AbortSignal;
}

/** How far a run is. */
export interface LoadProgress {
  readonly done: number;
  readonly ok: number;
  /** null where only a duration was given. */
  readonly total: number | null;
  readonly elapsedMs: number;
}

/** What a run came to. */
export interface LoadSummary {
  /** Messages sent and answered, or given up. */
  readonly count: number;
  readonly ok: number;
  readonly events: number;
  /** Messages by `outcomeOf`. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly elapsedMs: number;
  /** Messages answered OK, and events in them, a second. */
  readonly messagesPerSecond: number;
  readonly eventsPerSecond: number;
  /**
   * From when a message was due to its reply. With a rate, a message that could not begin in time because the
   * ones before it were slow counts its wait: otherwise a stall would show in a handful of messages only
   * ("coordinated omission", Gil Tene).
   */
  readonly latencyMs: LatencySummary;
  /** From when a message was sent to its reply. Without a rate the same as `latencyMs`. */
  readonly replyMs: LatencySummary;
}

/**
 * Sends messages in lanes until enough are sent, and sums up what came back.
 * @throws RangeError where there is neither a count nor a duration, and whatever `next` and `send` throw
 */
export async function runLoad<Message>(options: LoadOptions<Message>): Promise<LoadSummary> {
  const { count = Infinity, durationMs = Infinity, rate, concurrency, signal } = options;
  const { eventsOf = () => 1 } = options;
  if (count === Infinity && durationMs === Infinity) {
    throw new RangeError('a run needs a count or a duration');
  }
  const latencies: number[] = [];
  const replies: number[] = [];
  const outcomes: Record<string, number> = {};
  const totals = { ok: 0, events: 0, okEvents: 0 };
  const start = performance.now();
  const elapsed = (): number => performance.now() - start;
  let begun = 0;

  const lane = async (number: number): Promise<void> => {
    while (begun < count && signal?.aborted !== true) {
      // The schedule is absolute, so a late message does not shift the ones after it.
      const due = rate === undefined ? elapsed() : (begun * 1000) / rate;
      if (due >= durationMs) {
        return;
      }
      begun++;
      if (!(await waitUntil(due, elapsed, signal))) {
        return;
      }
      const message = options.next(number);
      const events = eventsOf(message);
      const result = await options.send(message);
      latencies.push(rate === undefined ? result.ms : elapsed() - due);
      replies.push(result.ms);
      const outcome = outcomeOf(result);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      totals.events += events;
      totals.ok += result.ok ? 1 : 0;
      totals.okEvents += result.ok ? events : 0;
      options.onReply?.(message, result);
      const total = count === Infinity ? null : count;
      options.onProgress?.({ done: replies.length, ok: totals.ok, total, elapsedMs: elapsed() });
    }
  };
  // A lane that throws ends the run, but not before the other lanes' messages under way are answered.
  const lanes = Array.from({ length: concurrency }, async (_, number) => {
    try {
      await lane(number);
    } catch (error) {
      begun = Infinity;
      throw error;
    }
  });
  const failed = (await Promise.allSettled(lanes)).find((settled) => settled.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }

  const elapsedMs = elapsed();
  return {
    count: replies.length,
    ok: totals.ok,
    events: totals.events,
    outcomes,
    elapsedMs,
    messagesPerSecond: (totals.ok * 1000) / elapsedMs,
    eventsPerSecond: (totals.okEvents * 1000) / elapsedMs,
    latencyMs: summariseLatencies(latencies),
    replyMs: summariseLatencies(replies),
  };
}

/** One word or two for what came back: `OK`, `Unsubscribe`, `500 fault`, `503`, `200 BAD_REPLY`, `ECONNREFUSED`. */
export function outcomeOf(result: SendResult): string {
  if (result.error !== undefined) {
    return result.status === null ? result.error.code : `${result.status} ${result.error.code}`;
  }
  if (result.status === 200 && result.subscriptionStatus !== null) {
    return result.subscriptionStatus;
  }
  return result.fault === null ? String(result.status) : `${result.status} fault`;
}

/** Waits for a moment of the run; false where the signal came first. */
async function waitUntil(due: number, elapsed: () => number, signal?: AbortSignal): Promise<boolean> {
  try {
    // Timers may fire a fraction of a millisecond early.
    for (let rest = due - elapsed(); rest > 0; rest = due - elapsed()) {
      await sleep(
        Math.min(Math.ceil(rest), LONGEST_TIMER),
        undefined,
        signal === undefined ? {} : { signal },
      );
    }
    return true;
  } catch {
    return false;
  }
}
