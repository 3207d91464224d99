import { copyFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCli, type CliResult } from '../../support/run-cli.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const PACKET = fileURLToPath(new URL('../../fixtures/samples/seed-packet.xml', import.meta.url));

describe('sync-notification mapping', () => {
  const folder = useTempFolder();
  const run = (args: readonly string[], language = 'en'): Promise<CliResult> =>
    runCli(['mapping', ...args], { cwd: folder.path, env: { LANG: language } });

  beforeEach(async () => {
    await writeFile(join(folder.path, 'mapping.json'), (await run(['default'])).out);
    await copyFile(PACKET, join(folder.path, 'packet.xml'));
  });

  it('checks a file, and tells its table', async () => {
    const { exitCode, out } = await run(['check', 'mapping.json']);
    expect({ exitCode, out }).to.deep.equal({
      exitCode: 0,
      out: 'mapping.json: in order; 25 columns of dbo.SyncNotification\n',
    });
    expect((await run(['check', 'mapping.json'], 'de')).out).to.equal(
      'mapping.json: in Ordnung; 25 Spalten von dbo.SyncNotification\n',
    );
    const { table, columns } = JSON.parse((await run(['check', 'mapping.json', '--json'])).out) as {
      table: string;
      columns: unknown[];
    };
    expect(table).to.equal('dbo.SyncNotification');
    expect(columns).to.have.length(25);
    expect(columns[0]).to.deep.equal({ name: 'Mandator', type: 'nvarchar(128)' });
  });

  it('shows the rows of a message, for people and for programs', async () => {
    const args = ['check', 'mapping.json', 'packet.xml', '--mandator', 'PROD'];
    expect((await run(args)).out)
      .to.match(/^Column +Type +Row 1/)
      .and.match(/^Mandator +nvarchar\(128\) +PROD/m);
    expect((await run(args, 'de')).out).to.match(/^Spalte +Typ +Zeile 1/);
    const rows = JSON.parse((await run([...args, '--json'])).out) as Record<string, unknown>[];
    expect(rows[0]).to.include({ Mandator: 'PROD' });
  });

  it('fails where the file cannot be read', async () => {
    const { exitCode, out, err } = await run(['check', 'none.json']);
    expect({ exitCode, out }).to.deep.equal({ exitCode: 1, out: '' });
    expect(err).to.include('none.json');
  });
});
