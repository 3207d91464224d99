import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import http from 'node:http';
import https, { type ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { judgeReply, judgeSending } from '../../../src/selftest/judge-post.ts';
import { postOnce } from '../../../src/selftest/post.ts';
import { deadAddress } from '../../support/old-endpoint.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const TLS = new URL('../../fixtures/tls/', import.meta.url);
const pem = (name: string): Buffer => readFileSync(new URL(name, TLS));
const LOCALHOST = { cert: pem('localhost.cert.pem'), key: pem('localhost.key.pem') };
const EXPIRED = { cert: pem('expired.cert.pem'), key: pem('expired.key.pem') };

const codeFor = async (
  url: string,
  options: { socketPath?: string; isCertificateChecked?: boolean } = {},
) => {
  const { socketPath = null, isCertificateChecked = true } = options;
  const posted = await postOnce(Buffer.from('<x/>'), {
    ...{ url: new URL(url), socketPath, isCertificateChecked },
    timeoutMs: 5000,
  });
  const sending = judgeSending(posted, 4);
  return sending.code === 'sent' ? judgeReply(posted).code : sending.code;
};

describe('the connection for a test message', () => {
  const folder = useTempFolder();
  const servers: (http.Server | https.Server)[] = [];
  afterEach(() => {
    servers.splice(0).forEach((server) => {
      server.closeAllConnections();
      server.close();
    });
  });
  const portOf = async (server: http.Server | https.Server): Promise<number> => {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server as Server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const secure = (options: ServerOptions): Promise<number> =>
    portOf(https.createServer(options, (_, response) => response.writeHead(404).end()));

  it('tells that nobody listens, at a port and at a pipe', async () => {
    expect(await codeFor(await deadAddress())).to.equal('refused');
    expect(await codeFor('http://localhost/', { socketPath: join(folder.path, 'pipe') })).to.equal(
      'pipe_missing',
    );
  });

  it('tells that a name is unknown', async () => {
    expect(await codeFor('http://nobody.invalid/')).to.equal('name_unknown');
  });

  it('tells what is wrong with a certificate', async () => {
    expect(await codeFor(`https://localhost:${await secure(LOCALHOST)}/`)).to.equal('certificate_untrusted');
    expect(await codeFor(`https://localhost:${await secure(EXPIRED)}/`)).to.equal('certificate_expired');
  });

  it('believes any certificate where told so', async () => {
    const port = await secure(EXPIRED);
    expect(await codeFor(`https://localhost:${port}/`, { isCertificateChecked: false })).to.equal(
      'not_found_in_front',
    );
  });

  it('tells that a certificate of the caller is wanted', async () => {
    const port = await secure({
      ...LOCALHOST,
      requestCert: true,
      rejectUnauthorized: true,
      ca: pem('client-ca.cert.pem'),
    });
    const code = await codeFor(`https://localhost:${port}/`, { isCertificateChecked: false });
    expect(code).to.equal('certificate_wanted');
  });

  it('tells HTTP and HTTPS taken for each other', async () => {
    const plain = await portOf(http.createServer((_, response) => response.end()));
    expect(await codeFor(`https://localhost:${plain}/`)).to.equal('no_tls');
    expect(await codeFor(`http://localhost:${await secure(LOCALHOST)}/`)).to.equal('cut');
  });

  it('goes through a socket where the service listens at one', async () => {
    const path = join(folder.path, 'socket');
    const server = http.createServer((_, response) => response.writeHead(404).end());
    servers.push(server);
    server.listen(path);
    await once(server as Server, 'listening');
    expect(await codeFor('http://localhost/', { socketPath: path })).to.equal('not_found_in_front');
  });

  it('is told apart by what Node and OpenSSL call a failure', () => {
    const failures = {
      CERT_HAS_EXPIRED: 'certificate_expired',
      ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_name',
      UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_untrusted',
      EAI_AGAIN: 'name_unknown',
      EHOSTUNREACH: 'no_answer',
      TIMEOUT: 'no_answer',
      EACCES: 'not_permitted',
      ECONNRESET: 'hung_up',
      EOTHER: 'not_connected',
    };
    for (const [code, judged] of Object.entries(failures)) {
      const failure = { code, message: 'why' };
      const posted = { stage: 'connect', reply: null, failure, connectMs: 1, ms: 1, peer: null } as const;
      expect(judgeSending(posted, 4), code).to.deep.include({ result: 'fail', code: judged });
    }
  });
});
