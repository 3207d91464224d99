import type { Observer } from '../observer.ts';

/** Since when databases are away, and when that was last found. */
export interface Outages {
  readonly observer: Pick<
    Observer,
    'databaseLost' | 'databaseUnreachable' | 'databaseConnected' | 'commitFailed'
  >;
  /** ISO 8601, by mandator; those that are connected are left out. */
  readonly since: () => Readonly<Record<string, string>>;
  /** When a connection or a commit last failed, in milliseconds since 1970, by mandator. */
  readonly lastFailureAt: () => Readonly<Record<string, number>>;
}

/** @param now milliseconds since 1970 */
export function createOutages(now: () => number = Date.now): Outages {
  const since = new Map<string, string>();
  const lastFailureAt = new Map<string, number>();
  const away = (mandator: string): void => {
    lastFailureAt.set(mandator, now());
    if (!since.has(mandator)) {
      since.set(mandator, new Date(now()).toISOString());
    }
  };
  return {
    observer: {
      databaseLost: away,
      databaseUnreachable: away,
      databaseConnected: (mandator) => void since.delete(mandator),
      commitFailed: ({ mandator }) => void lastFailureAt.set(mandator, now()),
    },
    since: () => Object.fromEntries(since),
    lastFailureAt: () => Object.fromEntries(lastFailureAt),
  };
}
