import type { Logger } from '../log.ts';
import type { CopiedMessage } from './copied-message.ts';
import type { ReplySummary } from './summarize-reply.ts';
import { createTally } from './tally.ts';

/** Compares replies. */
export interface Differences {
  /** Takes down both replies to a message. */
  compare(message: CopiedMessage, ours: ReplySummary, old: ReplySummary): void;
  readonly same: number;
  readonly different: number;
}

/**
 * Counts the replies that differ, by kind, and logs the first of each kind and then the tenth, the hundredth, ...
 * A subscription that the old endpoint ends and we would keep is an error: while it is the primary, mailboxes drop
 * out of the synchronisation, and when it is not any more, they do not.
 */
export function createDifferences(log: Logger): Differences {
  const tally = createTally();
  let same = 0;
  return {
    get same() {
      return same;
    },
    get different() {
      return tally.total;
    },
    compare({ requestId, lane }, ours, old) {
      if (ours === old) {
        same += 1;
        return;
      }
      const kind = `${ours}, old ${old}`;
      if (tally.add(kind)) {
        const fields = { requestId, subscriptionId: lane || null, ours, old, count: tally.count(kind) };
        if (ours === '200 OK' && old === '200 Unsubscribe') {
          log.error('the old endpoint ends a subscription that we keep', fields);
        } else {
          log.warn('the old endpoint replies differently', fields);
        }
      }
    },
  };
}
