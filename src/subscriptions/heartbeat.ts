/** The StatusEvents of a subscription, as far as they tell its StatusFrequency. */
export interface Heartbeats {
  /** When the last one came, in milliseconds since 1970; 0 where none has. */
  readonly lastAt: number;
  /** Milliseconds from one to the next with nothing between, the latest last. */
  readonly intervals: readonly number[];
}

export interface StatusFrequency {
  readonly ms: number;
  /** Whether it was observed; otherwise it is the setting, or the longest that was seen so far. */
  readonly isObserved: boolean;
}

export const NO_HEARTBEATS: Heartbeats = { lastAt: 0, intervals: [] };

const MINUTE = 60_000;
/** StatusFrequency is 1 to 1440 minutes: what comes sooner was sent again, what comes later follows an outage. */
const SHORTEST_MS = MINUTE - 5000;
const LONGEST_MS = 1441 * MINUTE;
const MAX_INTERVALS = 5;
const ENOUGH_INTERVALS = 3;

/**
 * Notes a heartbeat.
 * @param at when it came
 * @param lastHeardAt when the message before it came: only where that was a heartbeat too, the time between is
 *   StatusFrequency
 */
export function addHeartbeat(beats: Heartbeats, at: number, lastHeardAt: number): Heartbeats {
  const interval = at - beats.lastAt;
  const counts = beats.lastAt === lastHeardAt && interval >= SHORTEST_MS && interval <= LONGEST_MS;
  return {
    lastAt: Math.max(at, beats.lastAt),
    intervals: counts ? [...beats.intervals, interval].slice(-MAX_INTERVALS) : beats.intervals,
  };
}

/**
 * StatusFrequency as observed: the median of the last intervals, in whole minutes as Exchange counts it. A single
 * interval proves little (a heartbeat that was not answered comes again after 1, 2, 4, ... minutes), so with less than
 * three it is the setting, or what is longer.
 */
export function statusFrequency({ intervals }: Heartbeats, fallbackMs: number): StatusFrequency {
  if (intervals.length < ENOUGH_INTERVALS) {
    return { ms: Math.max(fallbackMs, ...intervals), isObserved: false };
  }
  const sorted = intervals.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? fallbackMs;
  return { ms: Math.max(1, Math.round(median / MINUTE)) * MINUTE, isObserved: true };
}
