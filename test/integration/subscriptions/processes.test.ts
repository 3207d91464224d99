import { expect } from 'chai';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SUBSCRIPTIONS_FILE } from '../../../src/subscriptions/file-schema.ts';
import { readRecords } from '../../../src/subscriptions/subscription-file.ts';
import type { SubscriptionRecord } from '../../../src/subscriptions/entry.ts';
import { gapsOf } from '../../../src/subscriptions/chain.ts';
import { openWorkshop, type Workshop } from '../../support/child-service.ts';
import { OK_BODY, mailboxOf, post } from '../../support/post.ts';
import { until } from '../../support/until.ts';

describe('processes that share a data folder', function () {
  this.timeout(60_000);
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  afterEach(() => workshop.clean());

  const record = (): SubscriptionRecord | undefined => {
    const database = new DatabaseSync(join(workshop.dataDir, SUBSCRIPTIONS_FILE), { readOnly: true });
    try {
      return readRecords(database)[0];
    } finally {
      database.close();
    }
  };
  const untilCounted = (count: number): Promise<void> =>
    until(`${count} messages are counted`, () => record()?.counts.messages === count);

  it('keep one account of a subscription whose messages go to either', async () => {
    const services = [await workshop.start(), await workshop.start()];
    const mailbox = mailboxOf('shared');
    for (let i = 0; i < 20; i++) {
      const { target } = services[(i * 7) % 3 === 0 ? 0 : 1]!;
      expect((await post(target, { body: mailbox.next().body })).text).to.equal(OK_BODY);
    }
    await untilCounted(20);
    expect(gapsOf(record()!.known.chain)).to.deep.equal([]);
    expect(record()!.counts).to.include({ duplicates: 0, gaps: 0 });
  });

  it('lose no more than the last seconds of what one of them knew when it is killed', async () => {
    const mailbox = mailboxOf('killed');
    const first = await workshop.start();
    await post(first.target, { body: mailbox.next().body });
    await untilCounted(1);
    await post(first.target, { body: mailbox.next().body });
    first.kill('SIGKILL');
    await first.ended;
    const second = await workshop.start();
    await post(second.target, { body: mailbox.next().body });
    await until('the new process has written', () => (record()?.counts.messages ?? 0) >= 2);
    expect(gapsOf(record()!.known.chain)).to.deep.equal([]);
    expect(workshop.rows()).to.have.length(6);
  });

  it('write everything when they are stopped', async () => {
    const service = await workshop.start();
    await post(service.target);
    service.kill('SIGTERM');
    expect((await service.ended).code).to.equal(0);
    expect(record()?.counts.messages).to.equal(1);
  });
});
