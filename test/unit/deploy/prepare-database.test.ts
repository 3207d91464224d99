import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { runToEnd } from '../../support/container/stage-root.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { skipBecause } from '../../support/skip.ts';

const deploy = join(import.meta.dirname, '../../../deploy');

describe('the job that prepares the database', function () {
  const folder = useTempFolder();

  /** Runs it with a program of ours as sqlcmd, which writes down how it was called. */
  async function run(exitCode: number): Promise<string[]> {
    const sqlcmd = join(folder.path, 'sqlcmd');
    const calls = join(folder.path, 'calls');
    await writeFile(
      sqlcmd,
      `#!/bin/bash\necho "$SQLCMDPASSWORD|$ROOMS_SYNC_PASSWORD|$*" >> ${calls}\nexit ${exitCode}\n`,
    );
    await chmod(sqlcmd, 0o755);
    await mkdir(join(folder.path, 'secrets'));
    await writeFile(join(folder.path, 'secrets/sa-password'), 'Sa "1"\n');
    await writeFile(join(folder.path, 'secrets/rooms-sync-password'), "It's;1\n");
    const env = [
      `SQLCMD=${sqlcmd}`,
      `SECRETS=${folder.path}/secrets`,
      `DEPLOY=${deploy}`,
      'DATABASE_HOST=database',
    ];
    const script = join(deploy, 'docker/prepare-database.sh');
    const outcome = await runToEnd(['env', ...env, 'bash', script]).catch(String);
    expect(outcome).to.include(exitCode === 0 ? 'are there' : `ended with ${exitCode}`);
    return (await readFile(calls, 'utf8')).trim().split('\n');
  }

  before(function () {
    if (process.platform === 'win32') {
      skipBecause(this, 'there is no bash on Windows');
    }
  });

  it('runs the three scripts in order, with the passwords in the environment only', async () => {
    const calls = await run(0);
    const options = '-S database -U sa -C -b -I';
    expect(calls).to.deep.equal([
      `Sa "1"|It''s;1|${options} -d master -i ${deploy}/docker/create-database.sql`,
      `Sa "1"|It''s;1|${options} -d ROOMS -i ${deploy}/sql/create-sync-notification.sql`,
      `Sa "1"|It''s;1|${options} -d ROOMS -i ${deploy}/docker/grant.sql`,
    ]);
  });

  it('ends at the first one that fails', async () => {
    expect(await run(1)).to.have.length(1);
  });
});
