import { expect } from 'chai';
import { readReply } from '../../../src/exchange/read-reply.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';

function result(status: string, namespace: string = MESSAGES): string {
  return (
    `<s:Envelope xmlns:s="${SOAP}"><s:Body><SendNotificationResult xmlns="${namespace}">` +
    `<SubscriptionStatus>${status}</SubscriptionStatus></SendNotificationResult></s:Body></s:Envelope>`
  );
}

describe('readReply', () => {
  for (const status of ['OK', 'Unsubscribe'] as const) {
    it(`reads ${status}`, () => {
      expect(readReply(result(status))).to.deep.equal({
        subscriptionStatus: status,
        fault: null,
        faultCode: null,
        problem: null,
      });
    });
  }

  it('reads by namespace, whatever the prefixes', () => {
    const reply =
      `<x:Envelope xmlns:x="${SOAP}" xmlns:y="${MESSAGES}"><x:Header/><x:Body><y:SendNotificationResult>` +
      `<y:SubscriptionStatus>OK</y:SubscriptionStatus></y:SendNotificationResult></x:Body></x:Envelope>`;
    expect(readReply(reply).subscriptionStatus).to.equal('OK');
  });

  it('reads the text and the code of a fault', () => {
    const reply =
      `<s:Envelope xmlns:s="${SOAP}"><s:Body><s:Fault><faultcode>s:Client</faultcode>` +
      `<faultstring xml:lang="en">no &lt;such&gt; mandator</faultstring></s:Fault></s:Body></s:Envelope>`;
    expect(readReply(reply)).to.deep.equal({
      subscriptionStatus: null,
      fault: 'no <such> mandator',
      faultCode: 'Client',
      problem: null,
    });
  });

  for (const [what, body, problem] of [
    ['an empty body', '', 'not XML'],
    ['a page', '<html><body>OK</body></html>', 'not a SOAP 1.1 envelope: found html'],
    [
      'a SOAP 1.2 envelope',
      result('OK').replace(SOAP, 'http://www.w3.org/2003/05/soap-envelope'),
      'not a SOAP 1.1',
    ],
    ['a cut reply', result('OK').slice(0, -5), 'not XML'],
    ['another status', result('Ok'), 'found Ok'],
    ['a result in another namespace', result('OK', 'urn:other'), 'found none'],
    ['an envelope without a body', `<s:Envelope xmlns:s="${SOAP}"/>`, 'found none'],
  ] as const) {
    it(`takes ${what} for neither, and says why`, () => {
      const content = readReply(body);
      expect(content).to.include({ subscriptionStatus: null, fault: null });
      expect(content.problem).to.contain(problem);
    });
  }
});
