import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { openAdminListener, type AdminListener } from '../../../src/admin/listener.ts';
import { createRepeatedLog } from '../../../src/http/repeated-log.ts';
import { createKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { createStillClock, type StillClock } from '../../support/still-clock.ts';

const OPEN = 'the listener for administrators is open';
const TAKEN = 'the status page and /readyz are not served for now; notifications are received all the same';

describe('the listener for administrators', () => {
  let log: KeptLog;
  let clock: StillClock;
  let listener: AdminListener;
  let other: Server;
  let port: number;

  const open = (at: number, host = '127.0.0.1'): void => {
    const handler = (_: unknown, response: { end(text: string): void }): void => response.end('here');
    const repeated = createRepeatedLog(log);
    listener = openAdminListener({ port: at, host, handler, log, repeated, clock });
  };
  const messages = (): string[] => log.lines.map(({ level, message }) => `${level} ${message}`);

  beforeEach(async () => {
    log = createKeptLog();
    clock = createStillClock();
    other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    ({ port } = other.address() as AddressInfo);
  });

  afterEach(async () => {
    await listener.close();
    other.close();
  });

  it('takes any free port where it is told 0', async () => {
    const opened = log.next(OPEN);
    open(0);
    expect(listener.address()).to.equal(null);
    const { fields } = await opened;
    expect(fields['address']).to.equal(listener.address());
    expect(await (await fetch(String(listener.address()))).text()).to.equal('here');
  });

  it('tries again while another program has its port, warns once, and tells when it is open', async () => {
    const warned = log.next(TAKEN);
    open(port);
    const { fields } = await warned;
    expect(fields).to.include({ code: 'EADDRINUSE', port });
    expect(fields['advice']).to.match(/adminPort/);
    for (let i = 0; i < 3; i++) {
      const [wait = 0] = clock.pending();
      expect(wait).to.be.within(1000, 10_000);
      await clock.advance(wait);
      await nextFailure();
    }
    expect(messages()).to.deep.equal([`warn ${TAKEN}`]);
    other.close();
    await once(other, 'close');
    const opened = log.next(OPEN);
    await clock.advance(clock.pending()[0] ?? 0);
    expect((await opened).fields).to.include({ address: `http://127.0.0.1:${port}`, after: 'EADDRINUSE' });
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).to.equal('here');
  });

  it('says what is wrong with an address that is not this machine', async () => {
    const warned = log.next(TAKEN);
    open(0, '192.0.2.1');
    expect((await warned).fields).to.include({
      code: 'EADDRNOTAVAIL',
      advice: 'adminHost is no address of this machine',
    });
  });

  it('closes while it waits for its port, and tries no more', async () => {
    const warned = log.next(TAKEN);
    open(port);
    await warned;
    await listener.close();
    expect(clock.pending()).to.deep.equal([]);
    expect(listener.address()).to.equal(null);
  });

  it('leaves connections to others when one address takes many, and warns once', async () => {
    const opened = log.next(OPEN);
    open(0);
    await opened;
    const at = Number(new URL(String(listener.address())).port);
    const sockets = Array.from({ length: 60 }, () => connect(at, '127.0.0.1').on('error', () => undefined));
    const isOpen = await Promise.all(
      sockets.map((socket) => {
        socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
        return new Promise((resolve) => {
          socket.once('data', () => resolve(true)).once('close', () => resolve(false));
        });
      }),
    );
    expect(isOpen.filter(Boolean)).to.have.length(50);
    const warnings = messages().filter((message) => message.startsWith('warn'));
    expect(warnings).to.deep.equal(['warn too many connections to the port for administrators']);
    sockets.forEach((socket) => socket.destroy());
  });

  it('closes although somebody keeps a connection open', async () => {
    const opened = log.next(OPEN);
    open(0);
    await opened;
    await (await fetch(String(listener.address()), { keepalive: true })).text();
    await listener.close();
    await listener.close();
    expect(listener.address()).to.equal(null);
  });

  /** Resolves when the next try has failed, and its successor is set. */
  async function nextFailure(): Promise<void> {
    while (clock.pending().length === 0) {
      await new Promise(setImmediate);
    }
  }
});
