import { expect } from 'chai';
import { createFailedTokens } from '../../../src/admin/failed-tokens.ts';

describe('wrong tokens', () => {
  let now = 0;
  const failTimes = (failures: ReturnType<typeof createFailedTokens>, times: number, sender = 'a'): void => {
    for (let i = 0; i < times; i++) {
      failures.failed(sender);
    }
  };

  beforeEach(() => {
    now = 0;
  });

  it('are looked at twenty times, and then no more', () => {
    const failures = createFailedTokens(() => now);
    failTimes(failures, 19);
    expect(failures.mayTry('a')).to.equal(true);
    failTimes(failures, 1);
    expect(failures.mayTry('a')).to.equal(false);
  });

  it('are forgiven one by one', () => {
    const failures = createFailedTokens(() => now);
    failTimes(failures, 20);
    now = 2999;
    expect(failures.mayTry('a')).to.equal(false);
    now = 3000;
    expect(failures.mayTry('a')).to.equal(true);
    failures.failed('a');
    expect(failures.mayTry('a')).to.equal(false);
  });

  it('concern their sender only', () => {
    const failures = createFailedTokens(() => now);
    failTimes(failures, 30);
    expect(failures.mayTry('b')).to.equal(true);
  });

  it('are remembered of a bounded number of senders', () => {
    const failures = createFailedTokens(() => now);
    failTimes(failures, 20, 'first');
    for (let i = 0; i < 1000; i++) {
      failures.failed(`other ${i}`);
    }
    expect(failures.mayTry('first')).to.equal(true);
  });
});
