import { expect } from 'chai';
import { addCounts, NO_COUNTS } from '../../../src/subscriptions/counts.ts';

describe('counts of a subscription', () => {
  it('add up by name', () => {
    const one = addCounts(NO_COUNTS, { messages: 1, events: { ModifiedEvent: 2 }, errors: { ErrorX: 1 } });
    const two = addCounts(one, { messages: 2, gaps: 1, events: { ModifiedEvent: 1, StatusEvent: 1 } });
    expect(two).to.deep.equal({
      messages: 3,
      duplicates: 0,
      failures: 0,
      gaps: 1,
      events: { ModifiedEvent: 3, StatusEvent: 1 },
      errors: { ErrorX: 1 },
    });
  });

  it('stay small whatever names are sent', () => {
    let counts = NO_COUNTS;
    for (let i = 0; i < 1000; i++) {
      counts = addCounts(counts, { errors: { [`Error${i}`]: 1 } });
    }
    counts = addCounts(counts, { errors: { ['x'.repeat(5000)]: 1, __proto__: 1, 'a b': 1 } });
    expect(Object.keys(counts.errors)).to.have.length(25).and.to.include('other');
    expect(Object.values(counts.errors).reduce((sum, n) => sum + n)).to.equal(1002);
  });
});
