import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { DATABASE, LOGIN, check, startCheckedServer, type CheckedServer } from '../../support/check-mssql.ts';
import { runCli } from '../../support/run-cli.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

describe('sync-notification mapping from-table', () => {
  const folder = useTempFolder();
  let checked: CheckedServer;
  let env: Record<string, string>;

  before(async () => {
    checked = await startCheckedServer();
    env = { SYNC_CONNECTION_STRING_PROD: checked.connectionString };
    await checked.run(
      `CREATE TABLE dbo.ExchangeMeldung (
         Nr int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
         Abo varchar(400) NOT NULL,
         Wasserzeichen varchar(80) COLLATE Latin1_General_BIN2 NOT NULL,
         Ereignis varchar(30) NOT NULL,
         ItemId nvarchar(400) NULL,
         Verarbeitet bit NOT NULL DEFAULT ((0)),
         CONSTRAINT UQ_Meldung UNIQUE (Wasserzeichen))`,
    );
    await checked.run('CREATE TABLE dbo.Legacy (Watermark varchar(80) NULL, Prio int NOT NULL)');
    for (const table of ['dbo.ExchangeMeldung', 'dbo.Legacy']) {
      checked.server.database(DATABASE).grant(LOGIN, table, 'SELECT', 'INSERT');
    }
  });

  after(() => checked.server.close());

  const fromTable = (...args: string[]) =>
    runCli(['mapping', 'from-table', ...args], { cwd: folder.path, env });

  it('makes a file that mapping check and check are content with', async () => {
    const args = ['--mandator', 'prod', '--table', 'ExchangeMeldung', '--output', 'mapping.json'];
    const made = await fromTable(...args);
    expect(made.exitCode, made.err).to.equal(0);
    expect(made.out).to.equal('');
    expect(made.err)
      .to.match(/Verarbeitet +bit NOT NULL +\(left out\)/)
      .and.match(/unique index UQ_Meldung/);
    const checkedFile = await runCli(['mapping', 'check', 'mapping.json'], { cwd: folder.path });
    expect(checkedFile.out).to.equal('mapping.json: in order; 4 columns of dbo.ExchangeMeldung\n');
    const { findings } = await check({ ...env, SYNC_MAPPING: 'mapping.json' }, folder.path);
    expect(
      findings.filter(({ result, check: name }) => result !== 'ok' && name !== 'connection'),
    ).to.deep.equal([]);

    const again = await fromTable(...args);
    expect(again).to.include({ exitCode: 1, out: '' });
    expect(again.err).to.match(/mapping\.json is there already/);
    expect(JSON.parse(await readFile(join(folder.path, 'mapping.json'), 'utf8'))).to.include({
      table: 'dbo.ExchangeMeldung',
      identity: 'Nr',
    });
  });

  it('prints what it has, and ends with 1, where something is to be filled in', async () => {
    const { exitCode, out, err } = await fromTable('--table', 'dbo.Legacy');
    expect(exitCode).to.equal(1);
    expect(JSON.parse(out)).to.have.property('key').that.deep.equals(['Watermark']);
    expect(err).to.match(/Prio +int NOT NULL +FILL IN/);
  });

  it('names similar tables where there is none of that name', async () => {
    const { exitCode, out, err } = await fromTable('--table', 'dbo.Meldungen');
    expect({ exitCode, out }).to.deep.equal({ exitCode: 1, out: '' });
    expect(err).to.match(
      /PROD: there is no table dbo\.Meldungen.*dbo\.ExchangeMeldung, dbo\.SyncNotification/,
    );
  });

  it('says why it cannot connect, and which mandators there are', async () => {
    env = { ...env, SYNC_CONNECTION_STRING_AWAY: 'Server=127.0.0.1,1;Database=X;User ID=u;Password=geheim' };
    const away = await fromTable('--mandator', 'AWAY', '--table', 'T');
    expect(away.exitCode).to.equal(1);
    expect(away.err)
      .to.match(/AWAY: nothing listens at 127\.0\.0\.1,1\/X as u/)
      .and.not.include('geheim');
    const unknown = await fromTable('--mandator', 'PRD', '--table', 'T');
    expect(unknown.err).to.equal('There is no mandator "PRD"; did you mean PROD?\n');
  });

  it('is told which table', async () => {
    expect(await fromTable()).to.include({ exitCode: 2, out: '' });
  });
});
