import type { Registry } from 'prom-client';
import type { MandatorTotals } from '../../subscriptions/snapshot.ts';
import { gaugedBy, secondsOf } from './gauged.ts';
import type { MetricsSources } from './sources.ts';

const STATES = ['active', 'silent', 'ended'] as const;

/** Shows how many subscriptions are how at the moment of a scrape. */
export function showSubscriptions(
  register: Registry,
  mandators: readonly string[],
): (subscriptions: MetricsSources['subscriptions']) => void {
  const subscriptions = gaugedBy(register, 'subscriptions', 'Subscriptions that are known, by state.', [
    'mandator',
    'state',
  ]);
  const withGap = gaugedBy(
    register,
    'subscriptions_with_gap',
    'Subscriptions with a gap that was reported in the last seven days and not closed since.',
    ['mandator'],
  );
  const lastHeard = gaugedBy(
    register,
    'last_heard_timestamp_seconds',
    'When any subscription of the mandator was last heard.',
    ['mandator'],
  );
  const kept = gaugedBy(
    register,
    'subscriptions_kept',
    'Whether subscriptions are kept in their file: 1, or 0 where in memory only.',
  );
  const show = (mandator: string, totals: Omit<MandatorTotals, 'mandator'> | null): void => {
    STATES.forEach((state) => subscriptions.set({ mandator, state }, totals?.[state] ?? 0));
    withGap.set({ mandator }, totals?.withGap ?? 0);
    if (totals !== null) {
      lastHeard.set({ mandator }, secondsOf(new Date(totals.lastHeardAt)));
    }
  };
  return ({ totals, storageError }) => {
    [subscriptions, withGap, lastHeard].forEach((each) => each.reset());
    mandators.forEach((mandator) => show(mandator, null));
    totals().forEach(({ mandator, ...own }) => show(mandator, own));
    kept.set(storageError() === null ? 1 : 0);
  };
}
