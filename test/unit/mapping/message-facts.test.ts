import { expect } from 'chai';
import { messageFacts, type MessageFacts } from '../../../src/mapping/message-facts.ts';
import { readSendNotification } from '../../../src/mapping/read-send-notification.ts';
import { readEnvelope } from '../../../src/soap/read-envelope.ts';
import { messageWith, notificationWith, parse, sample } from '../../support/message.ts';

function factsOf(text: string): MessageFacts[] {
  return readSendNotification(readEnvelope(parse(text)).payload).map(messageFacts);
}

describe('messageFacts', () => {
  it('sums up the sample packet', () => {
    const [facts] = factsOf(sample('seed-packet.xml'));
    expect(facts).to.include({ responseClass: 'Success', responseCode: 'NoError', events: 2 });
    expect(facts?.notification).to.deep.include({
      previousWatermark: 'AQAAAExY/dNdjDVKjtBVHKR5IOurFukhAAAAAAE=',
      lastWatermark: 'AQAAAExY/dNdjDVKjtBVHKR5IOstIukhAAAAAAE=',
      kinds: { ModifiedEvent: 2 },
    });
    expect(facts?.notification?.objectId).to.match(
      /^AQMkAGYzNDgzOTU5LTM2ZTAtNGExMC04YjQyLTlkMzUxM2MzZjBkOQBGAAAD/,
    );
  });

  it('takes the last watermark from an event of a kind that is not known', () => {
    const events =
      '<t:CreatedEvent><t:Watermark>1</t:Watermark><t:FolderId Id="f"/></t:CreatedEvent>' +
      '<t:RenamedEvent><t:Watermark> 2 </t:Watermark></t:RenamedEvent> <!-- end -->';
    expect(factsOf(notificationWith(events))[0]?.notification).to.deep.equal({
      previousWatermark: 'p',
      lastWatermark: '2',
      kinds: { CreatedEvent: 1, RenamedEvent: 1 },
      objectId: 'f',
    });
  });

  it('knows nothing where nothing is said', () => {
    const bare = messageWith(
      '<m:Notification><t:SubscriptionId>s</t:SubscriptionId><t:StatusEvent/></m:Notification>',
    );
    expect(factsOf(bare)[0]?.notification).to.deep.equal({
      previousWatermark: null,
      lastWatermark: null,
      kinds: { StatusEvent: 1 },
      objectId: null,
    });
  });

  it('has no notification for an error message', () => {
    const [facts] = factsOf(sample('error-readeventsfailed.xml'));
    expect(facts).to.deep.include({ responseCode: 'ErrorReadEventsFailed', events: 0, notification: null });
    expect(facts?.subscriptionId).to.match(/^FQBleDAxLmNvcnAu/);
  });
});
