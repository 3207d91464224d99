import { expect } from 'chai';
import { Connection } from 'tedious';
import type { ConnectionConfiguration } from 'tedious';
import { startTdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { TdsServer } from '../../../support/tds-server/start-tds-server.ts';
import { configuration, connect } from './client.ts';

/** Numbers of the errors that a login is refused with, and what the driver makes of them. */
async function refused(
  config: ConnectionConfiguration,
): Promise<{ numbers: number[]; classes: number[]; message: string }> {
  const connection = new Connection(config);
  const numbers: number[] = [];
  const classes: number[] = [];
  connection.on('errorMessage', (error) => {
    numbers.push(error.number);
    classes.push(error.class);
  });
  const message = await new Promise<string>((resolve, reject) => {
    connection.connect((error) =>
      error ? resolve(error.message) : reject(new Error('the login was accepted')),
    );
  });
  connection.close();
  return { numbers, classes, message };
}

describe('a login at the TDS test server', () => {
  let server: TdsServer;

  before(async () => {
    server = await startTdsServer({
      logins: {
        sa: { password: 'x' },
        writer: { password: 'pässwörd😀', databases: ['ROOMS'] },
        'CORP\\rooms': { password: 'Geheim1' },
      },
      databases: ['ROOMS', 'OTHER'],
    });
  });
  after(() => server.close());

  it('is accepted with name and password, the name in any case', async () => {
    const client = await connect(
      configuration(server, 'rooms', { userName: 'WRITER', password: 'pässwörd😀' }),
    );
    const { rows } = await client.run('SELECT DB_NAME(), SUSER_SNAME(), @@SPID');
    expect(rows).to.deep.equal([['ROOMS', 'writer', server.connections[0]?.session]]);
    await client.close();
  });

  it('opens master where no database is named', async () => {
    const client = await connect(configuration(server, ''));
    expect((await client.run('SELECT DB_NAME()')).rows).to.deep.equal([['master']]);
    await client.close();
  });

  it('is refused with 18456 for a wrong password, which is told in any case apart', async () => {
    const { numbers, classes, message } = await refused(
      configuration(server, 'ROOMS', { userName: 'sa', password: 'X' }),
    );
    expect(numbers).to.deep.equal([18456]);
    expect(classes).to.deep.equal([14]);
    expect(message).to.equal("Login failed for user 'sa'.");
  });

  it('is refused in the same words for a name that is not there', async () => {
    const { numbers, message } = await refused(
      configuration(server, 'ROOMS', { userName: 'nobody', password: 'x' }),
    );
    expect(numbers).to.deep.equal([18456]);
    expect(message).to.equal("Login failed for user 'nobody'.");
  });

  it('is refused with 4060 and then 18456 for a database that is not there', async () => {
    const { numbers } = await refused(configuration(server, 'NOWHERE'));
    expect(numbers).to.deep.equal([4060, 18456]);
  });

  it('is refused with 4060 for a database that the login may not open', async () => {
    const { numbers } = await refused(
      configuration(server, 'OTHER', { userName: 'writer', password: 'pässwörd😀' }),
    );
    expect(numbers).to.deep.equal([4060, 18456]);
  });

  it('tells application, host and intent', async () => {
    const client = await connect(
      configuration(server, 'ROOMS', undefined, {
        appName: 'sync',
        workstationId: 'host1',
        readOnlyIntent: true,
      }),
    );
    expect(server.connections).to.have.length(1);
    expect(server.connections[0]).to.include({
      login: 'sa',
      database: 'ROOMS',
      applicationName: 'sync',
      hostName: 'host1',
      readOnlyIntent: true,
      tlsVersion: null,
      inTransaction: false,
    });
    await client.close();
  });

  const ntlm = (password: string): ConnectionConfiguration => ({
    ...configuration(server, 'ROOMS'),
    authentication: { type: 'ntlm', options: { domain: 'CORP', userName: 'rooms', password } },
  });

  it('is accepted with NTLM', async () => {
    const client = await connect(ntlm('Geheim1'));
    expect((await client.run('SELECT SUSER_SNAME()')).rows).to.deep.equal([['CORP\\rooms']]);
    await client.close();
  });

  it('is refused with NTLM and a wrong password', async () => {
    const { numbers, message } = await refused(ntlm('geheim1'));
    expect(numbers).to.deep.equal([18456]);
    expect(message).to.equal("Login failed for user 'CORP\\rooms'.");
  });

  it('of Windows cannot be used as one of SQL Server', async () => {
    const { numbers } = await refused(
      configuration(server, 'ROOMS', { userName: 'CORP\\rooms', password: 'Geheim1' }),
    );
    expect(numbers).to.deep.equal([18456]);
  });
});
