import { expect } from 'chai';
import { createTally } from '../../../src/mirror/tally.ts';

describe('createTally', () => {
  it('asks for a line at the first of a kind, and each time there are ten times as many', () => {
    const tally = createTally();
    const worthALine = Array.from({ length: 1000 }, (_, index) => [index + 1, tally.add('a')] as const)
      .filter(([, isWorthALine]) => isWorthALine)
      .map(([count]) => count);

    expect(worthALine).to.deep.equal([1, 10, 100, 1000]);
    expect(tally.add('b')).to.equal(true);
    expect([tally.count('a'), tally.count('b'), tally.total]).to.deep.equal([1000, 1, 1001]);
  });

  it('tells a hundred kinds apart and no more', () => {
    const tally = createTally();
    const lines = Array.from({ length: 10_000 }, (_, index) => tally.add(`kind ${index}`)).filter(Boolean);

    // A hundred kinds, and 1, 10, 100, 1000 of the others.
    expect(lines).to.have.length(104);
    expect(tally.count('kind 99')).to.equal(1);
    expect(tally.count('kind 5000')).to.equal(9900);
  });
});
