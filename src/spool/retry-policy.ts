import type { Backoff } from '../store/backoff.ts';
import type { StoreErrorClass } from '../store/store-error.ts';

/**
 * How long forwarding waits after a failure. What needs a person (login, rights, table) is tried less often. `data`
 * is here for completeness: such rows are set aside instead.
 */
export const FORWARD_AGAIN: Readonly<Record<StoreErrorClass, Backoff>> = {
  transient: { initialMs: 500, factor: 2, maxMs: 10_000, jitter: 0.5 },
  credentials: { initialMs: 5000, factor: 2, maxMs: 60_000, jitter: 0.5 },
  schema: { initialMs: 5000, factor: 2, maxMs: 60_000, jitter: 0.5 },
  data: { initialMs: 500, factor: 2, maxMs: 10_000, jitter: 0.5 },
};
