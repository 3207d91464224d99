import { expect } from 'chai';
import { adviceFor } from '../../../src/subscriptions/ending-codes.ts';

describe('adviceFor', () => {
  for (const code of [
    'ErrorReadEventsFailed',
    'ErrorEventNotFound',
    'ErrorMissedNotificationEvents',
    'ErrorSubscriptionNotFound',
    'ErrorExpiredSubscription',
    'ErrorInvalidSubscription',
    'ErrorInvalidWatermark',
    'ErrorSubscriptionUnsubsribed',
    'ErrorSubscriptionUnsubscribed',
  ]) {
    it(`takes a subscription for ended after ${code}`, () => {
      expect(adviceFor(code)).to.have.property('ends', true);
    });
  }

  it('says that ROOMS has to subscribe anew', () => {
    expect(adviceFor('ErrorReadEventsFailed').advice).to.contain('ROOMS has to create the subscription anew');
  });

  it('leaves a subscription as it is after any other code', () => {
    for (const code of ['ErrorServerBusy', 'Warning', 'toString', '']) {
      expect(adviceFor(code)).to.have.property('ends', false);
    }
  });
});
