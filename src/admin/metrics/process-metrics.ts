import { collectDefaultMetrics, Registry, type Metric } from 'prom-client';
import { PREFIX } from './counted.ts';

/**
 * The part of prom-client's own metrics that tells something of this service. The others are about handles, requests
 * and heap spaces, and some have names that Prometheus' conventions keep for counters. Of each group the first one
 * stands before the others, because it collects the values of all.
 */
const CHOSEN = [
  'process_cpu_user_seconds_total',
  'process_cpu_system_seconds_total',
  'process_cpu_seconds_total',
  'process_start_time_seconds',
  'process_resident_memory_bytes',
  'nodejs_heap_size_total_bytes',
  'nodejs_heap_size_used_bytes',
  'nodejs_external_memory_bytes',
  'nodejs_eventloop_lag_seconds',
  'nodejs_eventloop_lag_mean_seconds',
  'nodejs_eventloop_lag_p50_seconds',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_eventloop_lag_max_seconds',
  'nodejs_gc_duration_seconds',
] as const;

let ofProcess: Registry | null = null;

/**
 * The metrics of the process. There is one set of them, made at the first call: what watches garbage collection and the
 * event loop cannot be stopped again.
 */
export function processMetrics(): readonly Metric[] {
  if (ofProcess === null) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess, prefix: PREFIX });
  }
  const all = ofProcess;
  return CHOSEN.map((name) => all.getSingleMetric(PREFIX + name)).filter((metric) => metric !== undefined);
}
