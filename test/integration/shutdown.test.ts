import { Agent } from 'node:http';
import { expect } from 'chai';
import { openWorkshop, type ChildService, type Workshop } from '../support/child-service.ts';
import { EXCHANGE_HEADERS, mailboxOf, OK_BODY, post, sample } from '../support/post.ts';
import { openRaw, type RawConnection } from '../support/http.ts';
import { ENDPOINT } from '../support/service.ts';

const SEED = sample('seed-packet.xml');
const HEADERS = Object.entries(EXCHANGE_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

describe('the end of the service', () => {
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  afterEach(() => workshop.clean());

  /** A message of which all but the last byte has arrived: the service waits for it with a started request. */
  async function startMessage(service: ChildService): Promise<RawConnection> {
    const connection = await openRaw(service.target);
    // Told to go on, the sender knows that its request is in the hands of the service.
    await connection.write(
      `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n${HEADERS}Content-Length: ${SEED.length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    await connection.until((text) => text.includes('100 Continue'));
    await connection.write(SEED.subarray(0, -1));
    return connection;
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`by ${signal} waits for what was accepted, and then closes its connection`, async () => {
      const service = await workshop.start();
      const connection = await startMessage(service);

      service.kill(signal);
      await service.logged('service stopping');
      await connection.write(SEED.subarray(-1));

      const reply = await connection.closed();
      expect(reply)
        .to.contain(OK_BODY)
        .and.to.match(/\r\nConnection: close\r\n/);
      const { code, stderr, lines } = await service.ended;
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(lines.map(({ message }) => message)).to.deep.equal([
        'service started',
        'requests are accepted from everybody, as the original endpoint did',
        'service stopping',
        'notification stored',
        'service stopped',
      ]);
      expect(workshop.rows()).to.have.length(2);
    });
  }

  it('takes no more connections and closes idle ones at once', async () => {
    const service = await workshop.start();
    const idle = await openRaw(service.target);
    await idle.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await idle.until((text) => text.endsWith('Healthy'));
    const silent = await openRaw(service.target);
    const busy = await startMessage(service);

    service.kill('SIGTERM');
    await idle.closed();
    await silent.closed();
    const late = await openRaw(service.target).then(
      () => 'connected',
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    await busy.write(SEED.subarray(-1));
    await busy.closed();

    expect(late).to.equal('ECONNREFUSED');
    expect((await service.ended).code).to.equal(0);
  });

  it('has the rows of every message that was answered OK under load', async () => {
    const service = await workshop.start();
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const answered: string[] = [];
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      const mailbox = mailboxOf(`shutdown ${lane}`);
      for (;;) {
        const { body, events } = mailbox.next({ events: 3 });
        const reply = await post(service.target, { agent, body }).catch(() => null);
        if (reply?.text !== OK_BODY) {
          return;
        }
        answered.push(...events.map(({ watermark }) => watermark));
        if (answered.length > 300) {
          service.kill('SIGTERM');
        }
      }
    });
    await Promise.all(lanes);
    agent.destroy();

    expect((await service.ended).code).to.equal(0);
    const stored = workshop.rows().map((row) => row['Watermark']);
    expect(stored).to.include.members(answered);
    expect(new Set(stored).size).to.equal(stored.length);
  });

  it('cuts a sender that is too slow after the deadline, and stores nothing of it', async () => {
    const service = await workshop.start({ env: { SYNC_SHUTDOWN_TIMEOUT_MS: '200' } });
    const connection = await startMessage(service);

    service.kill('SIGTERM');

    expect(await connection.closed()).not.to.contain('HTTP/1.1 200');
    const { code, lines } = await service.ended;
    expect(code).to.equal(0);
    expect(
      lines.find(({ message }) => message === 'requests were cut off because the service stops'),
    ).to.include({
      requests: 1,
      connections: 1,
      afterMs: 200,
    });
    expect(workshop.rows()).to.deep.equal([]);
  });

  it('is one end, however often it is asked for', async () => {
    const service = await workshop.start();
    const connection = await startMessage(service);

    service.kill('SIGTERM');
    await service.logged('service stopping');
    service.kill('SIGTERM');
    service.kill('SIGINT');
    await connection.write(SEED.subarray(-1));

    expect(await connection.closed()).to.contain(OK_BODY);
    const { code, lines } = await service.ended;
    expect(code).to.equal(0);
    expect(lines.filter(({ message }) => message === 'service stopping')).to.have.length(1);
  });
});
