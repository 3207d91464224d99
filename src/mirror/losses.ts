import type { Logger } from '../log.ts';
import type { CopiedMessage } from './copied-message.ts';
import { createTally } from './tally.ts';

/** Copies that never get to the old endpoint, by reason. */
export interface Losses {
  /** There was no room for it in the queue. */
  full(message: CopiedMessage): void;
  /** It waited longer than any sender would. */
  old(message: CopiedMessage): void;
  /** The old endpoint gave no reply to it, time and again, while it answered others. */
  unanswered(message: CopiedMessage): void;
  /** The service stopped. */
  stopped(count: number): void;
  readonly total: number;
}

/** Counts them, and logs the first, the tenth, the hundredth, ... of each reason. */
export function createLosses(log: Logger): Losses {
  const tally = createTally();
  const note =
    (reason: string) =>
    ({ requestId }: CopiedMessage): void => {
      if (tally.add(reason)) {
        log.warn('a message is not sent to the old endpoint', {
          reason,
          requestId,
          count: tally.count(reason),
        });
      }
    };
  let atStop = 0;
  return {
    full: note('too many are waiting for it'),
    old: note('it was away for too long'),
    unanswered: note('it answers others, but not this one'),
    stopped(count) {
      atStop += count;
      if (count > 0) {
        log.warn('messages were not sent to the old endpoint before the service stopped', { count });
      }
    },
    get total() {
      return tally.total + atStop;
    },
  };
}
