import type { SubscriptionSnapshot } from '../subscriptions/snapshot.ts';
import { problem } from './problem.ts';
import type { Minute, Problem } from './status.ts';

/** What tells whether Exchange reaches us. */
export interface SenderProblemFacts {
  readonly subscriptions: Pick<SubscriptionSnapshot, 'storageError' | 'totals'>;
  /** Callers that the setting `allow` kept out in the last hour. */
  readonly refusedCallers: RefusedCallers;
  /** As in `ServiceStatus.history`. */
  readonly history: readonly Minute[];
}

/** Requests that were refused for their sender. */
export interface RefusedCallers {
  readonly count: number;
  /** The last one: address, and when; null where there was none. */
  readonly last: { readonly from: string; readonly at: string } | null;
}

/** Finds what senders do not do, or cannot. */
export function findSenderProblems(facts: SenderProblemFacts): Problem[] {
  const { totals, storageError } = facts.subscriptions;
  return [
    ...(totals.length === 0 ? [problem('never_heard', 'attention', {})] : totals.flatMap(ofMandator)),
    ...(storageError === null
      ? []
      : [problem('subscriptions_not_kept', 'attention', { reason: storageError })]),
    ...refusals(facts),
  ];
}

/** None of it denies readiness: no other instance would hear more, and sending load elsewhere mends nothing. */
function ofMandator(totals: SubscriptionSnapshot['totals'][number]): Problem[] {
  const { mandator, active, silent, withGap, lastHeardAt } = totals;
  const found: Problem[] = [];
  if (silent > 0 && active === 0) {
    found.push(problem('exchange_silent', 'trouble', { count: silent, lastHeardAt }, { mandator }));
  } else if (silent > 0) {
    found.push(
      problem('subscriptions_silent', 'attention', { count: silent, total: silent + active }, { mandator }),
    );
  }
  if (withGap > 0) {
    found.push(problem('gaps', 'attention', { count: withGap }, { mandator }));
  }
  return found;
}

/**
 * An address that may not call is as it should be on the internet. Where nothing else came in the whole hour, it may
 * be Exchange itself that is kept out.
 */
function refusals({ refusedCallers, history }: SenderProblemFacts): Problem[] {
  const { count, last } = refusedCallers;
  const isAnythingStored = history.some(({ stored }) => stored > 0);
  const values = { count, address: last?.from ?? null, lastAt: last?.at ?? null };
  return count > 0 ? [problem('callers_refused', isAnythingStored ? 'advice' : 'attention', values)] : [];
}
