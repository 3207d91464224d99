import { expect } from 'chai';
import { planRetry } from '../../../src/exchange/retry-schedule.ts';

const MINUTE = 60_000;

/** When the attempts of a message that is never answered begin, in seconds, and when the subscription ends. */
function playOut(statusFrequencyMs: number): { attempts: number[]; end: number } {
  const attempts = [0];
  for (let now = 0; ;) {
    const { action, inMs } = planRetry(attempts.length, 0, now, statusFrequencyMs);
    now += inMs;
    if (action === 'drop') {
      return { attempts, end: now / 1000 };
    }
    attempts.push(now / 1000);
  }
}

describe('planRetry', () => {
  it('doubles the wait, beginning with 30 s, until StatusFrequency has passed', () => {
    expect(playOut(30 * MINUTE)).to.deep.equal({ attempts: [0, 30, 90, 210, 450, 930], end: 1800 });
  });

  it('leaves one second attempt in a minute, which is the shortest StatusFrequency', () => {
    expect(playOut(MINUTE)).to.deep.equal({ attempts: [0, 30], end: 60 });
  });

  it('goes on for a day with the longest StatusFrequency', () => {
    const { attempts, end } = playOut(1440 * MINUTE);
    expect(end).to.equal(86_400);
    expect(attempts.at(-1)).to.equal(61_410);
  });

  it('counts the time that the attempts themselves took', () => {
    expect(planRetry(1, 1000, 1000 + 45_000, MINUTE)).to.deep.equal({ action: 'drop', inMs: 15_000 });
    expect(planRetry(1, 1000, 1000 + 90_000, MINUTE)).to.deep.equal({ action: 'drop', inMs: 0 });
  });
});
