import { expect } from 'chai';
import fc from 'fast-check';
import { readSubscriptionId } from '../../../src/subscriptions/subscription-id.ts';

describe('readSubscriptionId', () => {
  it('reads server, subscription, time and mailbox from an id of Exchange Online', () => {
    const id =
      'LABkYjhwcjAxbWI2NDg1LmV1cnByZDAxLnByb2QuZXhjaGFuZ2VsYWJzLmNvbRAAAADELVfykPBZQp7Q8IIUrUfmCKn7JnqX2AgQAAAAWTlI8+A2EEqLQp01E8Pw2Q==';
    expect(readSubscriptionId(id)).to.deep.equal({
      exchangeServer: 'db8pr01mb6485.eurprd01.prod.exchangelabs.com',
      subscription: 'f2572dc4-f090-4259-9ed0-f08214ad47e6',
      subscribedAt: '2020-12-03T10:56:56.875Z',
      mailbox: 'f3483959-36e0-4a10-8b42-9d3513c3f0d9',
    });
  });

  it('reads an id without a mailbox, as Exchange 2013 makes it', () => {
    const id = 'HwBlcGRldjA0Lm15c2luZ2xlZGV2LnNhbXN1bmcuY29tEAAAAFeOaj2lZuZOi1N+1rkdEZQeygpQxzbQCA==';
    expect(readSubscriptionId(id)).to.deep.equal({
      exchangeServer: 'epdev04.mysingledev.samsung.com',
      subscription: '3d6a8e57-66a5-4ee6-8b53-7ed6b91d1194',
      subscribedAt: '2013-06-14T03:35:12.851Z',
      mailbox: null,
    });
  });

  it('knows nothing of ids in other formats', () => {
    for (const id of [null, '', 'XXXXX=', 'hKJETtoAdi9PPW0tZDQ4MThmMDoVYB', 'not base64 at all!'.repeat(9)]) {
      expect(readSubscriptionId(id).exchangeServer, String(id)).to.equal(null);
    }
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const facts = readSubscriptionId(Buffer.from(bytes).toString('base64'));
        expect(facts).to.have.all.keys('exchangeServer', 'subscription', 'subscribedAt', 'mailbox');
      }),
    );
  });

  it('survives every truncation of a real id', () => {
    const bytes = Buffer.from(
      'LABkYjhwcjAxbWI2NDg1LmV1cnByZDAxLnByb2QuZXhjaGFuZ2VsYWJzLmNvbRAAAADELVfykPBZQp7Q8IIUrUfmCKn7JnqX2AgQAAAAWTlI8+A2EEqLQp01E8Pw2Q==',
      'base64',
    );
    const mailboxes = Array.from({ length: bytes.length + 1 }, (_, length) =>
      readSubscriptionId(bytes.toString('base64', 0, length)),
    ).filter((facts) => facts.mailbox !== null);
    expect(mailboxes).to.have.length(1);
  });
});
