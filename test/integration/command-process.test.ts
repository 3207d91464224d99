import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { spawnCli } from '../support/run-cli.ts';
import { skipBecause } from '../support/skip.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

describe('the process of a command', () => {
  it('ends with the exit code, and speaks the language of its environment', async () => {
    const { exitCode, out, err } = await spawnCli(['spool', 'drop', '1'], {
      cwd: root,
      env: { SYNC_LOG_LEVEL: 'loud', LC_ALL: 'de_CH.UTF-8' },
    });
    expect({ exitCode, out }).to.deep.equal({ exitCode: 1, out: '' });
    expect(err).to.match(/^Die Einstellungen haben 1 Problem:\n- logLevel/);
  });

  it('ends quietly when nobody reads its output any more', async function () {
    if (process.platform === 'win32') {
      skipBecause(this, 'there is no bash on Windows');
    }
    // More than a pipe takes, so that the writing meets its end.
    const line = `"${process.execPath}" src/cli.ts completion fish | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await run('bash', ['-c', line], { cwd: root });
    expect(stderr).to.equal('');
    expect(stdout).to.equal('# fish completion for sync-notification\n0\n');
  });
});
