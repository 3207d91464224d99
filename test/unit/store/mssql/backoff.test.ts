import { expect } from 'chai';
import { backoffDelay } from '../../../../src/store/backoff.ts';
import { LOGIN_AGAIN, RECONNECT, reconnectBackoff } from '../../../../src/store/mssql/backoff.ts';

describe('back-off', () => {
  const delays = (random: () => number): number[] =>
    [1, 2, 3, 20, 2000].map((failures) => backoffDelay(RECONNECT, failures, random));

  it('doubles from one failure to the next up to a limit', () => {
    expect(delays(() => 0)).to.deep.equal([100, 200, 400, 10_000, 10_000]);
  });

  it('leaves a part to chance', () => {
    expect(delays(() => 0.5)).to.deep.equal([75, 150, 300, 7500, 7500]);
  });

  it('spares a login that was refused, because one tried too often is locked', () => {
    expect(reconnectBackoff('18456')).to.equal(LOGIN_AGAIN);
    expect(reconnectBackoff('4060')).to.equal(RECONNECT);
    const halfAnHour = 30 * 60_000;
    let tries = 1;
    for (let time = 0; (time += backoffDelay(LOGIN_AGAIN, tries, () => 0)) < halfAnHour;) {
      tries += 1;
    }
    expect(tries).to.be.at.most(5);
  });
});
