import { expect } from 'chai';
import fc from 'fast-check';
import {
  EMPTY_CHAIN,
  followChain,
  gapsOf,
  mergeChains,
  type Chain,
} from '../../../src/subscriptions/chain.ts';
import { at, START } from './sender.ts';

/** A chain of messages without loss: their ends, the first of them 0. */
const ends = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 20 })
  .map((steps) => steps.reduce<number[]>((all, step) => [...all, (all.at(-1) ?? 0) + step], [0]));

type Watermarks = (counter: number) => string;
const LAYOUTS: readonly [name: string, watermarks: Watermarks][] = [
  ['counted', (counter) => at(counter)],
  ['opaque', (counter) => `watermark ${counter}`],
];

function receive(chain: Chain, watermarks: Watermarks, from: number, to: number): Chain {
  const link = {
    previousWatermark: watermarks(from),
    lastWatermark: watermarks(to),
    isHeartbeat: false,
  };
  return followChain(chain, link, { at: START, by: 'this run', isForgiving: false }).chain;
}

for (const [name, watermarks] of LAYOUTS) {
  describe(`two processes that share a chain of ${name} watermarks`, () => {
    /** Both know the first two messages; the rest goes to one or the other, or to neither. */
    const shared = (counters: readonly number[], sides: readonly number[]): [Chain, Chain] => {
      const known = [1, 2].reduce(
        (chain, i) => receive(chain, watermarks, counters[i - 1] ?? 0, counters[i] ?? 0),
        EMPTY_CHAIN,
      );
      const chains: [Chain, Chain] = [known, known];
      for (let i = 3; i < counters.length; i++) {
        const side = sides[i % sides.length] ?? 0;
        if (side < 2) {
          const own = side as 0 | 1;
          chains[own] = receive(chains[own], watermarks, counters[i - 1] ?? 0, counters[i] ?? 0);
        }
      }
      return chains;
    };
    const sides = (max: number): fc.Arbitrary<number[]> =>
      fc.array(fc.nat(max), { minLength: 1, maxLength: 20 });

    it('find no gap together, whoever got what', () => {
      fc.assert(
        fc.property(ends, sides(1), (counters, who) => {
          const [one, two] = shared(counters, who);
          expect(gapsOf(mergeChains(one, two))).to.deep.equal([]);
          expect(gapsOf(mergeChains(two, one))).to.deep.equal([]);
        }),
      );
    });

    it('learn nothing from merging once more', () => {
      fc.assert(
        fc.property(ends, sides(2), (counters, who) => {
          const [one, two] = shared(counters, who);
          const merged = mergeChains(one, two);
          expect(mergeChains(one, merged)).to.deep.equal(merged);
          expect(mergeChains(two, merged)).to.deep.equal(merged);
          expect(mergeChains(merged, merged)).to.deep.equal(merged);
        }),
      );
    });

    it('find the gap that neither can fill', () => {
      fc.assert(
        fc.property(ends, sides(1), fc.nat(), (counters, who, choice) => {
          fc.pre(counters.length > 5);
          const lost = 3 + (choice % (counters.length - 4));
          const full = Array.from({ length: counters.length }, (_, i) =>
            i === lost ? 2 : who[i % who.length]!,
          );
          const [one, two] = shared(counters, full);
          expect(gapsOf(mergeChains(one, two))).to.have.length(1);
        }),
      );
    });
  });
}
