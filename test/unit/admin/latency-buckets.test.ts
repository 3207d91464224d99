import { expect } from 'chai';
import fc from 'fast-check';
import { createLatencyBuckets } from '../../../src/admin/latency-buckets.ts';

describe('reply times of a minute', () => {
  it('are nothing where there were none', () => {
    expect(createLatencyBuckets().summary()).to.equal(null);
  });

  it('are themselves where there was one', () => {
    const buckets = createLatencyBuckets();
    buckets.add(12.3);
    const { median, max } = buckets.summary() ?? {};
    expect(max).to.equal(12.3);
    expect(median).to.be.closeTo(12.3, 12.3 * 0.06);
  });

  it('take in what is longer than any bucket', () => {
    const buckets = createLatencyBuckets();
    buckets.add(10_000_000);
    expect(buckets.summary()?.max).to.equal(10_000_000);
  });

  it('have quantiles within a twentieth of the exact ones', () => {
    const times = fc.array(fc.double({ min: 0.1, max: 100_000, noNaN: true }), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(times, (values) => {
        const buckets = createLatencyBuckets();
        values.forEach((ms) => buckets.add(ms));
        const sorted = values.toSorted((a, b) => a - b);
        const exact = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
        const { median, p95, max } = buckets.summary() ?? { median: -1, p95: -1, max: -1 };
        const isNear = (found: number, wanted: number): boolean =>
          Math.abs(found - wanted) <= wanted * 0.05 + 0.1;
        return isNear(median, exact(0.5)) && isNear(p95, exact(0.95)) && isNear(max, exact(1));
      }),
    );
  });
});
