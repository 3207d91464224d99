/** Reply times of a minute, in memory of a fixed size. */
export interface LatencyBuckets {
  /** @param ms milliseconds */
  add(ms: number): void;
  /** Median, 95th percentile and longest, in milliseconds; null where there was none. */
  summary(): { readonly median: number; readonly p95: number; readonly max: number } | null;
}

/** Each bucket's bound is a tenth above the last: no quantile is off by more than a twentieth. */
const GROWTH = 1.1;
/** Bound of the first bucket, in milliseconds. */
const SHORTEST_MS = 0.1;
/** The last bucket begins at about two minutes, longer than any reply may take. */
const BUCKETS = 150;

/** Counts reply times in buckets that grow; the longest is kept as it is. */
export function createLatencyBuckets(): LatencyBuckets {
  const counts = new Uint32Array(BUCKETS);
  let total = 0;
  let max = 0;
  const quantile = (share: number): number => {
    const wanted = Math.ceil(share * total);
    let seen = 0;
    const index = counts.findIndex((count) => (seen += count) >= wanted);
    // The middle of the bucket, and never more than the longest.
    return tenths(Math.min(max, SHORTEST_MS * GROWTH ** (index - 0.5)));
  };
  return {
    add(ms) {
      const index = Math.ceil(Math.log(Math.max(ms, SHORTEST_MS) / SHORTEST_MS) / Math.log(GROWTH));
      const bucket = Math.min(index, BUCKETS - 1);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      total += 1;
      max = Math.max(max, ms);
    },
    summary: () => (total === 0 ? null : { median: quantile(0.5), p95: quantile(0.95), max: tenths(max) }),
  };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
