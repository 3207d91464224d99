import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ConnectionConfiguration } from 'tedious';
import { startTdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { TdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { TlsOptions } from '../../../support/tds-server/server-options.ts';
import { configuration, connect } from './client.ts';

/** A certificate of its own signature for 127.0.0.1, made by the machine's openssl. */
function makeCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tds-tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
        ...['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost', '-keyout', key, '-out', cert],
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('an encrypted connection', () => {
  let certificate: { key: string; cert: string };
  let server: TdsServer;

  before(() => {
    certificate = makeCertificate();
  });
  afterEach(() => server.close());

  const start = async (options: Partial<TlsOptions> = {}): Promise<void> => {
    server = await startTdsServer({
      logins: { sa: { password: 'x' } },
      databases: ['ROOMS'],
      tls: { ...certificate, ...options },
    });
  };
  const encrypted = (options: ConnectionConfiguration['options'] = {}): ConnectionConfiguration =>
    configuration(server, 'ROOMS', undefined, { encrypt: true, ...options });
  const failure = async (config: ConnectionConfiguration): Promise<Error> => {
    const result = await connect(config).catch((error: unknown) => error as Error);
    if (result instanceof Error) {
      return result;
    }
    await result.close();
    throw new Error('it connected');
  };

  it('is TLS 1.2 inside of TDS, and carries requests of any size', async () => {
    await start();
    const client = await connect(encrypted({ trustServerCertificate: true }));
    expect(server.connections[0]?.tlsVersion).to.equal('TLSv1.2');
    const { rows } = await client.run(
      `SELECT LEN(REPLICATE(CAST(N'x' AS nvarchar(max)), 40000)), N'${'y'.repeat(20_000)}'`,
    );
    expect(rows).to.deep.equal([['40000', 'y'.repeat(20_000)]]);
    await client.close();
  });

  it('checks the certificate where it is not simply trusted', async () => {
    await start();
    expect(await failure(encrypted()))
      .to.have.property('message')
      .that.matches(/self-signed certificate/);
    const client = await connect(encrypted({ cryptoCredentialsDetails: { ca: certificate.cert } }));
    expect((await client.run('SELECT 1')).rows).to.deep.equal([[1]]);
    await client.close();
  });

  it('may be TLS alone, as TDS 8 has it', async () => {
    await start();
    const client = await connect(
      configuration(server, 'ROOMS', undefined, {
        encrypt: 'strict',
        cryptoCredentialsDetails: { ca: certificate.cert },
      }),
    );
    expect(server.connections[0]?.tlsVersion).to.equal('TLSv1.3');
    expect((await client.run('SELECT 1')).rows).to.deep.equal([[1]]);
    await client.close();
  });

  it('is not needed, unless the server says so', async () => {
    await start();
    const client = await connect(configuration(server, 'ROOMS'));
    expect(server.connections[0]?.tlsVersion).to.equal(null);
    await client.close();
    await server.close();
    await start({ required: true });
    expect(await failure(configuration(server, 'ROOMS'))).to.include({ code: 'EENCRYPT' });
  });

  it('is refused by a server without a certificate', async () => {
    server = await startTdsServer({ logins: { sa: { password: 'x' } }, databases: ['ROOMS'] });
    expect(await failure(encrypted())).to.include({ code: 'EENCRYPT' });
  });

  it('of an old server, TLS 1.0 only, needs an explicit setting', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await start(old);
    expect(await failure(encrypted({ trustServerCertificate: true }))).to.have.property('code', 'ESOCKET');
    const client = await connect(encrypted({ trustServerCertificate: true, cryptoCredentialsDetails: old }));
    expect(server.connections[0]?.tlsVersion).to.equal('TLSv1');
    await client.close();
  });
});
