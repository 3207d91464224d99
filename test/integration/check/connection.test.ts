import { expect } from 'chai';
import { runChecks } from '../../../src/commands/check/run-checks.ts';
import {
  check,
  DATABASE,
  LOGIN,
  PASSWORD,
  startCheckedServer,
  testCertificate,
} from '../../support/check-mssql.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import type { ServerOptions } from '../../support/tds-server/server-options.ts';
import type { TdsServer } from '../../support/tds-server/start-tds-server.ts';

describe('sync-notification check, of connections that do not come about', () => {
  const folder = useTempFolder();
  const servers: TdsServer[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.errors.splice(0);
      await server.close();
    }
  });

  async function start(options?: ServerOptions) {
    const checked = await startCheckedServer(options);
    servers.push(checked.server);
    return checked;
  }

  /** The one failure there is. */
  async function failureOf(connectionString: string, env: Record<string, string> = {}) {
    const { findings, text } = await check(
      { SYNC_CONNECTION_STRING_PROD: connectionString, ...env },
      folder.path,
    );
    const failures = findings.filter(({ result }) => result === 'fail');
    expect(failures, text).to.have.length(1);
    expect(failures[0]?.mandator).to.equal('PROD');
    expect(text).to.not.include(PASSWORD);
    return { failure: failures[0], text };
  }

  it('tells a wrong password, whose it is, and where it is set', async () => {
    const { connectionString } = await start();
    const { failure, text } = await failureOf(connectionString, {
      SYNC_SQL_USER_PROD: LOGIN,
      SYNC_SQL_PASSWORD_PROD: 'Falsches-1',
    });
    expect(failure?.check).to.equal('login');
    expect(failure?.found).to.match(/the login was refused as .*rooms_sync \(SQL Server error 18456/);
    expect(failure?.remedy).to.match(/SYNC_SQL_PASSWORD_PROD .*SYNC_SQL_PASSWORD_FILE/);
    expect(text).to.not.include('Falsches-1');
  });

  it('lets who asks hear what accounts the database knows', async () => {
    const { connectionString } = await start();
    const accounts: string[] = [];
    const env = { SYNC_CONNECTION_STRING_PROD: connectionString };
    await runChecks({ env, cwd: folder.path }, null, Date.now, (name) => accounts.push(name));
    expect(accounts).to.deep.equal([LOGIN, LOGIN]);
  });

  it('tells a database that is not there', async () => {
    const { connectionString } = await start();
    const { failure } = await failureOf(
      connectionString.replace(`Database=${DATABASE}`, 'Database=ROOMS_OLD'),
    );
    expect(failure?.check).to.equal('database');
    expect(failure?.found).to.match(/the database ROOMS_OLD is not there/);
    expect(failure?.remedy).to.match(/Initial Catalog .*SYNC_CONNECTION_STRING_PROD/);
  });

  it('tells a server that is away, or another port', async () => {
    const { connectionString, server } = await start();
    await server.stop();
    const { failure } = await failureOf(connectionString);
    expect(failure?.check).to.equal('connection');
    expect(failure?.found).to.include(`nothing listens at 127.0.0.1,${server.port}/ROOMS`);
    expect(failure?.remedy).to.match(/TCP\/IP is enabled .* and the port: Data Source=host,port/);
  });

  it('tells a server without TLS where TLS is asked for', async () => {
    const { connectionString } = await start();
    const { failure } = await failureOf(connectionString.replace('Encrypt=false', 'Encrypt=true'));
    expect(failure?.check).to.equal('TLS');
    expect(failure?.found).to.match(/does no TLS/);
    expect(failure?.remedy).to.match(/Enable TLS on the server; or, .* Encrypt=False/);
  });

  it('tells a server that insists on TLS where it is switched off', async () => {
    const { connectionString } = await start({ tls: { ...(await testCertificate()), required: true } });
    const { failure } = await failureOf(connectionString.replace('Encrypt=true', 'Encrypt=false'));
    expect(failure?.check).to.equal('TLS');
    expect(failure?.remedy).to.equal('Remove Encrypt=False from the connection string.');
  });

  it('tells a certificate that is not trusted', async () => {
    const { connectionString } = await start({ tls: await testCertificate() });
    const { failure } = await failureOf(connectionString.replace(';TrustServerCertificate=true', ''));
    expect(failure?.check).to.equal('TLS');
    expect(failure?.found).to.match(/certificate of 127\.0\.0\.1.* is not trusted: self-signed certificate/);
    expect(failure?.remedy).to.match(/NODE_EXTRA_CA_CERTS.*TrustServerCertificate=True/);
  });

  it('tells a server that only speaks an old TLS version', async () => {
    const tls = {
      ...(await testCertificate()),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    } as const;
    const { connectionString } = await start({ tls });
    const { failure } = await failureOf(connectionString);
    expect(failure?.check).to.equal('TLS');
    expect(failure?.found).to.match(/no TLS version in common/);
    expect(failure?.remedy).to.match(/SYNC_SQL_TLS_MIN_VERSION=TLSv1/);
    const { findings } = await check(
      { SYNC_CONNECTION_STRING_PROD: connectionString, SYNC_SQL_TLS_MIN_VERSION: 'TLSv1' },
      folder.path,
    );
    expect(findings.filter(({ result }) => result === 'fail')).to.deep.equal([]);
  });

  it('finds nothing to say about an encrypted connection', async () => {
    const { connectionString } = await start({ tls: await testCertificate() });
    const { findings } = await check({ SYNC_CONNECTION_STRING_PROD: connectionString }, folder.path);
    expect(findings.filter(({ result }) => result !== 'ok')).to.deep.equal([]);
    expect(findings.map(({ check: name }) => name)).to.include.members([
      'connection',
      'clock',
      'columns',
      'rights',
    ]);
  });
});
