import { setImmediate as nextImmediate, setTimeout as wait } from 'node:timers/promises';
import { AdminRefusal } from './refusal.ts';

/** Has dear answers made one after the other, with time for notifications between them. */
export interface Turns {
  /** Resolves when it is one's turn, which lasts for what is done without waiting. @throws AdminRefusal (503) */
  take(): Promise<void>;
  /** Does something in a turn of its own, which lasts until it is done. @throws AdminRefusal (503) */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Those that wait; about as many as there may be connections. */
const MOST_WAITING = 100;

/** Longest rest after a turn, in milliseconds: one that waited for a disk did not keep the process busy. */
const LONGEST_REST_MS = 100;

/**
 * After each turn it is rested for as long as it took: whoever asks how often for how much, half of the time at least
 * is left to notifications, and none waits for more than one answer.
 * @param now milliseconds that only grow
 */
export function createTurns(now: () => number = () => performance.now()): Turns {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const run = <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= MOST_WAITING) {
      const message = 'Too many ask for the same thing. Try again in a few seconds.';
      return Promise.reject(new AdminRefusal(503, 'busy', message, { 'Retry-After': '5' }));
    }
    waiting += 1;
    let beganAt = 0;
    const turn = last.then(() => {
      waiting -= 1;
      beganAt = now();
      return work();
    });
    const rest = async (): Promise<void> => {
      await wait(Math.min(LONGEST_REST_MS, now() - beganAt));
    };
    last = turn.then(rest, rest);
    return turn;
  };
  return {
    run,
    take: () =>
      new Promise((resolve, reject) => {
        const untilWorked = (): Promise<void> => {
          resolve();
          return nextImmediate();
        };
        run(untilWorked).catch(reject);
      }),
  };
}
