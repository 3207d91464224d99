import { expect } from 'chai';
import { openRaw, type RawConnection } from '../support/http.ts';
import { EXCHANGE_HEADERS, post, sample } from '../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';

const BODY = sample('seed-packet.xml').toString('latin1');
const HEADERS = Object.entries(EXCHANGE_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');
const LENGTH = `Content-Length: ${BODY.length}\r\n`;
const SIZE = BODY.length.toString(16);
const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const CHUNKS = `${SIZE}\r\n${BODY}\r\n0\r\n\r\n`;

/** A message of Exchange's whose framing is another; the connection is to be closed after its reply. */
function message(
  framing: string,
  body: string,
  { line = `POST ${ENDPOINT} HTTP/1.1`, host = 'x' } = {},
): string {
  return `${line}\r\nHost: ${host}\r\n${HEADERS}Connection: close\r\n${framing}\r\n${body}`;
}

/** A request with nothing odd but its first line. */
function bareRequest(line: string, more = ''): string {
  return `${line}\r\nHost: x\r\nConnection: close\r\n${more}\r\n`;
}

/** What is sent, and the status of each reply that comes before the connection is closed. */
const CASES: readonly (readonly [name: string, sent: string, ...statuses: number[]])[] = [
  ['Content-Length', message(LENGTH, BODY), 200],
  ['chunks', message(CHUNKED, CHUNKS), 200],
  ['chunks in other case', message('transfer-encoding: CHUNKED\r\n', CHUNKS), 200],
  ['a short chunk extension', message(CHUNKED, CHUNKS.replace('\r\n', ';a=b\r\n')), 200],
  ['empty lines before the request', `\r\n\r\n${message(LENGTH, BODY)}`, 200],
  ['an absolute target', message(LENGTH, BODY, { line: `POST http://y.example${ENDPOINT} HTTP/1.1` }), 200],
  ['HTTP/1.0', message(LENGTH, BODY, { line: `POST ${ENDPOINT} HTTP/1.0` }), 200],
  ['an upgrade to HTTP/2, which is passed over', message(`Upgrade: h2c\r\n${LENGTH}`, BODY), 200],
  ['an upgrade to a web socket', bareRequest(`GET ${ENDPOINT} HTTP/1.1`, 'Upgrade: websocket\r\n'), 200],
  ['Content-Length and Transfer-Encoding', message(LENGTH + CHUNKED, CHUNKS), 400],
  ['Transfer-Encoding and Content-Length', message(CHUNKED + LENGTH, CHUNKS), 400],
  ['two different lengths', message(`${LENGTH}Content-Length: 3\r\n`, BODY), 400],
  ['the same length twice', message(LENGTH + LENGTH, BODY), 400],
  ['a list of lengths', message(LENGTH.replace('\r\n', `, ${BODY.length}\r\n`), BODY), 400],
  ['a length with a sign', message(`Content-Length: +${BODY.length}\r\n`, BODY), 400],
  ['a negative length', message('Content-Length: -1\r\n', BODY), 400],
  ['a hexadecimal length', message('Content-Length: 0x10\r\n', BODY), 400],
  ['an empty length', message('Content-Length:\r\n', BODY), 400],
  ['a length beyond 64 bits', message('Content-Length: 99999999999999999999\r\n', BODY), 400],
  ['a space before the colon', message(LENGTH.replace(':', ' :'), BODY), 400],
  ['lines that end in LF', message(LENGTH, BODY).replaceAll('\r\n', '\n'), 400],
  ['one line that ends in LF', message(`X: y\n${LENGTH}`, BODY), 400],
  ['one line that ends in CR', message(`X: y\r${LENGTH}`, BODY), 400],
  ['an empty line that is LF', message(LENGTH, '').slice(0, -2) + `\n${BODY}`, 400],
  ['a folded header', message(`X: y\r\n z\r\n${LENGTH}`, BODY), 400],
  ['a folded Transfer-Encoding', message('Transfer-Encoding:\r\n chunked\r\n', CHUNKS), 400],
  ['a header before the first one that is folded', message(LENGTH, BODY).replace('Host', ' Host'), 400],
  ['a NUL in a header', message(`X: a\0b\r\n${LENGTH}`, BODY), 400],
  ['Transfer-Encoding: identity', message('Transfer-Encoding: identity\r\n', BODY), 400],
  ['Transfer-Encoding: gzip, chunked', message('Transfer-Encoding: gzip, chunked\r\n', CHUNKS), 501],
  ['Transfer-Encoding: chunked, identity', message('Transfer-Encoding: chunked, identity\r\n', CHUNKS), 400],
  ['Transfer-Encoding: xchunked', message('Transfer-Encoding: xchunked\r\n', CHUNKS), 400],
  ['chunked behind a vertical tab', message('Transfer-Encoding: \x0bchunked\r\n', CHUNKS), 400],
  ['chunked twice', message(CHUNKED + CHUNKED, CHUNKS), 400],
  ['chunked before a space and a colon', message(CHUNKED.replace(':', ' :'), CHUNKS), 400],
  ['chunked in HTTP/1.0', message(CHUNKED, CHUNKS, { line: `POST ${ENDPOINT} HTTP/1.0` }), 400],
  ['a negative chunk', message(CHUNKED, `-${CHUNKS}`), 400],
  ['a chunk of 0x', message(CHUNKED, `0x${CHUNKS}`), 400],
  ['a chunk beyond 64 bits', message(CHUNKED, `fffffffffffffffff\r\n${BODY}`), 400],
  ['a space behind the size of a chunk', message(CHUNKED, CHUNKS.replace('\r\n', ' \r\n')), 400],
  ['chunks that end in LF', message(CHUNKED, `${SIZE}\n${BODY}\n0\n\n`), 400],
  ['a chunk extension that ends in LF', message(CHUNKED, CHUNKS.replace('\r\n', ';a\n')), 400],
  ['a chunk longer than its size', message(CHUNKED, CHUNKS.replace('\r\n0', 'XX0')), 400],
  ['a long chunk extension', message(CHUNKED, CHUNKS.replace('\r\n', `;${'a'.repeat(20_000)}\r\n`)), 413],
  [
    'a length among the trailers',
    message(CHUNKED, CHUNKS.replace(/\r\n$/, 'Content-Length: 5\r\n\r\n')),
    400,
  ],
  [
    'more trailers than headers may be',
    message(CHUNKED, CHUNKS.replace(/\r\n$/, 'X: y\r\n'.repeat(9000))),
    431,
  ],
  ['101 headers', message('X: y\r\n'.repeat(100) + LENGTH, BODY), 431],
  ['2,500 headers before the one that counts', message('X:\r\n'.repeat(2500) + CHUNKED, CHUNKS), 431],
  ['a header of 20 kB', message(`X: ${'y'.repeat(20_000)}\r\n${LENGTH}`, BODY), 431],
  ['a target of 20 kB', bareRequest(`GET /${'y'.repeat(20_000)} HTTP/1.1`), 431],
  ['no Host', message(LENGTH, BODY).replace('Host: x\r\n', ''), 400],
  ['two Hosts', message(`Host: y\r\n${LENGTH}`, BODY), 400],
  ['a Host with a path', message(LENGTH, BODY, { host: 'x/y' }), 400],
  ['a Host with a user', message(LENGTH, BODY, { host: 'x@y' }), 400],
  ['a Host with markup', message(LENGTH, BODY, { host: '<x>' }), 400],
  ['a target of another scheme', message(LENGTH, BODY, { line: `POST ftp://x${ENDPOINT} HTTP/1.1` }), 400],
  ['a target that is an authority', message(LENGTH, BODY, { line: 'POST x:80 HTTP/1.1' }), 400],
  ['a target without a slash', message(LENGTH, BODY, { line: 'POST Webservices HTTP/1.1' }), 400],
  ['a target that is *', message(LENGTH, BODY, { line: 'POST * HTTP/1.1' }), 400],
  ['OPTIONS *', bareRequest('OPTIONS * HTTP/1.1'), 404],
  ['CONNECT', bareRequest('CONNECT x:80 HTTP/1.1'), 405],
  ['a method that is none', bareRequest('FOO / HTTP/1.1'), 400],
  ['a method in lower case', bareRequest('get / HTTP/1.1'), 400],
  ['HTTP/0.9', `GET ${ENDPOINT}\r\n\r\n`, 505],
  ['HTTP/1.2', bareRequest(`GET ${ENDPOINT} HTTP/1.2`), 400],
  ['HTTP/2.0', bareRequest(`GET ${ENDPOINT} HTTP/2.0`), 505],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  [
    'a request inside a body, which is its own where the length says so',
    `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n${HEADERS}Content-Length: 5\r\n\r\n0\r\n\r\n` +
      bareRequest('GET /admin HTTP/1.1'),
    400,
    404,
  ],
  ['something behind the last request, which is not answered', `${message(LENGTH, BODY)}garbage`],
];

describe('the framing of requests', () => {
  let service: TestService;
  const connections: RawConnection[] = [];

  before(async () => {
    service = await startTestService();
  });

  after(async () => {
    connections.forEach(({ socket }) => socket.destroy());
    await service.stop();
  });

  async function send(sent: string): Promise<string> {
    const connection = await openRaw(service.port);
    connections.push(connection);
    await connection.write(Buffer.from(sent, 'latin1'));
    // A reset is an end, too: what was not read when the connection was closed is lost.
    return connection.closed().catch(() => connection.received());
  }

  for (const [name, sent, ...statuses] of CASES) {
    it(`${name}: ${statuses.join(' and ') || 'closed'}`, async () => {
      const received = await send(sent);

      expect((received.match(/^HTTP\/1\.1 \d+/gm) ?? []).map((line) => Number(line.slice(-3)))).to.deep.equal(
        statuses,
      );
      expect(received.includes('>OK<')).to.equal(statuses[0] === 200 && !sent.includes('GET'));
    });
  }

  it('leaves the service as it was', async () => {
    expect(await post(service.port)).to.include({ status: 200 });
  });
});

describe('the log of what is no request', () => {
  it('tells the reason, once and then a count, and no more of what was sent', async () => {
    const service = await startTestService();
    for (let count = 0; count < 20; count += 1) {
      const connection = await openRaw(service.port);
      await connection.write('secret\r\n\r\n');
      await connection.closed();
    }
    const tls = await openRaw(service.port);
    await tls.write('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');
    await tls.closed();
    await service.stop();

    const lines = service
      .lines()
      .map(({ level, message, code, times, from }) => ({ level, message, code, times, from }));
    const line = { level: 'warn', message: 'connection closed', from: '127.0.0.1' };
    expect(lines).to.have.deep.members([
      { ...line, code: 'bad_framing', times: undefined },
      { ...line, code: 'tls', times: undefined },
      { ...line, code: 'bad_framing', times: 19 },
    ]);
    expect(service.logText())
      .to.contain('a TLS handshake came to a port without TLS')
      .and.not.to.contain('secret');
  });
});

describe('a reply', () => {
  it('is not followed by another when the rest of its request never comes', async () => {
    const service = await startTestService({
      env: { SYNC_HEADERS_TIMEOUT_MS: '1000', SYNC_REQUEST_TIMEOUT_MS: '1000' },
    });
    const connection = await openRaw(service.port);
    await connection.write(
      `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n${HEADERS}Content-Length: 9000000\r\n\r\n<a`,
    );

    const received = await connection.closed();
    await service.stop();

    expect(received.match(/HTTP\/1\.1 \d+/g)).to.deep.equal(['HTTP/1.1 413']);
  });
});
