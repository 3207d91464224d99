import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ENDPOINT, startTestService, type LogLine, type TestService } from './service.ts';
import { sendThrough, type Proxy, type ProxyRequest } from './proxy-process.ts';
import { OK_BODY } from './post.ts';
import { until } from './until.ts';

/** An address that the configuration under test lets in, and one that it does not. */
export const SENDER = '127.0.0.2';
const STRANGER = '127.0.0.3';

/** A file of `deploy/proxy/`. */
export function readProxyFile(name: string): string {
  return readFileSync(new URL(`../../deploy/proxy/${name}`, import.meta.url), 'utf8');
}

/** The networks that the name exchange-online stands for in a new installation. */
export function builtInNetworks(): string[] {
  const file = new URL('../../src/net/exchange-online-ranges.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { networks: string[] }).networks;
}

/**
 * What every proxy in the DMZ has to do, tried on a real one in front of the real service.
 * @param program the proxy's own; null skips everything
 * @param start starts it before a service's port, for senders from `SENDER` alone, with its files in the folder
 */
export function itIsAProxyForTheDmz(
  program: string | null,
  start: (upstream: number, folder: string, program: string) => Promise<Proxy>,
): void {
  let service: TestService;
  let proxy: Proxy | null = null;
  let folder = '';
  const send = (asked: Partial<ProxyRequest>): Promise<{ status: number; text: string }> =>
    sendThrough(proxy?.port ?? 0, { from: SENDER, ...asked });
  /** The service's log lines of stored messages. A line is written once its reply has gone out. */
  const storedLines = async (count: number): Promise<LogLine[]> => {
    const stored = (): LogLine[] => service.lines().filter((line) => line['status'] === 200);
    await until(`${count} messages are logged`, () => stored().length >= count);
    return stored();
  };

  before(async function () {
    if (program === null) {
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'sync-notification-proxy-'));
    // The whole of 127.0.0.0/8 is believed by default, and the senders here are of it.
    service = await startTestService({ env: { SYNC_TRUST_PROXY: '127.0.0.1' } });
    proxy = await start(service.port, folder, program);
  });
  after(async () => {
    await proxy?.stop();
    if (folder !== '') {
      await service.stop();
      await rm(folder, { recursive: true });
    }
  });

  it('hands a message on, with the query as it came and the address it came from', async () => {
    const reply = await send({ path: `${ENDPOINT}?dEFAULT` });
    expect(reply).to.deep.equal({ status: 200, text: OK_BODY });
    expect((await storedLines(1)).at(-1)).to.include({ from: SENDER, mandator: 'Default' });
    expect(service.rows()).to.have.length(2);
  });

  it('does not believe the address that a sender claims', async () => {
    await send({ headers: { 'X-Forwarded-For': '40.96.0.1, 203.0.113.9' } });
    expect((await storedLines(2)).at(-1)).to.include({ from: SENDER });
  });

  it('turns away senders of other networks, before the service hears of them', async () => {
    const lines = service.lines().length;
    expect((await send({ from: STRANGER })).status).to.equal(403);
    expect((await send({ from: STRANGER, headers: { 'X-Forwarded-For': SENDER } })).status).to.equal(403);
    expect(service.lines().slice(lines)).to.deep.equal([]);
  });

  it('lets POST, GET and HEAD through and no other method', async () => {
    expect((await send({ method: 'GET' })).text).to.include('Service');
    expect((await send({ method: 'HEAD' })).status).to.equal(200);
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      expect((await send({ method })).status, method).to.equal(405);
    }
    const heard = service.lines().map((line) => line['method'] ?? 'POST');
    expect(new Set(heard)).to.have.all.keys('POST', 'GET', 'HEAD');
  });

  it('takes the path in any case, and has no other', async () => {
    expect((await send({ path: '/WebServices/syncnotification.SVC?Default' })).status).to.equal(200);
    for (const path of ['/', '/healthz', '/Webservices/', `${ENDPOINT}x`, `/x${ENDPOINT}`, `${ENDPOINT}/x`]) {
      expect((await send({ path, method: 'GET' })).status, path).to.equal(404);
    }
  });

  it('shows faults as the service wrote them', async () => {
    const reply = await send({ path: `${ENDPOINT}?Unknown` });
    expect(reply.status).to.equal(500);
    expect(reply.text).to.include('<s:Fault');
  });

  it('refuses messages above the limit of the service, and takes those up to it', async () => {
    expect((await send({ body: Buffer.alloc(4 * 1024 * 1024 + 1, ' ') })).status).to.equal(413);
    expect((await send({ body: Buffer.alloc(4 * 1024 * 1024, ' ') })).status).to.equal(400);
  });
}
