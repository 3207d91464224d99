import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { subscriptionId } from '../../../src/exchange/opaque-ids.ts';
import { isSelftestSubscription, SELFTEST_SERVER } from '../../../src/subscriptions/selftest-mark.ts';
import { readSubscriptionId } from '../../../src/subscriptions/subscription-id.ts';
import { at, notification, testBook } from './sender.ts';

const idOf = (server: string): string =>
  subscriptionId({ server, subscription: randomUUID(), created: new Date(), mailbox: randomUUID() });

describe('the mark of test messages', () => {
  it('is a server that no SubscriptionId of Exchange can name', () => {
    const marked = idOf(SELFTEST_SERVER);
    expect(isSelftestSubscription(marked)).to.equal(true);
    expect(readSubscriptionId(marked).exchangeServer).to.equal(SELFTEST_SERVER);
  });

  it('is in no other id', () => {
    const others = ['exchange01.corp.example.com', `${SELFTEST_SERVER}.example.com`, `x${SELFTEST_SERVER}`];
    for (const id of [...others.map(idOf), SELFTEST_SERVER, '', null]) {
      expect(isSelftestSubscription(id), String(id)).to.equal(false);
    }
  });

  it('keeps a subscription out of the book, and the others of the same message in it', () => {
    const { book, receive, reports } = testBook();
    const marked = { ...notification(at(0), at(1)), subscriptionId: idOf(SELFTEST_SERVER) };
    receive(marked, notification(at(0), at(1)), marked);
    expect(book.views(() => null)).to.have.lengthOf(1);
    expect(reports).to.deep.equal([]);
  });
});
