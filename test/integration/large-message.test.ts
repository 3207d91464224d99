import { expect } from 'chai';
import { mailboxOf, post } from '../support/post.ts';
import { openWorkshop, type Workshop } from '../support/child-service.ts';
import { expectReply } from '../support/wcf-table.ts';

/** What a message may be long unless set: 4 MiB. */
const LIMIT = 4 * 1024 * 1024;

describe('a large message', () => {
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  afterEach(() => workshop.clean());

  it('of thousands of events is stored whole and in order, in a process with little memory', async () => {
    const { body, events } = mailboxOf('large').next({ events: 6900 });
    expect(body.length).to.be.within(0.9 * LIMIT, LIMIT);
    const { target } = await workshop.start({ nodeOptions: ['--max-old-space-size=192'] });

    expectReply(await post(target, { body }), 'OK');

    const stored = workshop.rows().map((row) => row['Watermark']);
    expect(stored).to.deep.equal(events.map(({ watermark }) => watermark));
  });
});
