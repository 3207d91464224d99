import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatTable } from '../src/commands/format-table.ts';
import type { LoadOptions, LoadResult } from './load.ts';
import { canPin, runOnGeneratorCore, startServer, type RunningServer } from './support/processes.ts';
import { median } from './support/statistics.ts';

/** A server to compare, and what is known of it so far. */
interface Contender {
  readonly name: string;
  readonly server: RunningServer;
  /** Its table is compared with what it acknowledged; null where it stores nothing. */
  readonly database: string | null;
  readonly acknowledged: Set<string>;
  readonly results: Round[];
}

interface Round extends LoadResult {
  /** Microseconds of processor time that the server took a reply, all its threads together. NaN where not known. */
  readonly cpu: number;
}

export interface EndpointOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly concurrency: number;
  /** Entry files of builds of the service; the first one is what the others are measured against. */
  readonly services: readonly string[];
}

const PATH = '/Webservices/SyncNotification.svc?Default';
const EVENTS = 2;
/** Rounds that are not counted: V8 goes on compiling for some seconds of load. */
const WARM_UP = 3;
/** Messages prepared for a second of load: more than a server that stores them answers. */
const MESSAGES_A_SECOND = 12_000;

/**
 * Compares, in one run, in short rounds taken in turn: bare node:http, a listener written with the `soap` package,
 * a server that does nothing but parse with xmldom, and the service as it is built. After each round each table must hold exactly what was acknowledged.
 * @throws Error where a table does not
 */
export async function compareEndpoints(options: EndpointOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sync-notification-bench-'));
  const contenders: Contender[] = [];
  try {
    contenders.push(
      await startStateless(folder, 'bare node:http', 'bare'),
      await startSoapListener(folder),
      await startStateless(folder, 'node:http and xmldom, no store', 'parse-only'),
    );
    for (const [index, entry] of options.services.entries()) {
      contenders.push(await startOwn(folder, entry, index));
    }
    for (let round = -WARM_UP; round < options.rounds; round++) {
      for (const contender of contenders) {
        const result = await runRound(contender, options, round, join(folder, 'ledger'));
        if (round >= 0) {
          contender.results.push(result);
        }
      }
    }
    print(contenders, options);
  } finally {
    await Promise.all(contenders.map(({ server }) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

function ownFile(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

async function startStateless(folder: string, name: string, script: string): Promise<Contender> {
  const args = [ownFile(`servers/${script}.ts`)];
  const server = await startServer({ args, env: {}, log: join(folder, `${script}.log`) });
  return { name, server, database: null, acknowledged: new Set(), results: [] };
}

async function startSoapListener(folder: string): Promise<Contender> {
  const database = join(folder, 'soap.db');
  const args = [ownFile('servers/soap-listener.ts')];
  const env = { BENCH_DATABASE: database };
  const server = await startServer({ args, env, log: join(folder, 'soap.log') });
  return { name: 'soap package, a commit a message', server, database, acknowledged: new Set(), results: [] };
}

async function startOwn(folder: string, entry: string, index: number): Promise<Contender> {
  const data = join(folder, `service-${index}`);
  const env = {
    SYNC_DATA_DIR: data,
    SYNC_STORE: 'sqlite',
    SYNC_MANDATORS: 'Default',
    SYNC_ADMIN_PORT: 'off',
  };
  const server = await startServer({ args: [entry], env, log: join(folder, `service-${index}.log`) });
  const name = index === 0 ? 'this service' : `this service, ${entry}`;
  return {
    name,
    server,
    database: join(data, 'sync-notification.db'),
    acknowledged: new Set(),
    results: [],
  };
}

async function runRound(
  { name, server, database, acknowledged }: Contender,
  { seconds, concurrency }: EndpointOptions,
  round: number,
  ledger: string,
): Promise<Round> {
  const load: LoadOptions = {
    port: server.port,
    path: PATH,
    concurrency,
    durationMs: seconds * 1000,
    messages: MESSAGES_A_SECOND * seconds,
    repeat: database === null,
    events: EVENTS,
    seed: `${name} ${round} ${Date.now()}`,
    ledger: database === null ? null : ledger,
  };
  const cpuBefore = server.cpuMs();
  const result = await runOnGeneratorCore<LoadResult>(ownFile('load.ts'), load);
  const cpu = ((server.cpuMs() - cpuBefore) * 1000) / result.acknowledged;
  if (result.failed > 0) {
    throw new Error(`${name}: ${result.failed} messages were not answered OK: ${result.firstFailure ?? ''}`);
  }
  if (database !== null) {
    readFileSync(ledger, 'utf8')
      .split('\n')
      .forEach((watermark) => acknowledged.add(watermark));
    assertStored(name, database, acknowledged);
  }
  return { ...result, cpu };
}

/** Every event has a watermark of its own, so the table is right when its watermarks are the acknowledged ones. */
function assertStored(name: string, file: string, acknowledged: ReadonlySet<string>): void {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare('SELECT Watermark FROM SyncNotification').all();
    const missing = rows.filter((row) => !acknowledged.has(String(row['Watermark']))).length;
    if (rows.length !== acknowledged.size || missing > 0) {
      throw new Error(
        `${name}: ${acknowledged.size} events were acknowledged, the table has ${rows.length}, ${missing} others`,
      );
    }
  } finally {
    database.close();
  }
}

function print(contenders: readonly Contender[], { rounds, seconds, concurrency }: EndpointOptions): void {
  const of = ({ results }: Contender, value: (round: Round) => number): number => median(results.map(value));
  // Rounds of the same number ran right after each other, so their ratio is steadier than one of medians.
  const ratio = (contender: Contender, base: Contender | undefined): string =>
    median(
      contender.results.map(
        ({ repliesPerSecond }, round) => repliesPerSecond / (base?.results[round]?.repliesPerSecond ?? NaN),
      ),
    ).toFixed(2);
  const [bare, soap] = contenders;
  console.log(
    `\nEndpoint: ${EVENTS} events and ${contenders[0]?.results[0]?.bodyBytes ?? 0} bytes a message, ` +
      `concurrency ${concurrency}, median of ${rounds} rounds of ${seconds} s taken in turn` +
      (canPin ? '' : ' (no taskset or a single core: nothing is tied to a core)'),
  );
  console.log(
    formatTable([
      [
        'server',
        'replies/s',
        'x soap',
        'x bare',
        'cpu us',
        'median ms',
        'p99 ms',
        'generator',
        'rows checked',
      ],
      ...contenders.map((contender) => [
        contender.name,
        of(contender, (result) => result.repliesPerSecond).toFixed(0),
        ratio(contender, soap),
        ratio(contender, bare),
        of(contender, (result) => result.cpu).toFixed(0),
        of(contender, (result) => result.medianMs).toFixed(2),
        of(contender, (result) => result.p99Ms).toFixed(2),
        `${(of(contender, (result) => result.busy) * 100).toFixed(0)} %`,
        contender.database === null ? '-' : String(contender.acknowledged.size),
      ]),
    ]),
  );
}

/** The built service of this tree. */
export const BUILT_SERVICE = ownFile('../dist/main.js');

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      concurrency: { type: 'string', default: '64' },
      service: { type: 'string', multiple: true, default: [BUILT_SERVICE] },
    },
  });
  await compareEndpoints({
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    concurrency: Number(values.concurrency),
    services: values.service,
  });
}
