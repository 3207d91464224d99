import { expect } from 'chai';
import { outcomeOf } from '../../../../src/admin/metrics/outcome.ts';
import { answered, receiptOf, SELFTEST_ID } from '../../../support/answered.ts';

describe('outcomeOf', () => {
  it('takes what the receipt says', () => {
    expect(outcomeOf(answered({ receipt: receiptOf({}) }))).to.deep.equal({ outcome: 'stored', code: 'ok' });
    const failed = receiptOf({ outcome: 'failed', code: '10054' });
    expect(outcomeOf(answered({ receipt: failed }))).to.deep.equal({ outcome: 'failed', code: '10054' });
  });

  it('tells test messages of ours from notifications, but not where they fail', () => {
    expect(outcomeOf(answered({ receipt: receiptOf({}, SELFTEST_ID) }))).to.deep.equal({
      outcome: 'selftest',
      code: 'ok',
    });
    const failed = receiptOf({ outcome: 'failed', code: 'ESOCKET' }, SELFTEST_ID);
    expect(outcomeOf(answered({ receipt: failed })).outcome).to.equal('failed');
  });

  it('tells the requests apart that brought no message', () => {
    expect(outcomeOf(answered({ refusal: 'caller_not_allowed', status: 403 }))).to.deep.equal({
      outcome: 'refused',
      code: 'caller_not_allowed',
    });
    expect(outcomeOf(answered({ status: 200 }))).to.deep.equal({ outcome: 'answered', code: 'ok' });
    expect(outcomeOf(answered({ status: 500 }))).to.deep.equal({ outcome: 'failed', code: 'internal_error' });
  });
});
