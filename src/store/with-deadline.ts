import { systemClock, type Clock } from './clock.ts';
import { StoreError } from './store-error.ts';

/**
 * Waits for a write no longer than told. The write itself goes on and may commit yet.
 * @param ms milliseconds
 * @throws StoreError with the code `DEADLINE`, or what the write was rejected with
 */
export async function withDeadline<T>(write: Promise<T>, ms: number, clock: Clock = systemClock): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const cancel = clock.after(ms, () =>
    reject(new StoreError(`the rows were not committed within ${ms} ms`, 'transient', 'DEADLINE')),
  );
  try {
    return await Promise.race([write, promise]);
  } finally {
    cancel();
  }
}
