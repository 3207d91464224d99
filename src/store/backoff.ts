/** How long to wait before trying again; times in milliseconds. */
export interface Backoff {
  readonly initialMs: number;
  readonly factor: number;
  readonly maxMs: number;
  /** Which part of a delay is left to chance (0 to 1), so that many instances do not come at once. */
  readonly jitter: number;
}

/**
 * Milliseconds to wait before a try.
 * @param failures how many tries in a row have failed; from 1 on
 * @param random from 0 to below 1
 */
export function backoffDelay(backoff: Backoff, failures: number, random: () => number): number {
  const full = Math.min(backoff.initialMs * backoff.factor ** (failures - 1), backoff.maxMs);
  return full * (1 - backoff.jitter * random());
}
