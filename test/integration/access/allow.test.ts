import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { DEFAULT_MAPPING } from '../../../src/mapping/default-mapping.ts';
import { openRaw } from '../../support/http.ts';
import { EXCHANGE_HEADERS, mailboxOf, post, sample } from '../../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../../support/service.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const INSIDE = '203.0.113.7';
const OUTSIDE = '198.51.100.1';
const onSockets = process.platform === 'win32' ? it.skip : it;

describe('who may call', () => {
  const folder = useTempFolder();
  let service: TestService | null = null;

  afterEach(() => service?.stop());

  async function start(env: Readonly<Record<string, string>>): Promise<TestService> {
    service = await startTestService({ env });
    return service;
  }

  const from = (address: string | readonly string[]) => ({ headers: { 'X-Forwarded-For': address } });

  it('is everybody unless it is said', async () => {
    const running = await start({});
    expect(await post(running.port, from(OUTSIDE))).to.include({ status: 200 });
    expect(running.rows()).to.have.length(2);
  });

  it('is whom the list names, by the address that a believed proxy tells', async () => {
    const running = await start({ SYNC_ALLOW: '203.0.113.0/24, 2001:db8::/32' });
    for (const address of [
      INSIDE,
      `${INSIDE}:51234`,
      '2001:db8::7',
      '[2001:db8::7]:567',
      `9.9.9.9, ${INSIDE}`,
    ]) {
      expect(await post(running.port, from(address)), address).to.include({ status: 200 });
    }
    for (const address of [
      OUTSIDE,
      '2001:db9::7',
      `${INSIDE}, ${OUTSIDE}:1`,
      '',
      'unknown',
      `${INSIDE}, x`,
    ]) {
      expect(await post(running.port, from(address)), address).to.include({ status: 403 });
    }
    expect(running.rows()).to.have.length(2);
    await running.stop();
    const refused = running.lines().filter(({ message }) => message === 'caller refused');
    expect(refused.map((line) => line['from'])).to.deep.equal([OUTSIDE, '2001:db9::7', '127.0.0.1']);
    expect(refused[0]).to.include({
      level: 'warn',
      via: '127.0.0.1',
      status: 403,
      code: 'caller_not_allowed',
      path: ENDPOINT,
    });
  });

  it('gets nothing but the status where it is not', async () => {
    const running = await start({ SYNC_ALLOW: INSIDE });
    const { status, body, headers } = await post(running.port, from(OUTSIDE));
    expect(status).to.equal(403);
    expect(body).to.have.length(0);
    expect(Object.keys(headers).sort()).to.deep.equal([
      'connection',
      'content-length',
      'date',
      'x-content-type-options',
    ]);
  });

  it('is not decided by what a peer writes that is not believed', async () => {
    const running = await start({ SYNC_ALLOW: INSIDE, SYNC_TRUST_PROXY: '10.0.0.0/8' });
    expect(await post(running.port, from(INSIDE))).to.include({ status: 403 });
    expect(running.rows()).to.have.length(0);
  });

  it('is not decided by the first of several header lines', async () => {
    const running = await start({ SYNC_ALLOW: INSIDE });
    expect(await post(running.port, from([INSIDE, OUTSIDE]))).to.include({ status: 403 });
    expect(await post(running.port, from([OUTSIDE, INSIDE]))).to.include({ status: 200 });
  });

  it('is Exchange Online by name', async () => {
    const running = await start({ SYNC_ALLOW: 'Exchange-Online' });
    expect(await post(running.port)).to.include({ status: 200 });
    expect(await post(running.port, from('2603:1026:1000::1'))).to.include({ status: 403 });
  });

  it('does not matter to health checks, and to nothing else', async () => {
    const running = await start({ SYNC_ALLOW: INSIDE });
    const ask = (method: string, path: string) =>
      post(running.port, { ...from(OUTSIDE), method, path, body: '' });
    expect(await ask('GET', '/healthz')).to.include({ status: 200, text: 'Healthy' });
    expect(await ask('HEAD', '/healthz')).to.include({ status: 200 });
    for (const [method, path] of [
      ['POST', '/healthz'],
      ['GET', '/healthz/'],
      ['GET', '/HEALTHZ'],
      ['GET', `${ENDPOINT}?/healthz`],
      ['GET', ENDPOINT],
      ['PUT', ENDPOINT],
      ['GET', '/'],
    ] as const) {
      expect(await ask(method, path), `${method} ${path}`).to.include({ status: 403 });
    }
  });

  it('is told before the body is there, and the connection is closed', async () => {
    const running = await start({ SYNC_ALLOW: INSIDE });
    for (const framing of [
      'Content-Length: 1000000\r\n\r\n<s:Envelope',
      'Transfer-Encoding: chunked\r\n\r\n4\r\n<s:E\r\n',
    ]) {
      const connection = await openRaw(running.port);
      await connection.write(`POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n${framing}`);
      expect(await connection.closed()).to.match(/^HTTP\/1\.1 403 Forbidden\r\n/);
    }
  });

  it('is told to a sender that asks before it sends, without being asked for the body', async () => {
    const running = await start({ SYNC_ALLOW: INSIDE });
    const headers = { Expect: '100-continue' };
    const refused = await post(running.port, { headers: { ...headers, 'X-Forwarded-For': OUTSIDE } });
    expect(refused).to.include({ status: 403, continued: false });
    expect(await post(running.port, { headers: { ...headers, 'X-Forwarded-For': INSIDE } })).to.include({
      status: 200,
      continued: true,
    });
  });

  it('is not a sender that hangs up before it can be asked for its address', async () => {
    const running = await start({ SYNC_ALLOW: INSIDE, SYNC_TRUST_PROXY: 'pipe' });
    const body = sample('seed-packet.xml');
    const head = Object.entries({
      ...EXCHANGE_HEADERS,
      'X-Forwarded-For': INSIDE,
      'Content-Length': body.length,
    })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    for (let count = 0; count < 50; count++) {
      const connection = await openRaw(running.port);
      connection.socket.write(`POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n${head}\r\n`);
      connection.socket.write(body, () => connection.socket.resetAndDestroy());
      await connection.closed();
    }
    expect(await post(running.port, from(INSIDE))).to.include({ status: 403 });
    expect(running.rows()).to.have.length(0);
  });

  onSockets('is the local web server by the name pipe, where it names nobody', async () => {
    const socket = join(folder.path, 'sync.sock');
    const running = await start({ PORT: socket, SYNC_ALLOW: `pipe,${INSIDE}` });
    expect(await post(socket, { headers: { 'X-Forwarded-For': null } })).to.include({ status: 200 });
    expect(await post(socket, from(INSIDE))).to.include({ status: 200 });
    expect(await post(socket, from(`${INSIDE}, ${OUTSIDE}`))).to.include({ status: 403 });
    await running.stop();
    await start({ PORT: socket, SYNC_ALLOW: `loopback,${INSIDE}`, SYNC_TRUST_PROXY: 'loopback' });
    expect(await post(socket, from(INSIDE))).to.include({ status: 403 });
  });

  onSockets('is found behind iisnode by the header that only iisnode writes last', async () => {
    const socket = join(folder.path, 'sync.sock');
    const running = await start({ PORT: socket, SYNC_ALLOW: INSIDE, SYNC_TRUST_PROXY: 'iisnode' });
    const through = (...values: string[]) =>
      post(socket, { headers: { 'X-Forwarded-For': INSIDE, 'X-iisnode-REMOTE_ADDR': values } });
    expect(await through(INSIDE)).to.include({ status: 200 });
    expect(await through(INSIDE, OUTSIDE)).to.include({ status: 403 });
    expect(await post(socket, from(INSIDE))).to.include({ status: 403 });
    await running.stop();
    expect(running.lines()[0]).to.include({ from: INSIDE }).and.not.to.have.property('via');
  });

  it('does not fill the log, and stays open to others', async () => {
    const running = await start({ SYNC_ALLOW: INSIDE });
    for (let count = 0; count < 300; count++) {
      await post(running.port, { ...from(OUTSIDE), body: 'x' });
    }
    expect(await post(running.port, from(INSIDE))).to.include({ status: 200 });
    await running.stop();
    expect(running.lines().map(({ message, requests }) => [message, requests])).to.deep.equal([
      ['caller refused', undefined],
      ['notification stored', undefined],
      ['callers refused', 300],
    ]);
  });

  it('stands in the table where the mapping asks for it', async () => {
    const file = join(folder.path, 'mapping.json');
    const column = { name: 'Sender', type: 'nvarchar(45)', context: 'envelope', value: '$remoteAddress' };
    await writeFile(
      file,
      JSON.stringify({ ...DEFAULT_MAPPING, columns: [...DEFAULT_MAPPING.columns, column] }),
    );
    const running = await start({ SYNC_MAPPING: file });
    await post(running.port, {
      ...from(`9.9.9.9, [2001:DB8::7]:567`),
      body: mailboxOf('sender').next().body,
    });
    expect(running.rows()[0]).to.include({ Sender: '2001:db8::7' });
  });
});
