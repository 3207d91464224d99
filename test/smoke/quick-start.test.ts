import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { useTempFolder } from '../support/temp-folder.ts';
import { freePort } from '../support/free-port.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const commandsOf = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/```sh\n([\s\S]*?)\n```/g)].map(
    ([, text = '']) => text,
  );

describe('the quick start', () => {
  const folder = useTempFolder();
  const [serve = '', send = '', look = '', doctor = ''] = commandsOf('docs/quick-start.de.md');
  const started: ChildProcess[] = [];
  let ports = { http: 0, admin: 0 };

  /** Runs a command as it stands there, in a folder like an unpacked release, on free ports. */
  const run = (command: string): ChildProcess => {
    const here = command.replace('localhost:8080', `127.0.0.1:${ports.http}`);
    const child = spawn('bash', ['-c', `exec ${here}`], {
      cwd: folder.path,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
        PORT: String(ports.http),
        SYNC_ADMIN_PORT: String(ports.admin),
        LANG: 'de_CH.UTF-8',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    return child;
  };
  const outputOf = async (command: string): Promise<string> =>
    Buffer.concat((await run(command).stdout?.toArray()) as Buffer[]).toString();

  beforeEach(async () => {
    symlinkSync(join(root, 'dist'), join(folder.path, 'dist'));
    ports = { http: await freePort(), admin: await freePort() };
  });
  after(() => started.forEach((child) => child.kill('SIGKILL')));

  it('has the same commands in both languages', () => {
    expect(commandsOf('docs/quick-start.md')).to.deep.equal([serve, send, look, doctor]);
  });

  it('leads to rows in a table, and to a doctor who finds the service well', async () => {
    const service = run(serve);
    let log = '';
    for await (const chunk of service.stdout ?? []) {
      log += String(chunk);
      if (log.includes('service started')) {
        break;
      }
    }
    expect(await outputOf(send)).to.match(/OK 10\b/);
    const rows = (await outputOf(look)).split('\n').filter((line) => line.includes("'Default'"));
    expect(rows).to.have.length(5);
    expect(rows[0]).to.include(' 20 ');
    const found = run(doctor);
    await found.stdout?.toArray();
    expect(found.exitCode ?? (await once(found, 'exit'))[0]).to.equal(0);
  }).timeout(30_000);
});
