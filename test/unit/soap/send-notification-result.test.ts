import { expect } from 'chai';
import { sendNotificationResult } from '../../../src/soap/send-notification-result.ts';

describe('sendNotificationResult', () => {
  it('is what WCF answers, to the letter', () => {
    expect(sendNotificationResult('OK')).to.deep.equal({
      status: 200,
      contentType: 'text/xml; charset=utf-8',
      body:
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">' +
        '<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
        '<SendNotificationResult xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">' +
        '<SubscriptionStatus>OK</SubscriptionStatus></SendNotificationResult></s:Body></s:Envelope>',
    });
  });

  it('ends a subscription', () => {
    expect(sendNotificationResult('Unsubscribe').body).to.contain(
      '<SubscriptionStatus>Unsubscribe</SubscriptionStatus>',
    );
  });

  it('is made once', () => {
    expect(sendNotificationResult('OK')).to.equal(sendNotificationResult('OK'));
  });
});
