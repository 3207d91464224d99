import { expect } from 'chai';
import fc from 'fast-check';
import { createTokenBuckets } from '../../../src/http/token-buckets.ts';

describe('createTokenBuckets', () => {
  let time = 0;
  const buckets = (most = 100) => createTokenBuckets({ rate: 2, burst: 5, most, now: () => time });

  beforeEach(() => {
    time = 0;
  });

  it('lets a burst through, then the rate', () => {
    const all = buckets();
    const take = (key: string): boolean => all.take(key);
    const at = (when: number): number => {
      time = when;
      return Array.from({ length: 20 }, () => take('a')).filter(Boolean).length;
    };

    expect([at(0), at(499), at(500), at(1000), at(1500), at(60_000)]).to.deep.equal([5, 0, 1, 1, 1, 5]);
  });

  it('does not punish who goes on while refused', () => {
    const all = buckets();
    const take = (key: string): boolean => all.take(key);
    let taken = 0;
    for (time = 0; time < 10_000; time += 10) {
      taken += Number(take('a'));
    }

    expect(taken).to.be.within(24, 25);
  });

  it('never lets more through than burst and rate allow', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2000), { maxLength: 200 }), (pauses) => {
        time = 0;
        const all = buckets();
        const take = (key: string): boolean => all.take(key);
        const taken = pauses.filter((pause) => {
          time += pause;
          return take('a');
        }).length;
        return taken <= 5 + (2 * time) / 1000 + 1e-6;
      }),
    );
  });

  it('remembers no more senders than it may, and forgets the one that was not seen for the longest time', () => {
    const all = buckets(3);
    for (let count = 0; count < 5; count += 1) {
      all.take('a');
      all.take('b');
    }
    expect([all.take('a'), all.take('b')]).to.deep.equal([false, false]);
    all.take('a');
    ['c', 'd'].forEach((name) => all.take(name));

    expect(all.size).to.equal(3);
    expect(all.take('a')).to.equal(false);
    expect(all.take('b')).to.equal(true);
    for (let count = 0; count < 10_000; count += 1) {
      all.take(String(count));
    }
    expect(all.size).to.equal(3);
  });
});
