import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import type { Document, Element } from '@xmldom/xmldom';
import { expect } from 'chai';
import { EVENT_KINDS } from '../../../src/mapping/events.ts';
import { createDatabase, createMailbox } from '../../../src/exchange/messages.ts';
import type { MailboxOptions } from '../../../src/exchange/messages.ts';
import { createRandom } from '../../../src/exchange/random.ts';
import { NS } from '../../../src/soap/namespaces.ts';

const AT = new Date('2024-05-01T08:00:00.987Z');

function mailbox(seed: string, options: Partial<MailboxOptions> = {}) {
  return createMailbox({ random: createRandom(seed), now: () => AT, ...options });
}

function parse(xml: string): Document {
  return new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, 'text/xml');
}

function elements(parent: Document | Element, name: string, namespace: string = NS.types): Element[] {
  return [...parent.getElementsByTagNameNS(namespace, name)];
}

function text(parent: Document | Element, name: string): string | null {
  return elements(parent, name)[0]?.textContent ?? null;
}

function id(event: Element, name: string): { id: string; changeKey: string } | null {
  const [element] = elements(event, name);
  return element === undefined
    ? null
    : { id: element.getAttribute('Id')!, changeKey: element.getAttribute('ChangeKey')! };
}

function counter(watermark: string): bigint {
  return Buffer.from(watermark, 'base64').readBigInt64LE(20);
}

describe('createMailbox', () => {
  it('writes the wire form of Exchange to the letter', () => {
    const { body, subscriptionId, previousWatermark, events } = mailbox('wire').next({
      events: 1,
      kinds: ['NewMailEvent'],
    });
    const [event] = events;
    const types = 'http://schemas.microsoft.com/exchange/services/2006/types';
    const messages = 'http://schemas.microsoft.com/exchange/services/2006/messages';
    expect(body).to.equal(
      '<?xml version="1.0" encoding="utf-8"?><soap11:Envelope xmlns:soap11="http://schemas.xmlsoap.org/soap/envelope/">' +
        `<soap11:Header><t:RequestServerVersion xmlns:m="${messages}" Version="Exchange2010" xmlns:t="${types}" /></soap11:Header>` +
        `<soap11:Body><m:SendNotification xmlns:t="${types}" xmlns:m="${messages}"><m:ResponseMessages>` +
        '<m:SendNotificationResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Notification>' +
        `<t:SubscriptionId>${subscriptionId}</t:SubscriptionId><t:PreviousWatermark>${previousWatermark}</t:PreviousWatermark>` +
        `<t:MoreEvents>false</t:MoreEvents><t:NewMailEvent><t:Watermark>${event!.watermark}</t:Watermark>` +
        `<t:TimeStamp>2024-05-01T08:00:00Z</t:TimeStamp><t:ItemId Id="${event!.object!.id}" ChangeKey="CQAAAA==" />` +
        `<t:ParentFolderId Id="${event!.parent!.id}" ChangeKey="AgAAAA==" /></t:NewMailEvent></m:Notification>` +
        '</m:SendNotificationResponseMessage></m:ResponseMessages></m:SendNotification></soap11:Body></soap11:Envelope>',
    );
  });

  it('names the mailbox in the SubscriptionId', () => {
    const { guid, subscriptionId } = mailbox('own', { server: 'ex7.corp.example' });
    const bytes = Buffer.from(subscriptionId, 'base64');
    expect(bytes.toString('ascii', 2, 18)).to.equal('ex7.corp.example');
    expect(bytes.readBigInt64LE(38)).to.equal(BigInt(AT.getTime()) * 10000n + 621355968000000000n);
    const stored = bytes.subarray(50);
    stored.subarray(0, 4).reverse();
    stored.subarray(4, 6).reverse();
    stored.subarray(6, 8).reverse();
    expect(stored.toString('hex')).to.equal(guid.replaceAll('-', ''));
  });

  it('chains its messages and only lets the counter grow', () => {
    const box = mailbox('chain');
    const sent = [
      box.next({ events: 3 }),
      box.statusEvent(),
      box.next({ events: 1 }),
      box.next({ events: 2 }),
    ];
    const first = Buffer.from(sent[0]!.previousWatermark!, 'base64');
    expect(first[28], 'the watermark a subscription starts with').to.equal(0);
    for (const [index, message] of sent.slice(1).entries()) {
      expect(message.previousWatermark).to.equal(sent[index]!.events.at(-1)!.watermark);
      expect(text(parse(message.body), 'PreviousWatermark')).to.equal(message.previousWatermark);
    }
    const counters = sent
      .flatMap((message) => message.events)
      .filter((event) => event.kind !== 'StatusEvent')
      .map((event) => counter(event.watermark));
    expect(counters.length).to.equal(6);
    expect(counters.every((value, index) => index === 0 || value > counters[index - 1]!)).to.equal(true);
  });

  it('shares the counter with the mailboxes of its database', () => {
    const database = createDatabase(createRandom('db'));
    const [one, two] = [mailbox('one', { database }), mailbox('two', { database })];
    const marks = [one.next(), two.next(), one.next()].map((message) =>
      counter(message.events[0]!.watermark),
    );
    expect(marks[0]! < marks[1]! && marks[1]! < marks[2]!).to.equal(true);
  });

  it('says in its facts exactly what stands in the message, for all kinds, items and folders', () => {
    const { body, events } = mailbox('facts').next({ events: 400, kinds: EVENT_KINDS });
    const [notification] = elements(parse(body), 'Notification', NS.messages);
    const found = [...notification!.children].slice(3).map((event) => {
      const target = id(event, 'ItemId') ? 'Item' : id(event, 'FolderId') ? 'Folder' : null;
      const unread = text(event, 'UnreadCount');
      return {
        kind: event.localName,
        watermark: text(event, 'Watermark'),
        timeStamp: text(event, 'TimeStamp'),
        target,
        object: id(event, `${target ?? 'Item'}Id`),
        parent: id(event, 'ParentFolderId'),
        oldObject: id(event, `Old${target ?? 'Item'}Id`),
        oldParent: id(event, 'OldParentFolderId'),
        unreadCount: unread === null ? null : Number(unread),
      };
    });
    expect(found).to.deep.equal(events);
  });

  it('gives each kind the elements of its type in the schema', () => {
    const { events } = mailbox('schema').next({ events: 800, kinds: EVENT_KINDS });
    const shapes = new Set(
      events.map(({ kind, target, oldObject, oldParent, unreadCount }) =>
        [kind, target, oldObject && 'old', oldParent && 'oldParent', unreadCount !== null && 'unread']
          .filter(Boolean)
          .join(' '),
      ),
    );
    expect([...shapes].sort()).to.deep.equal([
      'CopiedEvent Folder old oldParent',
      'CopiedEvent Item old oldParent',
      'CreatedEvent Folder',
      'CreatedEvent Item',
      'DeletedEvent Folder',
      'DeletedEvent Item',
      'FreeBusyChangedEvent Item',
      'ModifiedEvent Folder',
      'ModifiedEvent Folder unread',
      'ModifiedEvent Item',
      'MovedEvent Folder old oldParent',
      'MovedEvent Item old oldParent',
      'NewMailEvent Item',
      'StatusEvent',
    ]);
  });

  it('makes item ids of 152 characters that are all different', () => {
    const ids = Array.from({ length: 300 }, (_, index) => mailbox(`ids ${index}`))
      .flatMap((box) => box.next({ events: 10, kinds: ['CreatedEvent'] }).events)
      .filter((event) => event.target === 'Item')
      .map((event) => event.object!.id);
    expect(ids.length).to.be.greaterThan(2000);
    expect(ids.filter((value) => value.length !== 152)).to.deep.equal([]);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('repeats the last watermark in a StatusEvent, which has no time', () => {
    const box = mailbox('status');
    const last = box.next().events.at(-1)!.watermark;
    const { body } = box.statusEvent();
    expect(body).to.contain(`<t:StatusEvent><t:Watermark>${last}</t:Watermark></t:StatusEvent>`);
    expect(box.statusEvent().body).to.equal(body);
  });

  it('writes an error message without a notification, and keeps its place in the chain', () => {
    const box = mailbox('error');
    const last = box.next().events.at(-1)!.watermark;
    const message = box.errorMessage('ErrorReadEventsFailed');
    const document = parse(message.body);
    expect(elements(document, 'Notification', NS.messages)).to.deep.equal([]);
    const [response] = elements(document, 'SendNotificationResponseMessage', NS.messages);
    expect(response!.getAttribute('ResponseClass')).to.equal('Error');
    expect([...response!.children].map((child) => child.localName)).to.deep.equal([
      'MessageText',
      'ResponseCode',
      'DescriptiveLinkKey',
      'MessageXml',
    ]);
    const [value] = elements(document, 'Value');
    expect(value!.getAttribute('Name')).to.equal('SubscriptionId');
    expect(value!.textContent).to.equal(box.subscriptionId);
    expect(message).to.include({ responseCode: 'ErrorReadEventsFailed', previousWatermark: null });
    expect(box.next().previousWatermark).to.equal(last);
  });

  it('escapes what it is given', () => {
    const document = parse(mailbox('escape', { version: 'a"<&>' }).errorMessage('<&>').body);
    expect(elements(document, 'RequestServerVersion')[0]!.getAttribute('Version')).to.equal('a"<&>');
    expect(elements(document, 'ResponseCode', NS.messages)[0]!.textContent).to.equal('<&>');
  });

  it('says MoreEvents where asked', () => {
    expect(text(parse(mailbox('more').next({ moreEvents: true }).body), 'MoreEvents')).to.equal('true');
  });

  it('repeats itself for the same seed and differs for another', () => {
    const bodies = (seed: string): string[] => {
      const box = mailbox(seed);
      return [box.next().body, box.next().body];
    };
    expect(bodies('a')).to.deep.equal(bodies('a'));
    expect(bodies('a')).to.not.deep.equal(bodies('b'));
  });

  it('refuses a notification without an event', () => {
    expect(() => mailbox('none').next({ events: 0 })).to.throw(RangeError, 'found 0');
    expect(() => mailbox('none').next({ kinds: [] })).to.throw(RangeError, '0 kinds');
  });

  it('tells later of events that happened before, in their order', () => {
    const now = mailbox('later');
    const first = now.happen(['NewMailEvent']);
    const second = now.happen();
    const { body, events, previousWatermark } = now.gather([first, second], true);
    expect(events).to.deep.equal([first, second]);
    expect(body.indexOf(first.watermark)).to.be.within(1, body.indexOf(second.watermark));
    expect(body).to.include('<t:MoreEvents>true<').and.include(previousWatermark);
    expect(now.next().previousWatermark).to.equal(second.watermark);
    expect(() => now.happen([])).to.throw(RangeError, 'an event needs a kind');
  });
});
