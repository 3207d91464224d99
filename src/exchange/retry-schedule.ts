/** The wait before the second attempt; each wait after it is twice as long. Milliseconds. */
const FIRST_WAIT_MS = 30_000;

/**
 * When Exchange tries a message again that was not answered properly, and when it gives the subscription up: after
 * 30, 60, 120, 240, ... seconds, until StatusFrequency has passed since the first attempt
 * (Microsoft, "Notification subscriptions, mailbox events, and EWS in Exchange").
 * @param attempts how many attempts have failed; 1 or more
 * @param firstAt when the first one began, in milliseconds
 */
export function planRetry(
  attempts: number,
  firstAt: number,
  now: number,
  statusFrequencyMs: number,
): { readonly action: 'retry' | 'drop'; readonly inMs: number } {
  const wait = FIRST_WAIT_MS * 2 ** (attempts - 1);
  const left = Math.max(0, firstAt + statusFrequencyMs - now);
  return wait < left ? { action: 'retry', inMs: wait } : { action: 'drop', inMs: left };
}
