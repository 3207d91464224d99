import { readFileSync } from 'node:fs';

/** A line of the tables in docs/metrics.md. */
export interface DocumentedMetric {
  /** With its prefix. */
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** Reads the tables of docs/metrics.md. */
export function documentedMetrics(): DocumentedMetric[] {
  const text = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| `(\w+)` \| (counter|gauge|histogram) \| ([^|]*)\|/gm)].map(
    ([, name = '', type = '', labels = '']) => ({
      name: `sync_notification_${name}`,
      type,
      labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
    }),
  );
}
