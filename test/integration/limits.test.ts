import { Agent } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { openRaw, type RawConnection } from '../support/http.ts';
import { EXCHANGE_HEADERS, mailboxOf, OK_BODY, post } from '../support/post.ts';
import { ENDPOINT, startTestService, type LogLine, type TestService } from '../support/service.ts';

const HEADERS = Object.entries(EXCHANGE_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');
const FLOODER = { 'X-Forwarded-For': '198.51.100.66' };

describe('limits', () => {
  let service: TestService;
  let connections: RawConnection[];

  beforeEach(() => {
    connections = [];
  });

  afterEach(() => stop());

  /** Nothing that is open has to be waited for then. */
  async function stop(): Promise<void> {
    connections.forEach(({ socket }) => socket.destroy());
    await service.stop();
  }

  async function start(env: Readonly<Record<string, string>>): Promise<void> {
    service = await startTestService({ env });
  }

  async function open(): Promise<RawConnection> {
    const connection = await openRaw(service.port);
    connections.push(connection);
    return connection;
  }

  /** Begins a message of a sender, in chunks and without an end, and waits until it was looked at. */
  async function beginMessage(
    bytes: number,
    more = 'X-Forwarded-For: 198.51.100.66\r\n',
  ): Promise<RawConnection> {
    const connection = await open();
    const headers = HEADERS.replace(/X-Forwarded-For: .*\r\n/, '');
    await connection.write(
      `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n${headers}${more}Expect: 100-continue\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n`,
    );
    await connection.until((text) => text.includes('100 Continue'));
    await connection.write(`${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`);
    return connection;
  }

  function warnings(): LogLine[] {
    return service.lines().filter(({ level, times }) => level === 'warn' && times === undefined);
  }

  describe('of connections', () => {
    it('close what is beyond the total, make room among idle ones, and are told once', async () => {
      await start({ SYNC_MAX_CONNECTIONS: '10' });
      for (let count = 0; count < 9; count += 1) {
        const idle = await open();
        await idle.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
        await idle.until((text) => text.endsWith('Healthy'));
      }
      await (await open()).write('G');
      const dropped = await open();
      expect(await dropped.closed().catch(() => '')).to.equal('');

      expect(await post(service.port)).to.include({ status: 200, text: OK_BODY });
      await stop();
      expect(warnings()).to.have.length(1);
      expect(warnings()[0]).to.include({ code: 'too_many_connections', from: '127.0.0.1' });
    });

    it('close what is beyond those of one address, until it closes some', async () => {
      await start({ SYNC_TRUST_PROXY: 'none', SYNC_MAX_CONNECTIONS_PER_ADDRESS: '3' });
      const held = [await open(), await open(), await open()];
      for (const connection of held) {
        await connection.write('G');
      }
      for (let count = 0; count < 5; count += 1) {
        expect(await (await open()).closed().catch(() => '')).to.equal('');
      }
      const [first] = held;
      await first?.write('\r\n');
      await first?.closed();

      expect(await post(service.port)).to.include({ status: 200 });
      await stop();
      const codes = warnings().map(({ code }) => code);
      expect(codes).to.deep.equal(['too_many_connections_of_address', 'bad_framing']);
    });

    it('do not hold for a proxy that is believed, nor for a local one unless set', async () => {
      for (const env of [{ SYNC_MAX_CONNECTIONS_PER_ADDRESS: '3' }, { SYNC_TRUST_PROXY: 'none' }]) {
        await start(env);
        for (let count = 0; count < 401; count += 1) {
          await open();
        }
        expect(await post(service.port)).to.include({ status: 200 });
        await stop();
        expect(warnings()).to.deep.equal([]);
      }
    });
  });

  describe('of rates', () => {
    const flood = async (
      headers: Record<string, string>,
      path = `${ENDPOINT}?Default`,
    ): Promise<number[]> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const statuses: number[] = [];
      for (let count = 0; count < 30; count += 1) {
        statuses.push((await post(service.port, { agent, headers, path })).status);
      }
      agent.destroy();
      return statuses;
    };

    it('tell a sender beyond its own to come again, and no other', async () => {
      await start({ SYNC_MAX_RATE_PER_ADDRESS: '1' });
      const statuses = await flood(FLOODER);
      const refused = await post(service.port, { headers: FLOODER });
      const page = await post(service.port, { headers: FLOODER, method: 'GET', body: '' });

      expect(statuses.slice(0, 10)).to.deep.equal(Array(10).fill(200));
      expect(statuses.filter((status) => status === 503)).to.have.length.above(15);
      expect(refused).to.include({ status: 503 });
      expect(refused.headers).to.include({ 'retry-after': '30' });
      expect(refused.text).to.contain('<faultcode>s:Server</faultcode>');
      expect(page).to.include({ status: 503, text: '' });
      expect(await post(service.port, { headers: { 'X-Forwarded-For': '198.51.100.67' } })).to.include({
        status: 200,
      });
      await stop();
      expect(warnings()).to.have.length(1);
      expect(warnings()[0]).to.include({ code: 'rate_of_sender', from: '198.51.100.66' });
    });

    it('count a network of IPv6 as one sender', async () => {
      await start({ SYNC_MAX_RATE_PER_ADDRESS: '1' });
      const statuses: number[] = [];
      for (let count = 1; count <= 30; count += 1) {
        const headers = { 'X-Forwarded-For': `2001:db8:0:7::${count}` };
        statuses.push((await post(service.port, { headers })).status);
      }

      expect(statuses.filter((status) => status === 503)).to.have.length.above(15);
      expect(await post(service.port, { headers: { 'X-Forwarded-For': '2001:db8:0:8::1' } })).to.include({
        status: 200,
      });
    });

    it('tell all senders of a mandator beyond its own to come again, whatever its case, and no others', async () => {
      await start({ SYNC_MAX_RATE_PER_MANDATOR: '1', SYNC_MANDATORS: 'Default,Other' });
      const statuses = await flood(FLOODER, `${ENDPOINT}?DEFAULT`);

      expect(statuses.filter((status) => status === 503)).to.have.length.above(15);
      expect(await post(service.port)).to.include({ status: 503 });
      expect(await post(service.port, { path: `${ENDPOINT}?Other` })).to.include({ status: 200 });
      expect(await post(service.port, { path: ENDPOINT, method: 'GET', body: '' })).to.include({
        status: 200,
      });
    });

    it('let a burst through that no Exchange makes, unless set', async () => {
      await start({});
      const agent = new Agent({ keepAlive: true, maxSockets: 8 });
      const replies = await Promise.all(Array.from({ length: 1000 }, () => post(service.port, { agent })));
      agent.destroy();

      expect(new Set(replies.map(({ status }) => status))).to.deep.equal(new Set([200]));
    });
  });

  describe('of what is in flight', () => {
    it('cut off a sender that fills the memory, and leave the others their half', async () => {
      await start({ SYNC_MAX_BYTES_IN_FLIGHT: '2MiB', SYNC_MAX_BODY_BYTES: '1MiB' });
      await beginMessage(700_000);
      const second = await beginMessage(700_000);
      const third = await beginMessage(700_000, 'X-Forwarded-For: 198.51.100.67\r\n');

      await second.until((text) => text.includes(' 503 '));
      expect(third.received()).not.to.contain('503');
      expect(await post(service.port)).to.include({ status: 200, text: OK_BODY });
      expect(warnings()).to.have.length(1);
      expect(warnings()[0]).to.include({ code: 'too_much_in_flight', from: '198.51.100.66' });
    });

    it('give back what a sender held, whether it was answered, refused or hung up', async () => {
      await start({ SYNC_MAX_BYTES_IN_FLIGHT: '2MiB', SYNC_MAX_BODY_BYTES: '1MiB' });
      const zipped = gzipSync(Buffer.alloc(900_000, ' '));
      for (let count = 0; count < 5; count += 1) {
        const hanging = await beginMessage(900_000);
        hanging.socket.destroy();
        await hanging.closed();
        const body = Buffer.alloc(900_000, ' ');
        // What hung up is noticed at its end of the connection, which may take a moment.
        let status = 503;
        while (status === 503) {
          ({ status } = await post(service.port, { headers: FLOODER, body }));
        }
        expect(status).to.equal(400);
        const inflated = await post(service.port, {
          headers: { ...FLOODER, 'Content-Encoding': 'gzip' },
          body: zipped,
        });
        expect(inflated).to.include({ status: 400 });
      }
    });

    it('count what is inflated', async () => {
      await start({ SYNC_MAX_BYTES_IN_FLIGHT: '2MiB', SYNC_MAX_BODY_BYTES: '1MiB' });
      await beginMessage(900_000);
      const body = gzipSync(Buffer.alloc(900_000, ' '));
      let status = 0;
      while (status !== 503) {
        ({ status } = await post(service.port, {
          headers: { ...FLOODER, 'Content-Encoding': 'gzip' },
          body,
        }));
      }
    });

    it('tell senders beyond the number of messages to come again, half of them for one sender', async () => {
      await start({ SYNC_MAX_MESSAGES_IN_FLIGHT: '2' });
      const mailbox = mailboxOf('many');
      const bodies = Array.from({ length: 20 }, () => mailbox.next().body);
      const replies = await Promise.all(bodies.map((body) => post(service.port, { body, headers: FLOODER })));
      const statuses = replies.map(({ status }) => status);

      expect(new Set(statuses)).to.deep.equal(new Set([200, 503]));
      expect(replies.find(({ status }) => status === 503)?.headers).to.include({ 'retry-after': '30' });
      expect(await post(service.port, { headers: FLOODER })).to.include({ status: 200 });
    });
  });

  it('leave a good sender alone beside a flood', async function () {
    this.timeout(60_000);
    await start({ SYNC_MAX_RATE_PER_ADDRESS: '50', SYNC_MAX_BYTES_IN_FLIGHT: '8MiB' });
    let isOver = false;
    const flooders = Array.from({ length: 8 }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const statuses: number[] = [];
      while (!isOver) {
        statuses.push((await post(service.port, { agent, headers: FLOODER })).status);
      }
      agent.destroy();
      return statuses;
    });
    const hangers = Array.from({ length: 20 }, () => beginMessage(500_000));
    const mailbox = mailboxOf('good');
    const watermarks: string[] = [];
    for (let count = 0; count < 100; count += 1) {
      const { body, events } = mailbox.next({ events: 1 });
      expect(await post(service.port, { body })).to.include({ status: 200, text: OK_BODY });
      watermarks.push(...events.map(({ watermark }) => watermark));
    }
    isOver = true;
    const statuses = (await Promise.all(flooders)).flat();
    await Promise.all(hangers);

    expect(statuses).to.include(503);
    const stored = service.rows().map((row) => row['Watermark']);
    expect(stored).to.include.members(watermarks);
  });
});
