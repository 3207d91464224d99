import { expect } from 'chai';
import { fateOf, isSelftest } from '../../../src/admin/fate.ts';
import { answered, receiptOf, SELFTEST_ID } from '../../support/answered.ts';

describe('what became of a notification', () => {
  it('is where its rows are, or why there are none', () => {
    expect(fateOf(answered({ receipt: receiptOf({}) }))).to.equal('table');
    expect(fateOf(answered({ receipt: receiptOf({ spooled: true }) }))).to.equal('spool');
    expect(fateOf(answered({ receipt: receiptOf({ outcome: 'failed' }) }))).to.equal('failed');
    expect(fateOf(answered({ method: 'POST', refusal: 'unsupported_media_type' }))).to.equal('refused');
  });

  it('is nothing where there was none', () => {
    expect(fateOf(answered({ method: 'GET', refusal: 'unsupported_media_type' }))).to.equal(null);
    expect(fateOf(answered({ method: 'POST', refusal: 'caller_not_allowed' }))).to.equal(null);
  });

  it('counts as a test only where everything in it is one', () => {
    const test = receiptOf({}, SELFTEST_ID);
    const real = receiptOf({}, 'sub-1');
    expect(isSelftest({ receipt: test })).to.equal(true);
    expect(isSelftest({ receipt: real })).to.equal(false);
    expect(isSelftest({ receipt: { ...test, messages: [...test.messages, ...real.messages] } })).to.equal(
      false,
    );
    expect(isSelftest({ receipt: { ...test, messages: [] } })).to.equal(false);
    expect(isSelftest({ receipt: null })).to.equal(false);
  });
});
