/** What was counted of a subscription. */
export interface Counts {
  /** Messages that were stored: notifications, heartbeats and error messages. */
  readonly messages: number;
  /** Of these, notifications that had been received before. */
  readonly duplicates: number;
  /** Messages that were not stored and answered with a fault. */
  readonly failures: number;
  readonly gaps: number;
  /** Events by the local names of their elements. */
  readonly events: Readonly<Record<string, number>>;
  /** Messages that report an error or a warning, by ResponseCode. */
  readonly errors: Readonly<Record<string, number>>;
}

export const NO_COUNTS: Counts = { messages: 0, duplicates: 0, failures: 0, gaps: 0, events: {}, errors: {} };

/** Names counted apart; whatever is sent, a record stays small. */
const MAX_NAMES = 24;
const OTHERS = 'other';

/** Adds up counts. */
export function addCounts(a: Counts, b: Partial<Counts>): Counts {
  return {
    messages: a.messages + (b.messages ?? 0),
    duplicates: a.duplicates + (b.duplicates ?? 0),
    failures: a.failures + (b.failures ?? 0),
    gaps: a.gaps + (b.gaps ?? 0),
    events: addByName(a.events, b.events),
    errors: addByName(a.errors, b.errors),
  };
}

function addByName(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const names = Object.keys(b);
  if (names.length === 0) {
    return a;
  }
  const sum = new Map(Object.entries(a));
  for (const name of names) {
    const isKnown = sum.has(name) || (sum.size < MAX_NAMES && /^[A-Za-z]\w{0,79}$/.test(name));
    const key = isKnown ? name : OTHERS;
    sum.set(key, (sum.get(key) ?? 0) + (b[name] ?? 0));
  }
  return Object.fromEntries(sum);
}
