import { expect } from 'chai';
import { createFastClock } from '../../../src/exchange/fast-clock.ts';

describe('createFastClock', () => {
  it('fires what is due in simulated time, in its order', async () => {
    const clock = createFastClock(10_000);
    const begun = clock.now();
    const fired: string[] = [];
    await new Promise<void>((resolve) => {
      clock.after(600_000, () => {
        fired.push('ten minutes');
        resolve();
      });
      clock.after(60_000, () => fired.push('one minute'));
    });
    expect(fired).to.deep.equal(['one minute', 'ten minutes']);
    // A timer may be early by a millisecond, which is ten seconds here.
    expect(clock.now() - begun).to.be.at.least(590_000);
  });

  it('forgets what is cancelled', async () => {
    const clock = createFastClock(10_000);
    const fired: string[] = [];
    const cancel = clock.after(1000, () => fired.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => void clock.after(60_000, resolve));
    expect(fired).to.deep.equal([]);
  });

  it('refuses speeds that timers cannot keep', () => {
    for (const speed of [0, 0.5, -1, NaN, 10_001, Infinity]) {
      expect(() => createFastClock(speed)).to.throw(RangeError, 'times as fast');
    }
  });
});
