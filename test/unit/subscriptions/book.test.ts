import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { itemId } from '../../../src/exchange/opaque-ids.ts';
import { messageFacts } from '../../../src/mapping/message-facts.ts';
import { readSendNotification } from '../../../src/mapping/read-send-notification.ts';
import { readEnvelope } from '../../../src/soap/read-envelope.ts';
import { parse } from '../../support/message.ts';
import { at, errorMessage, MINUTE, notification, START, testBook } from './sender.ts';

describe('the book of subscriptions', () => {
  it('tells what the sample packet says of its subscription', () => {
    const { receive, view } = testBook();
    const file = new URL('../../fixtures/samples/seed-packet.xml', import.meta.url);
    const { payload } = readEnvelope(parse(readFileSync(file, 'utf8')));
    receive(...readSendNotification(payload).map(messageFacts));
    const now = new Date(START).toISOString();
    expect(view()).to.deep.include({
      mandator: 'PROD',
      subscription: 'f2572dc4-f090-4259-9ed0-f08214ad47e6',
      exchangeServer: 'db8pr01mb6485.eurprd01.prod.exchangelabs.com',
      mailbox: 'f3483959-36e0-4a10-8b42-9d3513c3f0d9',
      mailboxFrom: 'subscriptionId',
      firstHeardAt: now,
      lastHeardAt: now,
      lastWatermark: 'AQAAAExY/dNdjDVKjtBVHKR5IOstIukhAAAAAAE=',
      state: 'active',
      gaps: [],
    });
    expect(view().subscribedAt).to.match(/^2020-12-03T10:56:56/);
    expect(view().counts).to.deep.include({ messages: 1, events: { ModifiedEvent: 2 } });
  });

  it('knows the mailbox from an item where the SubscriptionId does not tell it', () => {
    const { receive, view } = testBook();
    const mailbox = 'f3483959-36e0-4a10-8b42-9d3513c3f0d9';
    const guid = '045ec66e-df47-4cd4-9dde-8c95eb824d88';
    const objectId = itemId({ mailbox, provider: guid, replica: guid, folder: 1n, item: 2n });
    receive(notification(at(0), at(1), { objectId }));
    expect(view()).to.include({ mailbox, mailboxFrom: 'itemId' });
  });

  it('reports an error once an hour, counts each, and takes the subscription for ended', () => {
    const { receive, pass, reports, view } = testBook();
    receive(notification(at(0), at(5)));
    for (let i = 0; i < 10; i++) {
      receive(errorMessage('ErrorReadEventsFailed'));
      pass(10 * MINUTE);
    }
    expect(reports.map(({ kind }) => kind)).to.deep.equal(['error', 'error']);
    expect(reports[0]).to.include({ code: 'ErrorReadEventsFailed', ends: true });
    expect(view()).to.include({ state: 'ended' });
    expect(view().ended).to.deep.include({ by: 'exchange', code: 'ErrorReadEventsFailed' });
    expect(view().counts).to.deep.include({ messages: 11, errors: { ErrorReadEventsFailed: 10 } });
  });

  it('reports errors of another code and another subscription at once', () => {
    const { receive, reports } = testBook();
    receive(
      errorMessage('ErrorServerBusy'),
      errorMessage('ErrorInternal'),
      errorMessage('ErrorServerBusy', 'b'),
    );
    expect(reports).to.have.length(3);
  });

  it('takes a subscription that is heard after its end for active', () => {
    const { receive, pass, kinds, view } = testBook();
    receive(notification(at(0), at(5)), errorMessage('ErrorReadEventsFailed'));
    pass(MINUTE);
    receive(notification(at(5), at(9)));
    expect(view()).to.deep.include({ state: 'active', ended: null });
    expect(kinds()).to.deep.equal(['error', 'back']);
  });

  it('leaves it active after an error that does not end it', () => {
    const { receive, view } = testBook();
    receive(errorMessage('ErrorServerBusy'));
    expect(view()).to.include({ state: 'active' });
    expect(view().lastError).to.include({ code: 'ErrorServerBusy' });
  });

  it('notes that a subscription was answered Unsubscribe, once', () => {
    const { book, kinds, view } = testBook();
    const received = {
      mandator: 'PROD',
      messages: [notification(at(0), at(5))],
      receivedAt: new Date(START),
      isStored: true,
      isUnsubscribed: true,
    };
    book.record(received);
    book.record({ ...received, receivedAt: new Date(START + 1) });
    expect(kinds()).to.deep.equal(['unsubscribed']);
    expect(view()).to.have.nested.property('ended.by', 'service');
  });

  it('keeps mandators apart', () => {
    const { book } = testBook();
    for (const mandator of ['PROD', 'TEST']) {
      const messages = [notification(at(0), at(5))];
      book.record({ mandator, messages, receivedAt: new Date(START), isStored: true, isUnsubscribed: false });
    }
    expect(book.views(() => null).map(({ mandator }) => mandator)).to.deep.equal(['PROD', 'TEST']);
  });

  it('keeps no more subscriptions than it may, and those heard last', () => {
    const { book, receive, pass } = testBook({ maxSubscriptions: 10 });
    for (let i = 0; i < 1000; i++) {
      receive(notification(at(0), at(5), { subscriptionId: `s${i}` }));
      if (i === 985) {
        pass(MINUTE);
      }
      expect(book.size).to.be.at.most(111);
    }
    pass(MINUTE);
    expect(book.views(() => null).map(({ subscriptionId }) => subscriptionId)).to.have.members(
      Array.from({ length: 10 }, (_, i) => `s${990 + i}`),
    );
  });

  it('forgets what was not heard for too long, and ignores what is no id', () => {
    const { book, receive, pass } = testBook({ forgetAfterMs: 60 * MINUTE });
    receive(notification(at(0), at(5)), notification(at(0), at(5), { subscriptionId: 'x'.repeat(5000) }));
    expect(book.size).to.equal(1);
    pass(60 * MINUTE + 1);
    expect(book.size).to.equal(0);
  });

  it('hands a change over once, and again after it could not be written', () => {
    const { book, receive } = testBook();
    receive(notification(at(0), at(5)));
    const [change] = book.takeChanges(10);
    expect(change?.counts.messages).to.equal(1);
    expect(book.takeChanges(10)).to.deep.equal([]);
    receive(notification(at(5), at(9)));
    book.restore([change!]);
    expect(book.takeChanges(10)[0]?.counts.messages).to.equal(2);
  });
});
