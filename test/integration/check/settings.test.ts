import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { DEFAULT_MAPPING } from '../../../src/mapping/default-mapping.ts';
import { EMBEDDED_STORE_FILE } from '../../../src/store/sqlite/store-file.ts';
import { check, LOGIN, PASSWORD, startCheckedServer } from '../../support/check-mssql.ts';
import { runCli } from '../../support/run-cli.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { skipBecause } from '../../support/skip.ts';

describe('sync-notification check, of settings, mapping and embedded store', () => {
  const folder = useTempFolder();

  /** Everything that is not in order, as `check result found -> remedy`. */
  async function problems(env: Readonly<Record<string, string>>) {
    const { findings } = await check(env, folder.path);
    return findings
      .filter(({ result }) => result !== 'ok')
      .map(({ check: name, result, found, remedy }) => `${name} ${result}: ${found} -> ${String(remedy)}`);
  }

  it('tells integrated security without credentials, and what to set instead', async () => {
    const found = await problems({
      SYNC_CONNECTION_STRING_PROD: 'Data Source=SQLSERVER;Initial Catalog=ROOMS;Integrated Security=SSPI',
    });
    expect(found).to.have.length(1);
    expect(found[0]).to.match(
      /^settings fail: connectionStrings\.PROD .*mandator "PROD": it asks for integrated security/,
    );
    expect(found[0]).to.match(/-> .*SYNC_SQL_DOMAIN_PROD, SYNC_SQL_USER_PROD and SYNC_SQL_PASSWORD_PROD/);
  });

  it('tells a default mandator that is none', async () => {
    const found = await problems({ SYNC_MANDATORS: 'PROD,TEST', SYNC_DEFAULT_MANDATOR: 'PRD' });
    expect(found).to.have.length(1);
    expect(found[0]).to.match(
      /^settings fail: defaultMandator \(SYNC_DEFAULT_MANDATOR\): found "PRD".*-> Allowed: one of PROD, TEST/,
    );
  });

  it('tells every setting that is wrong at once', async () => {
    expect(await problems({ PORT: '99999', SYNC_LOG_LEVEL: 'loud' })).to.have.length(2);
  });

  it('tells each expression and key of a mapping that cannot be used', async () => {
    const file = join(folder.path, 'mapping.json');
    const [first, ...columns] = DEFAULT_MAPPING.columns;
    await writeFile(
      file,
      JSON.stringify({
        ...DEFAULT_MAPPING,
        columns: [{ ...first, value: '$mandatr' }, ...columns],
        key: [...DEFAULT_MAPPING.key, 'Wattermark'],
      }),
    );
    const found = await problems({ SYNC_MAPPING: file });
    expect(found).to.have.length(2);
    expect(found[0]).to.match(/^mapping fail: column "Mandator".*there is no variable \$mandatr; known are/);
    expect(found[1]).to.match(
      /^mapping fail: key: there is no column "Wattermark"; the columns are .*Watermark/,
    );
    expect(found[0]).to.include(`-> Correct ${file}; sync-notification mapping check shows`);
  });

  it('tells a mapping file that is not there', async () => {
    expect((await problems({ SYNC_MAPPING: './missing.json' }))[0]).to.match(
      /^mapping fail: it cannot be read: ENOENT/,
    );
  });

  it('is content with a data folder that is still to be made, and with the file of a running service', async () => {
    expect(await problems({ SYNC_DATA_DIR: join(folder.path, 'a', 'b') })).to.deep.equal([]);
    const database = new DatabaseSync(join(folder.path, EMBEDDED_STORE_FILE));
    database.exec('CREATE TABLE SyncNotification (Mandator TEXT)');
    const { text } = await check({ SYNC_DATA_DIR: folder.path }, folder.path);
    database.close();
    expect(text).to.match(/opens; its columns ReceivedAt, .*EventKey will be added\n\nAll in order\./);
  });

  it('tells a data folder that is a file, and a store that is no database', async () => {
    const file = join(folder.path, EMBEDDED_STORE_FILE);
    await writeFile(file, 'no database, but long enough to be looked at '.repeat(99));
    expect((await problems({ SYNC_DATA_DIR: folder.path }))[0]).to.match(
      /^embedded store fail: .*sync-notification\.db cannot be opened as a database \(file is not a database\)/,
    );
    expect((await problems({ SYNC_DATA_DIR: file }))[0]).to.match(
      /^embedded store fail: .* is no folder -> Set dataDir/,
    );
  });

  it('tells a data folder that cannot be written', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) {
      skipBecause(this, 'a folder that root, or Windows, cannot write to is not to be had');
    }
    const dataDir = join(folder.path, 'locked');
    await mkdir(dataDir);
    await chmod(dataDir, 0o500);
    expect((await problems({ SYNC_DATA_DIR: dataDir }))[0]).to.match(
      /^embedded store fail: the data folder .* cannot be written \(EACCES/,
    );
  });

  it("checks every mandator of ROOMS's own configuration and says where it was found", async () => {
    const checked = await startCheckedServer();
    try {
      const strings = {
        PROD: checked.connectionString,
        TEST: checked.connectionString.replace('=ROOMS;', '=NONE;'),
      };
      const entries = Object.entries(strings).map(
        ([name, value]) => `<add name="${name}" connectionString="${value.replaceAll('"', '&quot;')}" />`,
      );
      const file = join(folder.path, 'ConnectionStrings.config');
      await writeFile(file, `<connectionStrings><clear />${entries.join('')}</connectionStrings>`);
      const { exitCode, out, err } = await runCli(['check'], {
        cwd: folder.path,
        env: { ROOMS_CONFIG_DIR: folder.path },
      });
      expect(err).to.equal('');
      expect(exitCode).to.equal(1);
      expect(out).to.include(`read from ${file}`);
      expect(out).to.match(/^PROD +columns +OK +all 25 columns fit$/m);
      expect(out).to.match(/^TEST +database +FAIL +the database NONE is not there/m);
      expect(out).to.not.include('\u001b');
      expect(out).to.not.include(PASSWORD);
    } finally {
      await checked.server.close();
    }
  });

  it('ends with 0 where there are only warnings, and prints JSON when asked', async () => {
    const checked = await startCheckedServer();
    try {
      const env = { SYNC_CONNECTION_STRING_PROD: checked.connectionString };
      const { exitCode, out } = await runCli(['check', '--json', '--mandator', 'prod'], {
        cwd: folder.path,
        env,
      });
      const report = JSON.parse(out) as {
        ok: boolean;
        findings: { mandator: string | null; result: string }[];
      };
      expect(exitCode).to.equal(0);
      expect(report.ok).to.equal(true);
      expect(report.findings.map(({ result }) => result)).to.include('warn');
      expect(report.findings.map(({ mandator }) => mandator)).to.include('PROD');
      expect(out).to.include(LOGIN);
    } finally {
      await checked.server.close();
    }
  });

  it('colours the results where colours are wanted', async () => {
    const { out } = await runCli(['check'], { cwd: folder.path, env: { FORCE_COLOR: '1' } });
    expect(out).to.include('\u001b[32mOK');
  });

  it('ends with 2 where it is used wrongly, and with 1 for a mandator that there is not', async () => {
    expect(await runCli(['check', '--jsno'], { cwd: folder.path })).to.include({ exitCode: 2, out: '' });
    const { exitCode, out } = await runCli(['check', '--mandator', 'NONE'], { cwd: folder.path });
    expect(exitCode).to.equal(1);
    expect(out).to.match(/there is no mandator "NONE"\n.*Name one of Default\./);
  });
});
