import type { Clock } from '../store/clock.ts';
import type { OldReply } from './old-reply.ts';

/** Waits for the old endpoint's reply to one message, but not for long. */
export interface Waiter {
  /** The reply, or null where there is none to wait for any more. */
  readonly promise: Promise<OldReply | null>;
  /** Ends the waiting. Only the first call counts. */
  end(reply: OldReply | null): void;
}

/** @param ms milliseconds from now on */
export function createWaiter(clock: Clock, ms: number): Waiter {
  const { promise, resolve } = Promise.withResolvers<OldReply | null>();
  const cancel = clock.after(ms, () => resolve(null));
  return {
    promise,
    end(reply) {
      cancel();
      resolve(reply);
    },
  };
}
