import { expect } from 'chai';
import { createOutages } from '../../../src/admin/outages.ts';
import { createRefusedCallers } from '../../../src/admin/refused-callers.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { answered } from '../../support/answered.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z');
const GONE = new StoreError('gone', 'transient', 'ESOCKET');

describe('outages', () => {
  let now = NOON;

  beforeEach(() => {
    now = NOON;
  });

  it('last from the first failure to the next connection', () => {
    const { observer, since } = createOutages(() => now);
    observer.databaseLost('PROD', GONE);
    now += 1000;
    observer.databaseUnreachable('PROD', GONE);
    expect(since()).to.deep.equal({ PROD: '2026-11-22T12:00:00.000Z' });
    observer.databaseConnected('PROD');
    expect(since()).to.deep.equal({});
  });

  it('are known from the last failure, of a connection or a commit', () => {
    const { observer, lastFailureAt } = createOutages(() => now);
    observer.databaseLost('PROD', GONE);
    now += 1000;
    observer.commitFailed({ mandator: 'PROD', messages: 1, rows: 1, error: GONE, ms: 1 });
    expect(lastFailureAt()).to.deep.equal({ PROD: NOON + 1000 });
  });
});

describe('refused callers', () => {
  it('are counted for an hour, with the last one', () => {
    let now = NOON;
    const callers = createRefusedCallers(() => now);
    callers.requestAnswered(answered({ refusal: 'caller_not_allowed', receivedAt: new Date(NOON) }));
    callers.requestAnswered(answered({ refusal: 'not_found' }));
    expect(callers.lastHour()).to.deep.equal({
      count: 1,
      last: { from: 'pipe', at: '2026-11-22T12:00:00.000Z' },
    });
    now += 59 * 60_000;
    expect(callers.lastHour().count).to.equal(1);
    now += 60_000;
    expect(callers.lastHour()).to.deep.equal({ count: 0, last: null });
  });
});
