import { once } from 'node:events';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openRaw } from '../support/http.ts';
import { EXCHANGE_HEADERS, OK_BODY, sample } from '../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';
import { useTempFolder } from '../support/temp-folder.ts';
import { until } from '../support/until.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));
const PEM = { SYNC_TLS_CERT: fixture('localhost.cert.pem'), SYNC_TLS_KEY: fixture('localhost.key.pem') };
const PFX = { SYNC_TLS_PFX: fixture('localhost.pfx'), SYNC_TLS_PASSPHRASE: 'test' };

describe('TLS', () => {
  const folder = useTempFolder();
  let service: TestService | null;

  beforeEach(() => {
    service = null;
  });

  afterEach(() => service?.stop());

  async function start(env: Readonly<Record<string, string>>): Promise<TestService> {
    service = await startTestService({ env });
    return service;
  }

  async function failure(env: Readonly<Record<string, string>>): Promise<string> {
    return start(env).then(
      () => 'it started',
      (error: unknown) => (error as Error).message,
    );
  }

  /** Connects, and tells whose certificate was shown and which version was spoken. */
  async function handshake(port: number, options: ConnectionOptions = {}): Promise<string> {
    const socket: TLSSocket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
    await once(socket, 'secureConnect');
    const text = `${String(socket.getPeerCertificate().subject.CN)} ${String(socket.getProtocol())}`;
    socket.destroy();
    return text;
  }

  async function postTls(
    port: number,
    options: https.RequestOptions = {},
  ): Promise<{ status: number; text: string }> {
    const request = https.request({
      ...{ host: '127.0.0.1', port, path: `${ENDPOINT}?Default`, method: 'POST', agent: false },
      ca: await readFile(fixture('localhost.cert.pem')),
      headers: EXCHANGE_HEADERS,
      ...options,
    });
    request.end(sample('seed-packet.xml'));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, text: (await buffer(response)).toString() };
  }

  for (const [name, env] of [
    ['certificate and key', PEM],
    ['a PFX file', PFX],
    [
      'a key with a passphrase',
      { ...PEM, SYNC_TLS_KEY: fixture('localhost.encrypted.key.pem'), SYNC_TLS_PASSPHRASE: 'test' },
    ],
  ] as const) {
    it(`takes messages with ${name}, from a sender that checks the certificate`, async () => {
      const running = await start(env);
      const { port, address } = running;

      expect(address).to.equal(`https://127.0.0.1:${port}`);
      expect(await postTls(port)).to.deep.equal({ status: 200, text: OK_BODY });
      expect(running.rows()).to.have.length(2);
    });
  }

  it('speaks 1.2 and 1.3, and nothing older', async () => {
    const { port } = await start(PEM);

    expect(await handshake(port, { maxVersion: 'TLSv1.2' })).to.equal('localhost TLSv1.2');
    expect(await handshake(port)).to.equal('localhost TLSv1.3');
    const old = handshake(port, {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    expect(await old.catch((error: unknown) => (error as { code: string }).code)).to.match(/^ERR_SSL_/);
  });

  it('speaks 1.3 only where that is set', async () => {
    const { port } = await start({ ...PEM, SYNC_TLS_MIN_VERSION: 'TLSv1.3' });

    expect(await handshake(port)).to.equal('localhost TLSv1.3');
    const old = handshake(port, { maxVersion: 'TLSv1.2' });
    expect(await old.catch((error: unknown) => (error as { code: string }).code)).to.match(/^ERR_SSL_/);
  });

  it('asks for a certificate of the callers where issuers are set, and takes no other', async () => {
    const running = await start({ ...PEM, SYNC_TLS_CLIENT_CA: fixture('client-ca.cert.pem') });
    const { port } = running;
    const [cert, key] = await Promise.all(
      [fixture('client.cert.pem'), fixture('client.key.pem')].map((file) => readFile(file)),
    );
    const [other, otherKey] = await Promise.all(
      [fixture('renewed.cert.pem'), fixture('renewed.key.pem')].map((file) => readFile(file)),
    );

    for (const options of [{}, { cert: other, key: otherKey }]) {
      const refused = await postTls(port, options).catch(
        (error: unknown) => (error as { code: string }).code,
      );
      expect(refused).to.match(/^(ERR_SSL_|ECONNRESET|EPIPE)/);
    }
    expect(running.rows()).to.have.length(0);
    expect(await postTls(port, { cert, key })).to.include({ status: 200 });
  });

  it('takes a new certificate without a restart, and keeps the old one instead of a broken one', async () => {
    const [certFile, keyFile] = [join(folder.path, 'cert.pem'), join(folder.path, 'key.pem')];
    await copyFile(PEM.SYNC_TLS_CERT, certFile);
    await copyFile(PEM.SYNC_TLS_KEY, keyFile);
    const running = await start({
      ...{ SYNC_TLS_CERT: certFile, SYNC_TLS_KEY: keyFile, SYNC_TLS_RELOAD_MS: '100' },
    });
    const { port } = running;
    const logged = (message: string): boolean => running.lines().some((line) => line['message'] === message);
    const open = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    await once(open, 'secureConnect');

    await writeFile(certFile, 'half a certif');
    await until('the broken one is refused', () => logged('TLS certificate not replaced, the old one stays'));
    expect(await handshake(port)).to.equal('localhost TLSv1.3');

    await copyFile(fixture('renewed.key.pem'), keyFile);
    await copyFile(fixture('renewed.cert.pem'), certFile);
    await until('the new one is taken', () => logged('TLS certificate replaced'));
    expect(await handshake(port)).to.equal('renewed TLSv1.3');

    open.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect((await buffer(open)).toString()).to.contain('Healthy');
  });

  it('warns of a certificate that has expired, and uses it', async () => {
    const running = await start({
      ...{ SYNC_TLS_CERT: fixture('expired.cert.pem'), SYNC_TLS_KEY: fixture('expired.key.pem') },
    });

    expect(await handshake(running.port)).to.equal('expired TLSv1.3');
    expect(running.lines()[0]).to.include({
      level: 'error',
      message: 'TLS certificate has expired',
      subject: 'CN=expired',
    });
  });

  for (const [name, env, message] of [
    [
      'a key of another certificate',
      { ...PEM, SYNC_TLS_KEY: fixture('renewed.key.pem') },
      /tlsKey is not the key/,
    ],
    [
      'a wrong passphrase of a PFX file',
      { ...PFX, SYNC_TLS_PASSPHRASE: 'x' },
      /not the passphrase of tlsPfx/,
    ],
    [
      'a missing passphrase of a key',
      { ...PEM, SYNC_TLS_KEY: fixture('localhost.encrypted.key.pem') },
      /not the passphrase of tlsKey/,
    ],
    [
      'a certificate that is none',
      { ...PEM, SYNC_TLS_CERT: PFX.SYNC_TLS_PFX },
      /tlsCert holds no certificate/,
    ],
    ['a key that is none', { ...PEM, SYNC_TLS_KEY: PEM.SYNC_TLS_CERT }, /tlsKey holds no private key/],
    ['a PFX file that is none', { ...PFX, SYNC_TLS_PFX: PEM.SYNC_TLS_KEY }, /tlsPfx is no PFX file/],
    [
      'a file that is not there',
      { ...PEM, SYNC_TLS_CERT: '/nothing.pem' },
      /^tlsCert cannot be read: ENOENT/,
    ],
    [
      'issuers that are none',
      { ...PEM, SYNC_TLS_CLIENT_CA: PEM.SYNC_TLS_KEY },
      /tlsClientCa holds no certificates/,
    ],
    ['a certificate without its key', { SYNC_TLS_CERT: PEM.SYNC_TLS_CERT }, /tlsKey[\s\S]*missing/],
    ['a key without its certificate', { SYNC_TLS_KEY: PEM.SYNC_TLS_KEY }, /tlsCert[\s\S]*missing/],
    ['certificates of both kinds', { ...PEM, ...PFX }, /tlsPfx[\s\S]*beside/],
    ['issuers without a certificate', { SYNC_TLS_CLIENT_CA: PEM.SYNC_TLS_CERT }, /without a certificate/],
  ] as const) {
    it(`does not start with ${name}, and says so`, async () => {
      expect(await failure(env)).to.match(message);
    });
  }

  it('tells the log who speaks HTTP to it', async () => {
    const running = await start(PEM);
    const connection = await openRaw(running.port);
    await connection.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await connection.closed().catch(() => undefined);
    await running.stop();

    expect(running.lines()).to.have.length(1);
    expect(running.lines()[0]).to.include({
      message: 'connection closed',
      code: 'no_tls',
      from: '127.0.0.1',
    });
  });

  it('cuts who connects and does not shake hands', async () => {
    const { port } = await start({ ...PEM, SYNC_HEADERS_TIMEOUT_MS: '1000' });
    const connection = await openRaw(port);

    expect(await connection.closed()).to.equal('');
  });
});
