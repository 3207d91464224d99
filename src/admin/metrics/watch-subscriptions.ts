import type { Registry } from 'prom-client';
import type { SubscriptionObserver } from '../../observer.ts';
import type { ReportKind } from '../../subscriptions/report.ts';
import { countedBy } from './counted.ts';

/** What is reported of subscriptions, and the value that a label has for it. */
const KINDS = {
  gap: 'gap',
  'gap-closed': 'gap_closed',
  silent: 'silent',
  back: 'back',
  error: 'error',
  unsubscribed: 'unsubscribed',
} as const satisfies Readonly<Record<ReportKind, string>>;

/** Counts what is reported of subscriptions. */
export function watchSubscriptions(register: Registry, mandators: readonly string[]): SubscriptionObserver {
  const reports = countedBy(
    register,
    'subscription_reports_total',
    'What was reported of subscriptions: gaps, silences, errors of Exchange and their ends.',
    ['mandator', 'kind'],
  );
  for (const mandator of mandators) {
    Object.values(KINDS).forEach((kind) => reports.inc({ mandator, kind }, 0));
  }
  return {
    subscriptionReported: (mandator, kind) => reports.inc({ mandator, kind: KINDS[kind] }),
  };
}
