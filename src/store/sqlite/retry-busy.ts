import { setTimeout as sleep } from 'node:timers/promises';

/** How long SQLite itself waits, in milliseconds, and with it everybody in this thread. */
export const SHORT_BUSY_TIMEOUT_MS = 25;

/** How long is waited in between, while others get on. */
const PAUSE_MS = 25;

/** SQLite's primary result code for a file that another connection writes to. */
const SQLITE_BUSY = 5;

/**
 * Does something with a database again and again while somebody else's transaction is in the way, without holding up
 * this thread meanwhile.
 * @throws what the action threw, once `patienceMs` have passed
 */
export async function retryWhileBusy<T>(action: () => T, patienceMs: number): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return action();
    } catch (error) {
      const { errcode } = error as { errcode?: unknown };
      const isBusy = typeof errcode === 'number' && (errcode & 0xff) === SQLITE_BUSY;
      if (!isBusy || performance.now() >= end) {
        throw error;
      }
    }
    await sleep(PAUSE_MS);
  }
}
