/** Counts by kind, and says when a count is worth a line in the log. */
export interface Tally {
  /** Adds one. True at the first of its kind, and each time there are ten times as many: 1, 10, 100, ... */
  add(kind: string): boolean;
  count(kind: string): number;
  readonly total: number;
}

/** Most kinds told apart; replies come from outside. */
const MOST_KINDS = 100;
const OTHERS = 'others';

/** Makes an empty tally. */
export function createTally(): Tally {
  const counts = new Map<string, number>();
  let total = 0;
  const kindOf = (kind: string): string => (counts.has(kind) || counts.size < MOST_KINDS ? kind : OTHERS);
  return {
    add(kind) {
      total += 1;
      const name = kindOf(kind);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return Number.isInteger(Math.log10(count));
    },
    count: (kind) => counts.get(kindOf(kind)) ?? 0,
    get total() {
      return total;
    },
  };
}
