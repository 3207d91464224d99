import { expect } from 'chai';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from '../../../../src/commands/check/run-checks.ts';
import type { Finding } from '../../../../src/commands/check/finding.ts';

const CONNECTION = 'Data Source=db.example.com;Initial Catalog=ROOMS;User ID=u;Password=p';

describe('runChecks on the ROOMS configuration', () => {
  let folder = '';
  let rooms = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'run-checks-'));
    rooms = join(folder, 'Configuration');
    await mkdir(rooms);
    await writeFile(
      join(rooms, 'ConnectionStrings.config'),
      `<connectionStrings><add name="PROD" connectionString="${CONNECTION}" /></connectionStrings>`,
    );
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function found(env: Readonly<Record<string, string>>): Promise<Finding['found'] | undefined> {
    const sources = { env: { SYNC_STORE: 'sqlite', ...env }, cwd: folder, platform: 'linux' as const };
    const findings = await runChecks(sources, null);
    return findings.find(({ check }) => check === 'ROOMS configuration')?.found;
  }

  it('says that none is read where no folder is set', async () => {
    expect(await found({})).to.deep.equal({
      en: 'none is read (ROOMS_CONFIG_DIR is not set)',
      de: 'es wird keine gelesen (ROOMS_CONFIG_DIR ist nicht gesetzt)',
    });
  });

  it('names the file that gave something', async () => {
    const words = await found({ ROOMS_CONFIG_DIR: rooms });
    expect(words?.en).to.equal(`read from ${join(rooms, 'ConnectionStrings.config')}`);
  });

  it('does not say that no folder is set where the folder gave nothing', async () => {
    const words = await found({ ROOMS_CONFIG_DIR: rooms, SYNC_CONNECTION_STRING_PROD: CONNECTION });
    expect(words).to.deep.equal({
      en: `read from ${rooms}: all that it says is set elsewhere, or not needed`,
      de: `gelesen aus ${rooms}: was dort steht, ist alles anderswo gesetzt, oder wird nicht gebraucht`,
    });
  });
});
