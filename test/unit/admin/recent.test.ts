import { expect } from 'chai';
import { createRecent } from '../../../src/admin/recent.ts';
import { answered, receiptOf } from '../../support/answered.ts';

const at = (second: number): Date => new Date(Date.parse('2026-11-22T12:00:00Z') + second * 1000);

describe('the last notifications', () => {
  it('tell what became of a message', () => {
    const recent = createRecent();
    recent.requestAnswered(
      answered({ receivedAt: at(0), receipt: receiptOf({ spooled: true }, 'sub-1'), ms: 7 }),
    );
    expect(recent.notifications()).to.deep.equal([
      {
        requestId: 'r-1',
        receivedAt: '2026-11-22T12:00:00.000Z',
        from: 'pipe',
        mandator: 'PROD',
        subscriptionIds: ['sub-1'],
        events: { ModifiedEvent: 1 },
        rows: 1,
        duplicates: 0,
        fate: 'spool',
        code: 'ok',
        reason: null,
        httpStatus: 200,
        ms: 7,
        isSelftest: false,
      },
    ]);
  });

  it('tell why one failed', () => {
    const recent = createRecent();
    const receipt = receiptOf({ outcome: 'failed', code: 'ETIMEOUT', error: new Error('no answer') });
    recent.requestAnswered(answered({ receipt, status: 503 }));
    expect(recent.notifications()[0]).to.include({ fate: 'failed', code: 'ETIMEOUT', reason: 'no answer' });
  });

  it('are two hundred, the newest first', () => {
    const recent = createRecent();
    for (let i = 0; i < 250; i++) {
      recent.requestAnswered(answered({ requestId: `r-${i}`, receivedAt: at(i), receipt: receiptOf({}) }));
    }
    const notifications = recent.notifications();
    expect(notifications).to.have.length(200);
    expect(notifications.at(0)?.requestId).to.equal('r-249');
    expect(notifications.at(-1)?.requestId).to.equal('r-50');
  });

  it('are not pushed out by requests that nothing was read of', () => {
    const recent = createRecent();
    for (let i = 0; i < 150; i++) {
      recent.requestAnswered(answered({ receivedAt: at(i), receipt: receiptOf({}) }));
    }
    for (let i = 0; i < 1000; i++) {
      recent.requestAnswered(answered({ receivedAt: at(200 + i), refusal: 'unsupported_media_type' }));
    }
    const notifications = recent.notifications();
    expect(notifications).to.have.length(200);
    expect(notifications.filter(({ fate }) => fate === 'table')).to.have.length(150);
    expect(notifications.at(0)).to.include({ fate: 'refused', code: 'unsupported_media_type' });
  });

  it('leave out what is no notification', () => {
    const recent = createRecent();
    recent.requestAnswered(answered({ method: 'GET' }));
    recent.requestAnswered(answered({ refusal: 'caller_not_allowed' }));
    expect(recent.notifications()).to.deep.equal([]);
  });

  it('cut what a sender makes long', () => {
    const recent = createRecent();
    const receipt = receiptOf({}, 'x'.repeat(10_000));
    recent.requestAnswered(answered({ receipt }));
    expect(recent.notifications()[0]?.subscriptionIds[0]?.length).to.be.lessThan(600);
  });
});
