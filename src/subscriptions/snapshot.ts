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

/** Counts subscriptions by mandator. */
export function totalsOf(views: readonly SubscriptionView[]): MandatorTotals[] {
  return [...Map.groupBy(views, ({ mandator }) => mandator)].map(([mandator, own]) => ({
    mandator,
    active: own.filter(({ state }) => state === 'active').length,
    silent: own.filter(({ state }) => state === 'silent').length,
    ended: own.filter(({ state }) => state === 'ended').length,
    withGap: own.filter(({ gaps }) => gaps.some(({ reportedAt }) => reportedAt !== null)).length,
    lastHeardAt: own.reduce((last, view) => (view.lastHeardAt > last ? view.lastHeardAt : last), ''),
  }));
}
