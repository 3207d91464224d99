import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { settingEntries } from '../../src/config/catalogue.ts';
import { BOMBS } from '../support/bombs.ts';
import { openRaw } from '../support/http.ts';
import { post, sample, sampleNames, type Posted } from '../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';
import { useTempFolder } from '../support/temp-folder.ts';

/** A name that nobody may learn, unless he says it himself. */
const MANDATOR = 'Zebrafink';

/** Headers that a reply may have. */
const HARMLESS = new Set([
  ...[
    'allow',
    'connection',
    'content-language',
    'content-length',
    'content-type',
    'date',
    'keep-alive',
    'retry-after',
  ],
  ...['content-security-policy', 'referrer-policy', 'x-content-type-options', 'x-frame-options'],
  ...['cache-control', 'vary', 'transfer-encoding'],
]);

/** What a request can be refused for, and what is answered besides. */
const REQUESTS: readonly (readonly [name: string, posted: Posted])[] = [
  ['a good message', {}],
  ['a mandator that is none', { path: `${ENDPOINT}?nobody` }],
  ['the page', { method: 'GET', path: ENDPOINT, body: '' }],
  ['the page in German', { method: 'GET', path: ENDPOINT, body: '', headers: { 'Accept-Language': 'de' } }],
  ['the page of a mandator that is none', { method: 'GET', path: `${ENDPOINT}?nobody`, body: '' }],
  ['the metadata', { method: 'GET', path: `${ENDPOINT}?wsdl`, body: '' }],
  ['the health', { method: 'GET', path: '/healthz', body: '' }],
  ['HEAD', { method: 'HEAD', path: ENDPOINT, body: '' }],
  ['another method', { method: 'PUT' }],
  ['TRACE', { method: 'TRACE', body: '' }],
  ['another path', { path: '/nothing' }],
  ['a path below', { path: `${ENDPOINT}/more` }],
  ['a path that cannot be decoded', { path: '/%ff%' }],
  ['a query that cannot be decoded', { path: `${ENDPOINT}?%ff%` }],
  ['a way out', { method: 'GET', path: '/../package.json', body: '' }],
  ['a long query', { path: `${ENDPOINT}?${'x'.repeat(3000)}` }],
  ['no body', { body: '' }],
  ['another type', { headers: { 'Content-Type': 'application/json' } }],
  ['no type', { headers: { 'Content-Type': null } }],
  ['another charset', { headers: { 'Content-Type': 'text/xml; charset=utf-7' } }],
  ['another encoding', { headers: { 'Content-Encoding': 'br' } }],
  ['broken compression', { headers: { 'Content-Encoding': 'gzip' } }],
  ['too much', { body: Buffer.alloc(5_000_000, ' ') }],
  [
    'too much when inflated',
    { body: gzipSync(Buffer.alloc(5_000_000, ' ')), headers: { 'Content-Encoding': 'gzip' } },
  ],
  ['no action', { headers: { SOAPAction: null } }],
  ['another action', { headers: { SOAPAction: 'x' } }],
  ['another expectation', { headers: { Expect: 'miracles' } }],
  ['a Host that is none', { headers: { Host: '<x>' } }],
  [
    'too many headers',
    { headers: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`X-${at}`, 'y'])) },
  ],
  ...sampleNames('hostile/').map((name) => [name, { body: sample(name) }] as const),
  ...BOMBS.filter(({ body }) => body.length < 1_000_000).map(({ name, body }) => [name, { body }] as const),
];

const RAW: readonly string[] = [
  'garbage\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
  `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
  'GET / HTTP/0.9\r\nHost: x\r\nConnection: close\r\n\r\n',
  'POST / HT',
];

/** Everything that stands for the inside of the service. */
function insides(service: TestService): RegExp[] {
  const settings = settingEntries().flatMap(({ name, env }) => [name, ...env]);
  // Words that mean something else besides: `host`, `port`, `paths`.
  const names = settings.filter((name) => /[a-z][A-Z]|_/.test(name));
  return [
    new RegExp(names.join('|')),
    new RegExp(`${MANDATOR}|${service.dataDir}`, 'i'),
    /node[_.-]?(js|modules|:)|koa|xmldom|xpath|sqlite|tedious|zod/i,
    /\/(work|home|root|tmp|usr|src|dist)\/|[A-Z]:\\|\.(ts|js|db)\b|file:\/\//,
    /\n\s+at |Error:|ERR_|HPE_|\bE[A-Z]{4,}\b/,
    new RegExp(process.version.slice(1).replaceAll('.', '\\.')),
    /rooms-sync-notification|\bv?0\.1\.0\b/,
  ];
}

describe('replies', () => {
  const folder = useTempFolder();
  let service: TestService;

  beforeEach(async () => {
    const secrets = join(folder.path, 'settings.jsonc');
    await writeFile(secrets, '{}');
    service = await startTestService({
      env: {
        SYNC_MANDATORS: MANDATOR,
        SYNC_CONFIG: secrets,
        SYNC_HEADERS_TIMEOUT_MS: '1000',
        SYNC_METADATA: 'on',
      },
    });
  });

  afterEach(() => service.stop());

  it('tell nothing of the inside, whatever they are for', async function () {
    this.timeout(60_000);
    const patterns = insides(service);
    for (const [name, posted] of REQUESTS) {
      const reply = await post(service.port, { path: ENDPOINT, ...posted });

      const { headers } = reply;
      const shown = `${reply.status} ${reply.reason}\n${JSON.stringify(headers)}\n${reply.text}`;
      for (const pattern of patterns) {
        expect(shown, name).not.to.match(pattern);
      }
      const odd = Object.keys(headers).filter((header) => !HARMLESS.has(header));
      expect(odd, name).to.deep.equal([]);
      expect(headers['x-content-type-options'], name).to.equal('nosniff');
    }
  });

  it('that come without a request tell nothing but a status', async () => {
    for (const sent of RAW) {
      const connection = await openRaw(service.port);
      await connection.write(sent);
      const received = await connection.closed().catch(() => connection.received());

      expect(received).to.match(/^HTTP\/1\.1 (?:400|405|408|431|501|505) [A-Z][a-zA-Z ]+\r\n/);
      expect(received.replace(/\r\nDate: .*|\r\nX-Content-Type-Options: nosniff/g, '')).to.match(
        /^[^\r]*\r\n(?:(?:Connection: close|Content-Length: 0)\r\n)+\r\n$/,
      );
    }
  });

  it('of a service that fails inside tell no more', async () => {
    const patterns = insides(service);
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(service.dataDir, 'sync-notification.db'));
    database.exec('DROP TABLE SyncNotification');
    database.close();
    const reply = await post(service.port, { path: ENDPOINT });

    expect(reply.status).to.be.within(500, 503);
    for (const pattern of patterns) {
      expect(reply.text).not.to.match(pattern);
    }
  });
});
