import { expect } from 'chai';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { EXCHANGE_HEADERS, OK_BODY, mailboxOf, post, sample } from '../support/post.ts';
import { openRaw } from '../support/http.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';
import { describeTable, expectReply, type TableCase } from '../support/wcf-table.ts';

const SEED = sample('seed-packet.xml');
const LIMIT = 64 * 1024;

/** The packet, made as long as wanted by white space after it. */
function padded(length: number): Buffer {
  return Buffer.concat([SEED, Buffer.alloc(length - SEED.length, ' ')]);
}

function encoded(encoding: string, body: Uint8Array, expected: TableCase[2], name = encoding): TableCase {
  return [name, { headers: { 'Content-Encoding': encoding }, body }, expected];
}

describeTable('chunked bodies', [
  ['one chunk', { chunkSize: 4096 }, 'OK'],
  ['a byte a chunk', { chunkSize: 1 }, 'OK'],
  ['compressed', { chunkSize: 7, body: gzipSync(SEED), headers: { 'Content-Encoding': 'gzip' } }, 'OK'],
]);

describeTable('Content-Encoding', [
  encoded('gzip', gzipSync(SEED), 'OK'),
  encoded('GZip', gzipSync(SEED), 'OK'),
  encoded('x-gzip', gzipSync(SEED), 'OK'),
  encoded('deflate', deflateSync(SEED), 'OK', "deflate in zlib's format"),
  encoded('deflate', deflateRawSync(SEED), 'OK', 'deflate without it'),
  encoded('identity', SEED, 'OK'),
  encoded('br', SEED, { bare: 415 }),
  encoded('gzip, gzip', gzipSync(gzipSync(SEED)), { bare: 415 }),
  encoded('gzip', SEED, { bare: 400 }, 'gzip that is none'),
  encoded('gzip', gzipSync(SEED).subarray(0, -12), { bare: 400 }, 'gzip cut short'),
  encoded('deflate', SEED, { bare: 400 }, 'deflate that is none'),
  encoded('gzip', gzipSync(''), { bare: 400 }, 'gzip of nothing'),
]);

const TOO_LARGE = { bare: 413 } as const;
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '), { level: 9 });

describeTable(
  'the limit of a body',
  [
    ['exactly as long', { body: padded(LIMIT) }, 'OK'],
    ['exactly as long, chunked', { body: padded(LIMIT), chunkSize: 1000 }, 'OK'],
    encoded('gzip', gzipSync(padded(LIMIT)), 'OK', 'exactly as long when inflated'),
    ['a byte longer', { body: padded(LIMIT + 1) }, TOO_LARGE],
    ['a byte longer, chunked', { body: padded(LIMIT + 1), chunkSize: 1000 }, TOO_LARGE],
    encoded('gzip', gzipSync(padded(LIMIT + 1)), TOO_LARGE, 'a byte longer when inflated, gzip'),
    encoded('deflate', deflateSync(padded(LIMIT + 1)), TOO_LARGE, 'a byte longer when inflated, zlib'),
    encoded('deflate', deflateRawSync(padded(LIMIT + 1)), TOO_LARGE, 'a byte longer when inflated, raw'),
    ['far longer', { body: Buffer.alloc(20 * 1024 * 1024, ' ') }, TOO_LARGE],
  ],
  { SYNC_MAX_BODY_BYTES: String(LIMIT) },
);

describe('what a sender does while it sends', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService();
  });

  afterEach(() => service.stop());

  it('is told to go on when it asks, and then answered', async () => {
    const reply = await post(service.port, { headers: { Expect: '100-continue' } });

    expect(reply).to.include({ status: 200, continued: true, text: OK_BODY });
    expect(service.rows()).to.have.length(2);
  });

  for (const [name, headers, path, status] of [
    ['its type', { 'Content-Type': 'text/plain' }, ENDPOINT, 415],
    ['its type, on its last request', { 'Content-Type': 'text/plain', Connection: 'close' }, ENDPOINT, 415],
    ['its size', { 'Content-Length': '5000000' }, ENDPOINT, 413],
    ['its path', {}, '/nothing', 404],
    ['its query', {}, `${ENDPOINT}?${'x'.repeat(2049)}`, 414],
  ] as const) {
    it(`is not told to go on when it is refused for ${name}, and loses the connection`, async () => {
      const reply = await post(service.port, {
        path,
        headers: { Connection: 'keep-alive', ...headers, Expect: '100-continue' },
      });

      expect(reply).to.include({ status, continued: false });
      // The body that was announced may come or not: what follows could not be told from it.
      expect(reply.headers).to.include({ connection: 'close' });
    });
  }

  it('is refused when it expects something else', async () => {
    expect(await post(service.port, { headers: { Expect: 'miracles' } })).to.include({ status: 417 });
  });

  it('refuses a bomb of 200 MiB without inflating it', async () => {
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 1);

    const reply = await post(service.port, { body: BOMB, headers: { 'Content-Encoding': 'gzip' } });

    clearInterval(watch);
    expectReply(reply, TOO_LARGE);
    expect(most - before).to.be.below(64 * 1024 * 1024);
    expect(await post(service.port)).to.include({ status: 200 });
  });

  it('stores nothing of a message whose sender hangs up half-way, and serves the next one', async () => {
    const headers = Object.entries(EXCHANGE_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
    const connection = await openRaw(service.port);
    await connection.write(
      `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n${headers.join('')}Content-Length: ${SEED.length}\r\n\r\n`,
    );
    await connection.write(SEED.subarray(0, -1));
    connection.socket.destroy();

    const { body } = mailboxOf('next').next({ events: 1 });
    expect(await post(service.port, { body })).to.include({ status: 200 });
    await service.stop();
    expect(service.lines().map(({ message, code }) => [message, code])).to.deep.include.members([
      ['request refused', 'aborted'],
      ['notification stored', undefined],
    ]);
  });
});
