import type { Logger } from '../log.ts';
import type { Client } from '../net/client.ts';
import { senderKey } from '../net/sender-key.ts';
import type { Clock } from '../store/clock.ts';

/** One request that was refused for its sender. */
export interface Refusal {
  readonly client: Client;
  /** What the line about it says besides. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Tells the log of refused callers, and does not let them fill it. */
export interface Refusals {
  note(refusal: Refusal): void;
  /** Writes what is not written yet. */
  close(): void;
}

/** How long requests are counted before they become one line, in milliseconds. */
const WINDOW_MS = 60_000;

/** Lines of single requests in a window: one a sender, as long as there are few. */
const MOST_LINES = 20;

/** Senders told apart in a window. */
const MOST_SENDERS = 1000;

/** Senders named in the line of a window. */
const MOST_NAMED = 5;

/**
 * Writes a line for the first refused request of each sender in a minute, for the first twenty senders; everything
 * else of that minute becomes one line with the counts.
 */
export function createRefusals({ log, clock }: { readonly log: Logger; readonly clock: Clock }): Refusals {
  const counts = new Map<string, number>();
  let total = 0;
  let lines = 0;
  let cancel: (() => void) | null = null;

  const endWindow = (): void => {
    if (total > lines) {
      const busiest = [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_NAMED);
      log.warn('callers refused', {
        code: 'caller_not_allowed',
        requests: total,
        senders: counts.size,
        ...(counts.size === MOST_SENDERS && { andMoreSenders: true }),
        most: busiest.map(([sender, count]) => `${sender} (${count})`),
      });
    }
    counts.clear();
    total = 0;
    lines = 0;
    cancel = null;
  };
  return {
    note({ client, fields }) {
      cancel ??= clock.after(WINDOW_MS, endWindow);
      const sender = senderKey(client.party);
      const count = (counts.get(sender) ?? 0) + 1;
      total += 1;
      if (count > 1 || counts.size < MOST_SENDERS) {
        counts.set(sender, count);
      }
      if (count === 1 && lines < MOST_LINES) {
        lines += 1;
        log.warn('caller refused', fields);
      }
    },
    close() {
      cancel?.();
      endWindow();
    },
  };
}
