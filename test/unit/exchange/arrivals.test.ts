import { expect } from 'chai';
import { startArrivals } from '../../../src/exchange/arrivals.ts';
import type { Distribution } from '../../../src/exchange/arrivals.ts';
import { createRandom } from '../../../src/exchange/random.ts';
import { createStillClock } from '../../support/still-clock.ts';

function start(rate: number, distribution: Distribution, seed = 'arrivals') {
  const clock = createStillClock();
  const times: number[] = [];
  const onArrival = (): number => times.push(clock.now());
  const stop = startArrivals({ clock, random: createRandom(seed), rate, distribution, onArrival });
  return { clock, times, stop };
}

describe('startArrivals', () => {
  it('spaces fixed arrivals evenly', async () => {
    const { clock, times } = start(4, 'fixed');
    await clock.advance(2000);
    expect(times).to.deep.equal([250, 500, 750, 1000, 1250, 1500, 1750, 2000]);
  });

  it('has about as many random arrivals as the rate says, at times that the seed decides', async () => {
    const first = start(10, 'poisson');
    const again = start(10, 'poisson');
    const other = start(10, 'poisson', 'other');
    for (const { clock } of [first, again, other]) {
      await clock.advance(100_000);
    }
    // Five standard deviations of a Poisson distribution with mean 1000.
    expect(first.times.length).to.be.within(1000 - 160, 1000 + 160);
    expect(again.times).to.deep.equal(first.times);
    expect(other.times).to.not.deep.equal(first.times);
  });

  it('catches up with what fell due while nobody looked', async () => {
    const { clock, times } = start(100_000, 'fixed');
    await clock.advance(10);
    expect(times.length).to.be.within(999, 1001);
  });

  it('ends when told, leaving no timer, also from within an arrival', async () => {
    const outer = start(4, 'fixed');
    await outer.clock.advance(600);
    outer.stop();
    await outer.clock.advance(5000);
    expect(outer.times).to.have.lengthOf(2);
    expect(outer.clock.pending()).to.deep.equal([]);

    const clock = createStillClock();
    let arrived = 0;
    const stop = startArrivals({
      clock,
      random: createRandom('inner'),
      rate: 10_000,
      distribution: 'fixed',
      onArrival: () => {
        if (++arrived === 3) {
          stop();
        }
      },
    });
    await clock.advance(1000);
    expect(arrived).to.equal(3);
    expect(clock.pending()).to.deep.equal([]);
  });
});
