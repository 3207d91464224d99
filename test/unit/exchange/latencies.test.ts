import { expect } from 'chai';
import { summariseLatencies } from '../../../src/exchange/latencies.ts';

describe('summariseLatencies', () => {
  it('takes the nearest rank of 1 to 1000', () => {
    const durations = Array.from({ length: 1000 }, (_, index) => ((index * 7) % 1000) + 1);
    expect(summariseLatencies(durations)).to.deep.equal({ p50: 500, p90: 900, p99: 990, max: 1000 });
  });

  it('sorts as numbers and leaves the durations in their order', () => {
    const durations = [9, 100, 20];
    expect(summariseLatencies(durations)).to.deep.equal({ p50: 20, p90: 100, p99: 100, max: 100 });
    expect(durations).to.deep.equal([9, 100, 20]);
  });

  it('is all 0 where nothing was measured', () => {
    expect(summariseLatencies([])).to.deep.equal({ p50: 0, p90: 0, p99: 0, max: 0 });
  });
});
