import type { SubscriptionState } from './known.ts';
import type { SubscriptionView } from './view.ts';

/** All subscriptions at a moment, for status pages and metrics. Plain data that nothing changes any more. */
export interface SubscriptionSnapshot {
  /** ISO 8601. */
  readonly takenAt: string;
  /** Why they are kept in memory only; null where the file is in order. */
  readonly storageError: string | null;
  /** By mandator, those without subscriptions left out. */
  readonly totals: readonly MandatorTotals[];
  readonly subscriptions: readonly SubscriptionView[];
}

/** How many subscriptions of a mandator are how. */
export interface MandatorTotals {
  readonly mandator: string;
  readonly active: number;
  readonly silent: number;
  readonly ended: number;
  /** Those with a gap that was reported in the last days. */
  readonly withGap: number;
  /** When one of them was last heard: ISO 8601. */
  readonly lastHeardAt: string;
}

/** What is counted of a subscription. */
export interface CountedSubscription {
  readonly mandator: string;
  readonly state: SubscriptionState;
  /** Whether it has a gap that was reported. */
  readonly hasGap: boolean;
  /** Milliseconds since 1970. */
  readonly lastHeardAt: number;
}

/** Counts subscriptions by mandator. */
export function totalsOf(views: readonly SubscriptionView[]): MandatorTotals[] {
  return sumUp(
    views.map(({ mandator, state, gaps, lastHeardAt }) => ({
      mandator,
      state,
      hasGap: gaps.some(({ reportedAt }) => reportedAt !== null),
      lastHeardAt: Date.parse(lastHeardAt),
    })),
  );
}

/** The same from what is counted already. */
export function sumUp(subscriptions: Iterable<CountedSubscription>): MandatorTotals[] {
  const totals = new Map<string, Record<SubscriptionState | 'withGap' | 'lastHeardAt', number>>();
  for (const { mandator, state, hasGap, lastHeardAt } of subscriptions) {
    const own = totals.get(mandator) ?? { active: 0, silent: 0, ended: 0, withGap: 0, lastHeardAt: 0 };
    own[state] += 1;
    own.withGap += hasGap ? 1 : 0;
    own.lastHeardAt = Math.max(own.lastHeardAt, lastHeardAt);
    totals.set(mandator, own);
  }
  return [...totals].map(([mandator, { lastHeardAt, ...counts }]) => ({
    mandator,
    ...counts,
    lastHeardAt: new Date(lastHeardAt).toISOString(),
  }));
}
