import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LANGUAGES, type Language } from '../src/language.ts';
import { createTableScript } from '../src/store/mssql/create-table.ts';
import { endpointSets } from '../test/support/endpoint-sets.ts';
import { mappingOf } from '../test/support/message.ts';
import { mailboxOf, post } from '../test/support/post.ts';
import { runCli, type CliResult } from '../test/support/run-cli.ts';
import { ENDPOINT, startTestService, type TestService } from '../test/support/service.ts';
import { startTdsServer, type TdsServer } from '../test/support/tds-server/start-tds-server.ts';
import { exampleFile } from './commands-reference.ts';

/**
 * Runs every command for real, beside a service that writes to the suite's SQL Server, and keeps what it printed for
 * docs/commands.md and docs/befehle.de.md. Names, ports and folders of this machine are replaced by ordinary ones.
 */
const LOGIN = 'rooms_sync';
const PASSWORD = 'Geheim-1';

const ADMIN_PORT = '18081';

/** More lines than this show nothing new. */
const MOST_LINES = 60;

interface Rehearsal {
  readonly server: TdsServer;
  readonly service: TestService;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A server and a service; a narrow column lets the database refuse moved items. */
async function open(isNarrow: boolean): Promise<Rehearsal> {
  const server = await startTdsServer({
    logins: { sa: { password: 'Adm-in-1' }, [LOGIN]: { password: PASSWORD } },
    databases: ['ROOMS'],
  });
  const database = server.database('ROOMS');
  const script = createTableScript(mappingOf().table);
  await database.execute(
    isNarrow ? script.replace('[OldItemId] nvarchar(512)', '[OldItemId] nvarchar(130)') : script,
  );
  database.grant(LOGIN, 'dbo.SyncNotification', 'SELECT', 'INSERT', 'DELETE');
  const connection = server.connectionString('ROOMS', LOGIN);
  const settings = {
    SYNC_CONNECTION_STRING_PROD: connection,
    SYNC_ALLOW: 'exchange-online,loopback',
    SYNC_ADMIN_PORT: isNarrow ? 'off' : ADMIN_PORT,
  };
  const service = await startTestService({ env: settings });
  return {
    server,
    service,
    env: { ...settings, SYNC_DATA_DIR: service.dataDir, PORT: String(service.port), HOST: '127.0.0.1' },
    async close() {
      await service.stop();
      await server.close();
    },
  };
}

/** What a person sees: both outputs, with ordinary names, not too long. */
function transcript(line: string, { out, err }: CliResult, names: ReadonlyMap<string, string>): string {
  const text = `$ sync-notification ${line}\n${err}${out}`;
  const lines = [...names]
    .reduce((result, [from, to]) => result.replaceAll(from, to), text)
    .trimEnd()
    .split('\n');
  return (lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 2), '...'] : lines).join('\n');
}

async function capture(language: Language): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'capture-'));
  const good = await open(false);
  const narrow = await open(true);
  const names = new Map(
    [good, narrow].flatMap(({ service, server }): [string, string][] => [
      [service.dataDir, '/var/lib/sync-notification'],
      [`127.0.0.1,${server.port}`, 'SQLSERVER'],
      [`127.0.0.1:${server.port}`, 'SQLSERVER'],
      [String(service.port), '8080'],
    ]),
  );
  names.set(folder, '/home/admin');
  names.set(ADMIN_PORT, '8081');
  // Here the service runs in the process of this script.
  names.set('capture-commands.ts', 'main.js');
  const keep = (path: string, text: string): void => {
    const file = exampleFile(path, language);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
  };
  const run = async (path: string, args: readonly string[] = [], rehearsal = good): Promise<CliResult> => {
    const env = { ...rehearsal.env, LANG: language };
    const result = await runCli([...path.split(' '), ...args], { cwd: folder, env });
    keep(path, transcript([path, ...args].join(' '), result, names));
    return result;
  };
  try {
    await copyFile('test/fixtures/samples/seed-packet.xml', join(folder, 'packet.xml'));
    await writeFile(join(folder, 'downloaded.json'), JSON.stringify(endpointSets()));
    const boxes = ['a', 'b', 'c'].map((seed) => mailboxOf(seed));
    for (const box of [...boxes, ...boxes]) {
      await post(good.service.port, { path: `${ENDPOINT}?PROD`, body: box.next({ events: 2 }).body });
      await post(narrow.service.port, {
        path: `${ENDPOINT}?PROD`,
        body: box.next({ events: 2, kinds: ['MovedEvent'] }).body,
      });
    }
    await sleep(4000);
    await run('check');
    await run('doctor');
    await run('selftest');
    await run('mapping check', ['mapping.json', 'packet.xml']);
    await writeFile(join(folder, 'mapping.json'), (await run('mapping default')).out);
    await run('mapping check', ['mapping.json', 'packet.xml']);
    await run('mapping from-table', ['--table', 'dbo.SyncNotification', '--output', 'first.json']);
    await run('schema', ['--mandator', 'PROD', '--grant', 'rooms_sync']);
    await run('ranges show');
    await run('ranges update', ['--file', 'downloaded.json', '--dry-run']);
    const listed = await runCli(['subscriptions', 'list', '--json'], { cwd: folder, env: good.env });
    const [first] = JSON.parse(listed.out) as { subscription: string }[];
    await run('subscriptions list');
    await run('subscriptions show', [first?.subscription ?? '']);
    await run('subscriptions end', [first?.subscription ?? '', '--dry-run']);
    await run('spool status', [], narrow);
    await run('spool list', [], narrow);
    const rows = await runCli(['spool', 'list', '--json'], { cwd: folder, env: narrow.env });
    const numbers = (JSON.parse(rows.out) as { number: number }[]).map(({ number }) => String(number));
    await run('spool show', numbers.slice(0, 1), narrow);
    await run('spool export', ['--output', 'rows.jsonl'], narrow);
    await run('spool drop', [...numbers.slice(0, 1), '--yes'], narrow);
    await run('spool import', ['rows.jsonl'], narrow);
    await run('spool retry', ['--all'], narrow);
    await run('send', [`${good.service.url}?PROD`, '--count', '100', '--concurrency', '4']);
    await run('simulate', [`${good.service.url}?PROD`, '--speed', '600', '--minutes', '10']);
    await run('completion', ['bash']);
    keep('serve', await captureServe(language, folder, names));
  } finally {
    await Promise.all([good.close(), narrow.close()]);
    await rm(folder, { recursive: true });
  }
}

/** The first lines of a service, and those after Ctrl-C. */
async function captureServe(
  language: Language,
  cwd: string,
  names: ReadonlyMap<string, string>,
): Promise<string> {
  const args = ['serve', '--log-format', 'text', '--admin-port', 'off'];
  const cli = join(import.meta.dirname, '../src/cli.ts');
  const env = { PATH: process.env['PATH'], LANG: language, PORT: '18080', SYNC_DATA_DIR: join(cwd, 'data') };
  const child = spawn(process.execPath, [cli, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const closed = new Promise((resolve) => child.once('close', resolve));
  while (!out.includes('18080')) {
    await sleep(100);
  }
  child.kill('SIGINT');
  await closed;
  const all = new Map([...names, ['18080', '8080']]);
  return transcript(args.join(' '), { exitCode: 0, out, err: '' }, all);
}

for (const language of LANGUAGES) {
  await capture(language);
}
