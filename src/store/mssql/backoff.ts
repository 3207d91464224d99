import type { Backoff } from '../backoff.ts';
import { LOGIN_REFUSED } from './error-table.ts';

/** Opening a connection again. Cheap enough that a server that is back is noticed within seconds. */
export const RECONNECT: Backoff = { initialMs: 100, factor: 2, maxMs: 10_000, jitter: 0.5 };

/** After a refused login: five tries in half an hour stay below most lockout policies. */
export const LOGIN_AGAIN: Backoff = { initialMs: 60_000, factor: 2, maxMs: 900_000, jitter: 0.1 };

/** Running a statement again on a connection that is good: after a deadlock, say. */
export const RUN_AGAIN: Backoff = { initialMs: 10, factor: 2, maxMs: 1000, jitter: 0.9 };

/** The schedule for opening a connection again after an error with this code. */
export function reconnectBackoff(code: string): Backoff {
  return LOGIN_REFUSED.has(code) ? LOGIN_AGAIN : RECONNECT;
}
