import type { Observer } from '../observer.ts';
import { createHistory, type History } from './history.ts';
import { createMetrics, type Metrics, type MetricsOptions } from './metrics/metrics.ts';
import { createOutages, type Outages } from './outages.ts';
import { createRecent, type Recent } from './recent.ts';
import { createRefusedCallers, type RefusedCallersCount } from './refused-callers.ts';

/** What is taken down of a running service, in memory, for those who look. */
export interface Watch {
  readonly observers: readonly Partial<Observer>[];
  readonly metrics: Metrics;
  readonly history: History;
  readonly recent: Recent;
  readonly refusedCallers: RefusedCallersCount;
  readonly outages: Outages;
}

/** Begins to watch: what happened before is not known. */
export function createWatch(options: MetricsOptions): Watch {
  const metrics = createMetrics(options);
  const history = createHistory();
  const recent = createRecent();
  const refusedCallers = createRefusedCallers();
  const outages = createOutages();
  return {
    observers: [metrics.observer, outages.observer, history, recent, refusedCallers],
    ...{ metrics, history, recent, refusedCallers, outages },
  };
}
