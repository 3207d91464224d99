/** Keeps senders of wrong tokens from trying many. */
export interface FailedTokens {
  /** Whether a sender's token is looked at now; false where it has failed too often of late. */
  mayTry(sender: string): boolean;
  failed(sender: string): void;
}

/** How many may be wrong at once: a person who mistypes, a monitoring with the old token. */
const BURST = 20;

/** After how many milliseconds one of them is forgiven. */
const FORGIVEN_AFTER_MS = 3000;

/** Senders that are remembered; beyond it the one that failed the longest ago starts afresh. */
const MOST_SENDERS = 1000;

/** @param now milliseconds that only grow */
export function createFailedTokens(now: () => number): FailedTokens {
  const senders = new Map<string, { failures: number; readonly at: number }>();
  const failuresOf = (sender: string): number => {
    const { failures = 0, at = 0 } = senders.get(sender) ?? {};
    return Math.max(0, failures - (now() - at) / FORGIVEN_AFTER_MS);
  };
  return {
    mayTry: (sender) => failuresOf(sender) <= BURST - 1,
    failed(sender) {
      const failures = failuresOf(sender) + 1;
      senders.delete(sender);
      senders.set(sender, { failures, at: now() });
      if (senders.size > MOST_SENDERS) {
        for (const [oldest] of senders) {
          senders.delete(oldest);
          break;
        }
      }
    },
  };
}
