import { setTimeout as sleep } from 'node:timers/promises';
import { request } from './http.ts';
import { readSamples } from './samples.ts';

/** Scrapes a service again and again, and remembers what every metric told. */
export interface MetricsWatch {
  /** @returns values by name and labels, without the prefix */
  scrape(): Promise<ReadonlyMap<string, number>>;
  /** Scrapes until it is so. */
  scrapeUntil(what: string, isSo: (value: (sample: string) => number) => boolean): Promise<void>;
  /** Names, with their prefix, of metrics that told two different things in all scrapes. */
  moved(): Set<string>;
}

const PREFIX = 'sync_notification_';
const PATIENCE_MS = 20_000;

/** @param port of the listener for administrators */
export function watchMetrics(port: number): MetricsWatch {
  const seen = new Map<string, Set<string>>();
  const remember = (samples: ReadonlyMap<string, number>): void => {
    const byMetric = Map.groupBy(samples, ([sample]) =>
      sample.replace(/\{.*/, '').replace(/_(bucket|sum|count)$/, ''),
    );
    for (const [metric, own] of byMetric) {
      seen.set(metric, (seen.get(metric) ?? new Set()).add(JSON.stringify(own)));
    }
  };
  const scrape = async (): Promise<ReadonlyMap<string, number>> => {
    const { status, text } = await request(port, { method: 'GET', path: '/metrics' });
    if (status !== 200) {
      throw new Error(`/metrics answered ${status}: ${text}`);
    }
    const samples = readSamples(text);
    remember(samples);
    return new Map([...samples].map(([sample, value]) => [sample.replace(PREFIX, ''), value]));
  };
  return {
    scrape,
    async scrapeUntil(what, isSo) {
      const end = performance.now() + PATIENCE_MS;
      for (;;) {
        const samples = await scrape();
        if (isSo((sample) => samples.get(sample) ?? 0)) {
          return;
        }
        if (performance.now() > end) {
          throw new Error(`waited ${PATIENCE_MS} ms in vain until ${what}`);
        }
        await sleep(20);
      }
    },
    moved: () => new Set([...seen].filter(([, values]) => values.size > 1).map(([metric]) => metric)),
  };
}
