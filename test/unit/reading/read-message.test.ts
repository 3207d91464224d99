import { expect } from 'chai';
import { createReadMessage, type Reading } from '../../../src/reading/read-message.ts';
import { NS, SEND_NOTIFICATION_ACTION } from '../../../src/soap/namespaces.ts';
import { DEFAULT_XML_LIMITS } from '../../../src/soap/xml-limits.ts';
import { FACTS, mappingOf } from '../../support/message.ts';
import { mailboxOf } from '../../support/post.ts';

const readMessage = createReadMessage({ mapping: mappingOf(), limits: DEFAULT_XML_LIMITS });

function read(text: string, soapAction: string | undefined = SEND_NOTIFICATION_ACTION): Reading {
  return readMessage({ bytes: Buffer.from(text), charset: 'utf-8', soapAction, facts: FACTS });
}

function notification(messageText: string, events: string): string {
  return (
    `<s:Envelope xmlns:s="${NS.soap11}"><s:Body><m:SendNotification xmlns:m="${NS.messages}" ` +
    `xmlns:t="${NS.types}"><m:ResponseMessages><m:SendNotificationResponseMessage ResponseClass="Success">` +
    `<m:MessageText>${messageText}</m:MessageText><m:Notification><t:SubscriptionId>s</t:SubscriptionId>${events}` +
    '</m:Notification></m:SendNotificationResponseMessage></m:ResponseMessages></m:SendNotification></s:Body></s:Envelope>'
  );
}

describe('reading a message', () => {
  it('gives its rows and what it says', () => {
    const { rows, messages, failure } = read(mailboxOf('read').next({ events: 3 }).body);

    expect(rows).to.have.length(3);
    expect(messages.map(({ events }) => events)).to.deep.equal([3]);
    expect(failure).to.equal(null);
  });

  it('tells what was understood of a message that cannot be stored', () => {
    const { rows, messages, failure } = read(
      notification('x', `<t:NewMailEvent><t:TimeStamp>no</t:TimeStamp></t:NewMailEvent>`),
    );

    expect(rows).to.deep.equal([]);
    expect(messages).to.have.length(1);
    expect(failure).to.include({ outcome: 'failed', code: 'unfit_value' });
    expect(failure?.reply.status).to.equal(500);
  });

  it('refuses another action, and a body that is no SendNotification', () => {
    const { body } = mailboxOf('read').next();
    expect(read(body, 'urn:other').failure).to.include({ outcome: 'refused', code: 'unknown_action' });
    const other = `<s:Envelope xmlns:s="${NS.soap11}"><s:Body/></s:Envelope>`;
    expect(read(other).failure).to.include({ outcome: 'refused', code: 'not_a_send_notification' });
  });

  it('refuses a message whose rows would be many times as large', () => {
    const event = '<t:NewMailEvent><t:Watermark>w</t:Watermark></t:NewMailEvent>';
    const long = 't'.repeat(100_000);

    expect(read(notification(long, event.repeat(5))).rows).to.have.length(5);
    const { failure } = read(notification(long, event.repeat(500)));
    expect(failure).to.include({ outcome: 'refused', code: 'rows_too_large' });
    expect(failure?.reply).to.deep.equal({ status: 413, body: '' });
    expect(read(notification('', '<t:NewMailEvent/>'.repeat(4000))).failure?.code).to.equal('rows_too_large');
  });

  it('reads as many real events as the largest message holds', () => {
    expect(read(mailboxOf('read').next({ events: 6900 }).body).rows).to.have.length(6900);
  });
});
