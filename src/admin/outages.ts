import type { Observer } from '../observer.ts';

/** Since when databases are away. */
export interface Outages {
  readonly observer: Pick<Observer, 'databaseLost' | 'databaseUnreachable' | 'databaseConnected'>;
  /** ISO 8601, by mandator; those that are connected are left out. */
  since(): Readonly<Record<string, string>>;
}

/** @param now milliseconds since 1970 */
export function createOutages(now: () => number = Date.now): Outages {
  const since = new Map<string, string>();
  const begin = (mandator: string): void => {
    if (!since.has(mandator)) {
      since.set(mandator, new Date(now()).toISOString());
    }
  };
  return {
    observer: {
      databaseLost: begin,
      databaseUnreachable: begin,
      databaseConnected: (mandator) => void since.delete(mandator),
    },
    since: () => Object.fromEntries(since),
  };
}
