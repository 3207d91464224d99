import type { AnsweredRequest } from '../../observer.ts';
import { isSelftest } from '../fate.ts';

/**
 * What became of a request: `stored`, `refused` and `failed` as in receipts, and `failed` also where none was made;
 * `selftest` is a test message of ours that was stored; `answered` is anything else: pages, health checks.
 */
export type RequestOutcome = 'stored' | 'selftest' | 'refused' | 'failed' | 'answered';

export const REQUEST_OUTCOMES = [
  'stored',
  'selftest',
  'refused',
  'failed',
  'answered',
] as const satisfies readonly RequestOutcome[];

/** Sums up a request in two words that a label can have. */
export function outcomeOf({ receipt, refusal, status }: AnsweredRequest): {
  readonly outcome: RequestOutcome;
  readonly code: string;
} {
  if (receipt !== null) {
    const isOurs = receipt.outcome === 'stored' && isSelftest({ receipt });
    return { outcome: isOurs ? 'selftest' : receipt.outcome, code: receipt.code };
  }
  if (refusal !== null) {
    return { outcome: 'refused', code: refusal };
  }
  return status >= 500 ? { outcome: 'failed', code: 'internal_error' } : { outcome: 'answered', code: 'ok' };
}
