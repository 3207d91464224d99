import { expect } from 'chai';
import { subscriptionLane } from '../../../src/mirror/subscription-lane.ts';
import { messageWith, notificationWith, sample } from '../../support/message.ts';

const lane = (text: string): string => subscriptionLane(Buffer.from(text));

describe('subscriptionLane', () => {
  it("is the subscription's id", () => {
    expect(lane(notificationWith('<t:StatusEvent/>', 'c3Vic2NyaXB0aW9u'))).to.equal('c3Vic2NyaXB0aW9u');
    expect(lane(sample('seed-packet.xml'))).to.match(/^LABkYjhwcjAxbWI2NDg1.*Pw2Q==$/);
  });

  it('is the id that an error message names', () => {
    const xml =
      '<m:ResponseCode>ErrorReadEventsFailed</m:ResponseCode><m:MessageXml>' +
      '<t:Value Name="SubscriptionId"> c3Vic2NyaXB0aW9u </t:Value></m:MessageXml>';
    expect(lane(messageWith(xml, 'ResponseClass="Error"'))).to.equal('c3Vic2NyaXB0aW9u');
  });

  for (const [what, bytes] of [
    ['nothing', Buffer.alloc(0)],
    ['no XML', Buffer.from('SubscriptionId')],
    ['an id that never ends', Buffer.from(`<SubscriptionId>${'x'.repeat(5000)}</SubscriptionId>`)],
    ['an id far behind', Buffer.from(`${' '.repeat(20_000)}<SubscriptionId>x</SubscriptionId>`)],
    ['UTF-16', Buffer.from('<SubscriptionId>x</SubscriptionId>', 'utf16le')],
  ] as const) {
    it(`is the empty name for ${what}`, () => {
      expect(subscriptionLane(bytes)).to.equal('');
    });
  }
});
