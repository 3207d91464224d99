import type { AnsweredRequest } from '../observer.ts';
import { isSelftestSubscription } from '../subscriptions/selftest-mark.ts';
import type { RecentNotification } from './status.ts';

/** Refusals of requests that are nobody's notification: strangers, scanners, people with a browser. */
const NO_NOTIFICATION = new Set(['caller_not_allowed', 'not_found', 'method']);

/**
 * What became of a notification; null where a request was none: the help page, a scanner's probe, a caller who may
 * not call.
 */
export function fateOf({ method, receipt, refusal }: AnsweredRequest): RecentNotification['fate'] | null {
  if (receipt !== null) {
    return receipt.outcome === 'stored' ? (receipt.spooled ? 'spool' : 'table') : receipt.outcome;
  }
  return method === 'POST' && refusal !== null && !NO_NOTIFICATION.has(refusal) ? 'refused' : null;
}

/** Whether it was a test message of ours and nothing else, which says nothing of Exchange. */
export function isSelftest({ receipt }: Pick<AnsweredRequest, 'receipt'>): boolean {
  const messages = receipt?.messages ?? [];
  return (
    messages.length > 0 && messages.every(({ subscriptionId }) => isSelftestSubscription(subscriptionId))
  );
}
