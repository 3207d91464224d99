import { Registry } from 'prom-client';
import type { Observer } from '../../observer.ts';
import { gaugedBy } from './gauged.ts';
import { processMetrics } from './process-metrics.ts';
import { showMirror } from './show-mirror.ts';
import { showStores } from './show-stores.ts';
import { showSubscriptions } from './show-subscriptions.ts';
import { showSurroundings } from './show-surroundings.ts';
import type { MetricsSources } from './sources.ts';
import { watchRequests } from './watch-requests.ts';
import { watchStores } from './watch-stores.ts';
import { watchSubscriptions } from './watch-subscriptions.ts';

/** The metrics of a service, for Prometheus. */
export interface Metrics {
  /** Counts what the rooms tell. */
  readonly observer: Observer;
  /** Names whom to ask at each scrape; they are there only after the observer is needed. */
  follow(sources: MetricsSources): void;
  /** All metrics in Prometheus' text format, as they are now. */
  readonly text: () => Promise<string>;
  /** The Content-Type of the text. */
  readonly contentType: string;
  /** Every metric, for documents and tests. */
  describe(): readonly MetricDescription[];
}

/** A metric without its values. */
export interface MetricDescription {
  readonly name: string;
  /** `counter`, `gauge` or `histogram`. */
  readonly type: string;
  /** A sentence on it. */
  readonly help: string;
}

export interface MetricsOptions {
  /** Of the service. */
  readonly version: string;
  readonly store: 'mssql' | 'sqlite';
  /** Label values: they are all there from the beginning, so that the first of a kind is an increase. */
  readonly mandators: readonly string[];
  /** Local names of the events that are known. */
  readonly eventKinds: readonly string[];
}

/** Makes the metrics, in a registry of their own. */
export function createMetrics({ version, store, mandators, eventKinds }: MetricsOptions): Metrics {
  const register = new Registry();
  const build = gaugedBy(register, 'build_info', 'Always 1; the labels tell version, Node.js and store.', [
    'version',
    'node',
    'store',
  ]);
  build.set({ version, node: process.version, store }, 1);
  const observer: Observer = {
    ...watchRequests(register, { mandators, eventKinds }),
    ...watchStores(register, mandators),
    ...watchSubscriptions(register, mandators),
  };
  const stores = showStores(register);
  const subscriptions = showSubscriptions(register, mandators);
  const mirror = showMirror(register);
  const surroundings = showSurroundings(register);
  processMetrics().forEach((metric) => register.registerMetric(metric));
  let sources: MetricsSources | null = null;
  return {
    observer,
    follow(next) {
      sources = next;
    },
    async text() {
      if (sources !== null) {
        await surroundings(sources);
        stores(sources.stores(), sources.spoolMaxBytes);
        subscriptions(sources.subscriptions);
        mirror(sources.mirror());
      }
      return register.metrics();
    },
    contentType: register.contentType,
    describe: () =>
      register.getMetricsAsArray().map(({ name, type, help }) => ({ name, help, type: String(type) })),
  };
}
