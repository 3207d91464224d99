import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { DEFAULT_MAPPING } from '../../../src/mapping/default-mapping.ts';
import { runCli } from '../../support/run-cli.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

describe('sync-notification schema', () => {
  const folder = useTempFolder();

  it("prints the script of the settings' mapping, or of the file that is named", async () => {
    await writeFile(join(folder.path, 'm.json'), JSON.stringify({ ...DEFAULT_MAPPING, table: 'dbo.Other' }));
    const options = { cwd: folder.path };
    expect((await runCli(['schema'], options)).out).to.include('CREATE TABLE [dbo].[SyncNotification]');
    expect((await runCli(['schema'], { ...options, env: { SYNC_MAPPING: 'm.json' } })).out).to.include(
      'CREATE TABLE [dbo].[Other]',
    );
    const { out, exitCode } = await runCli(['schema', '--mapping', 'm.json', '--grant', 'u'], options);
    expect(exitCode).to.equal(0);
    expect(out)
      .to.include('CREATE TABLE [dbo].[Other]')
      .and.include('GRANT SELECT, INSERT ON [dbo].[Other] TO [u];');
    expect(out).to.not.include('DB_ID');
  });

  it("makes the script refuse other databases than the mandator's", async () => {
    const env = { SYNC_CONNECTION_STRING_PROD: "Server=s;Database='RO''OMS';User ID=u;Password=geheim" };
    const { out } = await runCli(['schema', '--mandator', 'prod'], { cwd: folder.path, env });
    expect(out).to.include("IF DB_ID(N'RO''OMS') IS NULL OR DB_ID(N'RO''OMS') <> DB_ID()");
    expect(out).to.not.include('geheim');
  });
});
