import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { OK_BODY, post } from '../support/post.ts';
import { readRows } from '../support/service.ts';
import { useTempFolder } from '../support/temp-folder.ts';
import { skipBecause } from '../support/skip.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** An account without privileges, where the tests run with them and it may read the program. */
const NOBODY = 65_534;

/** The command of the documentation, as this machine has its folders. */
function documentedCommand(dataDir: string): readonly string[] {
  const page = readFileSync(join(root, 'docs/hardening.md'), 'utf8');
  const command = /```sh\nnode (--permission [\s\S]*?)```/.exec(page)?.[1] ?? '';
  return command
    .split(/[\s\\]+/)
    .filter(Boolean)
    .map((word) =>
      word.replace('/opt/sync-notification/', root).replace('/var/lib/sync-notification', dataDir),
    );
}

function othersMayRead(path: string): boolean {
  for (let at = path; at !== join(at, '..'); at = join(at, '..')) {
    if ((statSync(at).mode & constants.S_IXOTH) === 0) {
      return false;
    }
  }
  accessSync(path);
  return true;
}

describe('the built service without rights', () => {
  const folder = useTempFolder();
  const isRoot = process.getuid?.() === 0;

  /** A working folder that cannot be written to, and a data folder that can. */
  function prepare(): { cwd: string; dataDir: string; account: { uid?: number; gid?: number } } {
    const [cwd, dataDir] = [join(folder.path, 'cwd'), join(folder.path, 'data')];
    mkdirSync(cwd, { mode: 0o555 });
    mkdirSync(dataDir, { mode: 0o700 });
    if (!isRoot || !othersMayRead(join(root, 'dist'))) {
      return { cwd, dataDir, account: {} };
    }
    chmodSync(folder.path, 0o755);
    chownSync(dataDir, NOBODY, NOBODY);
    return { cwd, dataDir, account: { uid: NOBODY, gid: NOBODY } };
  }

  async function run(
    args: readonly string[],
    { cwd, dataDir, account }: ReturnType<typeof prepare>,
    use: (port: number) => Promise<void>,
  ): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, args, {
      cwd,
      ...account,
      env: { PORT: '0', HOST: '127.0.0.1', SYNC_ADMIN_PORT: 'off', SYNC_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    for await (const line of createInterface(child.stdout)) {
      output += `${line}\n`;
      const port = /"address":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(line)?.[1];
      if (port !== undefined) {
        await use(Number(port)).finally(() => child.kill('SIGTERM'));
      }
    }
    const [code] = (await ended) as [number | null];
    return { code, output };
  }

  it('stores messages with the documented permissions, a read-only working folder and one that it may write', async () => {
    const place = prepare();
    const { code, output } = await run(documentedCommand(place.dataDir), place, async (port) => {
      expect(await post(port)).to.include({ status: 200, text: OK_BODY });
    });

    expect(output).not.to.match(/ERR_ACCESS_DENIED|Warning/);
    expect(code).to.equal(0);
    expect(readdirSync(place.cwd)).to.deep.equal([]);
    const file = join(place.dataDir, 'sync-notification.db');
    expect(readRows(file)).to.have.length(2);
    expect(statSync(file).uid).to.equal(place.account.uid ?? process.getuid?.() ?? 0);
  });

  it('does not start where the permissions leave out its data folder', async () => {
    const place = prepare();
    const { code, output } = await run(documentedCommand(join(folder.path, 'other')), place, () =>
      Promise.resolve(),
    );

    expect(code).to.equal(1);
    expect(output).to.contain('ERR_ACCESS_DENIED');
  });

  it('ends with a sentence where its data folder is read-only', async function () {
    const place = prepare();
    if (isRoot && place.account.uid === undefined) {
      skipBecause(this, 'root may write everywhere, and there is no other account to run as');
    }
    chmodSync(place.dataDir, 0o500);
    const { code, output } = await run([join(root, 'dist/main.js')], place, () => Promise.resolve());

    expect(code).to.equal(1);
    expect(output).to.contain('the service did not start').and.to.contain(place.dataDir);
  });
});
