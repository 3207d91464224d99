import { expect } from 'chai';
import { BOMBS, type Bomb } from '../support/bombs.ts';
import { openWorkshop, type ChildService, type Workshop } from '../support/child-service.ts';
import { mailboxOf, OK_BODY, post, sample, sampleNames } from '../support/post.ts';

const FILES: readonly Bomb[] = sampleNames('hostile/').map((name) => ({ name, body: sample(name) }));

/** Heap of the process under attack, in MiB: a third of what it takes by itself, or less. */
const HEAP = 192;

describe('hostile messages', function () {
  this.timeout(60_000);
  const mailbox = mailboxOf('hostile');
  const stored: string[] = [];
  let workshop: Workshop;
  let service: ChildService;

  before(async () => {
    workshop = await openWorkshop();
    service = await workshop.start({ nodeOptions: [`--max-old-space-size=${HEAP}`] });
  });

  after(() => workshop.clean());

  for (const { name, body, contentType = 'text/xml; charset=utf-8' } of [...FILES, ...BOMBS]) {
    it(`refuses ${name}, and serves the next message`, async () => {
      const reply = await post(service.target, { body, headers: { 'Content-Type': contentType } });

      expect(reply.status).to.be.within(400, 599);
      expect(reply.text).not.to.contain('SubscriptionStatus');
      const next = mailbox.next({ events: 1 });
      expect(await post(service.target, { body: next.body })).to.include({ status: 200, text: OK_BODY });
      stored.push(...next.events.map(({ watermark }) => watermark));
    });
  }

  it('stand nowhere in the table, and ended nothing', async () => {
    expect(workshop.rows().map((row) => row['Watermark'])).to.deep.equal(stored);

    service.kill('SIGTERM');
    expect(await service.ended).to.include({ code: 0, stderr: '' });
  });
});
