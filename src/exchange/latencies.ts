/** How long things took, in milliseconds. All 0 where nothing was measured. */
export interface LatencySummary {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Percentiles by nearest rank: each is a duration that was measured. The order of `durations` is kept. */
export function summariseLatencies(durations: readonly number[]): LatencySummary {
  const sorted = Float64Array.from(durations).sort();
  const rank = (percent: number): number => sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? 0;
  return { p50: rank(50), p90: rank(90), p99: rank(99), max: rank(100) };
}
