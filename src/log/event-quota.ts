/** How often what is said in the Windows event log. */
export interface EventQuota {
  /**
   * Asks for one more entry.
   * @returns null where there were enough of them; else how many were left out since the last one
   */
  take(id: number, mandator: unknown): { readonly leftOut: number } | null;
}

/** Entries of one number and mandator in a window. */
const MOST = 5;

const WINDOW_MS = 900_000;

/** Numbers and mandators told apart; both are few. */
const MOST_KINDS = 1000;

/**
 * Lets five entries of a kind through in a quarter of an hour: enough for a database that went and came, and no more
 * than that for one that comes and goes, or for two thousand subscriptions that fall silent together.
 * @param now milliseconds
 */
export function createEventQuota(now: () => number): EventQuota {
  const kinds = new Map<string, { since: number; count: number; leftOut: number }>();
  return {
    take(id, mandator) {
      const key = `${id} ${typeof mandator === 'string' ? mandator : ''}`;
      let kind = kinds.get(key);
      if (kind === undefined) {
        if (kinds.size >= MOST_KINDS) {
          return null;
        }
        kind = { since: now(), count: 0, leftOut: 0 };
        kinds.set(key, kind);
      }
      if (Math.abs(now() - kind.since) >= WINDOW_MS) {
        kind.since = now();
        kind.count = 0;
      }
      kind.count += 1;
      if (kind.count > MOST) {
        kind.leftOut += 1;
        return null;
      }
      const { leftOut } = kind;
      kind.leftOut = 0;
      return { leftOut };
    },
  };
}
