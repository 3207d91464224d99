import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ConnectionConfiguration } from 'tedious';
import { formatTable } from '../src/commands/format-table.ts';
import { keyDigest } from '../src/mapping/key-digest.ts';
import { loadMapping } from '../src/mapping/load-mapping.ts';
import type { Row, Table, Value } from '../src/mapping/table.ts';
import { openMssqlStore } from '../src/store/mssql/mssql-store.ts';
import { openNaiveWriter } from './support/naive-writer.ts';
import { startServer } from './support/processes.ts';
import { median } from './support/statistics.ts';

/** A way to write, and what it reached. */
interface Contender {
  readonly name: string;
  readonly write: (rows: readonly Row[]) => Promise<unknown>;
  readonly rowsPerSecond: number[];
  rows: number;
}

export interface MssqlOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly senders: number;
  /** Events in a message. */
  readonly events: number;
}

/**
 * Compares, in one run and in rounds taken in turn, the store with one INSERT an event over the same driver. Both
 * write the same rows of the default mapping to the TDS test server in a process of its own, a millisecond away.
 * @throws Error where the table does not hold exactly what was acknowledged
 */
export async function compareMssql(options: MssqlOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sync-notification-bench-'));
  const script = fileURLToPath(new URL('servers/tds.ts', import.meta.url));
  const server = await startServer({ args: [script], env: {}, log: join(folder, 'tds.log') });
  const { table } = await loadMapping(undefined);
  const config: ConnectionConfiguration = {
    server: '127.0.0.1',
    authentication: { type: 'default', options: { userName: 'sa', password: 'Bench-1' } },
    options: { port: server.port, database: 'ROOMS', encrypt: false },
  };
  const single = await openNaiveWriter(config, table, 1);
  const pool = await openNaiveWriter(config, table, 10);
  const store = await openMssqlStore({
    table,
    mandators: [{ name: 'PROD', config }],
    log: { debug: ignore, info: ignore, warn: console.error, error: console.error },
    writeTimeoutMs: 10_000,
    closeTimeoutMs: 10_000,
  });
  try {
    const contenders: Contender[] = [
      { name: 'one INSERT an event', write: (rows) => single.write(rows), rowsPerSecond: [], rows: 0 },
      {
        name: 'one INSERT an event, 10 connections',
        write: (rows) => pool.write(rows),
        rowsPerSecond: [],
        rows: 0,
      },
      { name: 'this store', write: (rows) => store.write('PROD', rows), rowsPerSecond: [], rows: 0 },
    ];
    const nextRow = createRows(table);
    for (let round = 0; round <= options.rounds; round++) {
      for (const contender of contenders) {
        const rate = await runRound(contender, options, nextRow);
        // The first round warms up caches and compilers.
        if (round > 0) {
          contender.rowsPerSecond.push(rate);
        }
      }
    }
    const written = contenders.reduce((sum, { rows }) => sum + rows, 0);
    const stored = await single.count();
    if (stored !== written) {
      throw new Error(`${written} rows were acknowledged and ${stored} are in the table`);
    }
    print(contenders, options);
  } finally {
    single.close();
    pool.close();
    await store.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const ignore = (): undefined => undefined;

/** Rows that differ in their item, filled as those of Exchange Online. */
function createRows(table: Table): () => Row {
  let count = 0;
  const run = Date.now().toString(36);
  const id = 'AAMkADY3MDI5ZTVmLTRkZTctNDIzZi05YTY3LWUxNzgyZWMzMjc1ZgBGAAAAAAD'.repeat(2).slice(0, 120);
  const texts: Readonly<Record<string, string>> = {
    Mandator: 'PROD',
    SubscriptionId: id,
    PreviousWatermark: id.slice(0, 40),
    EventType: 'ModifiedEvent',
    ItemChangeKey: id.slice(0, 40),
    ParentFolderId: id,
    ParentFolderChangeKey: 'AQAAAA==',
    ResponseClass: 'Success',
    ResponseCode: 'NoError',
  };
  return () => {
    const unique = `${id}${run}${count++}`;
    const values = table.columns.map(({ name, type }): Value => {
      if (name === 'ItemId' || name === 'Watermark') {
        return unique;
      }
      return type.kind === 'datetime2' ? '2020-12-03T11:03:50.000Z' : (texts[name] ?? null);
    });
    const key = keyDigest(values, table.keyIndexes);
    values[table.digestIndex] = Buffer.from(key, 'hex');
    return { key, values };
  };
}

async function runRound(
  contender: Contender,
  { seconds, senders, events }: MssqlOptions,
  nextRow: () => Row,
): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let rows = 0;
  const sender = async (): Promise<void> => {
    while (performance.now() < end) {
      await contender.write(Array.from({ length: events }, nextRow));
      rows += events;
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  contender.rows += rows;
  return (rows * 1000) / (performance.now() - start);
}

function print(contenders: readonly Contender[], { senders, events }: MssqlOptions): void {
  const base = median(contenders[0]?.rowsPerSecond ?? []);
  console.log(`\nSQL Server, ${senders} senders, ${events} events a message, 1 ms away`);
  console.log(
    formatTable([
      ['', 'rows/s', 'ratio'],
      ...contenders.map(({ name, rowsPerSecond }) => [
        name,
        median(rowsPerSecond).toFixed(0),
        (median(rowsPerSecond) / base).toFixed(2),
      ]),
    ]),
  );
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
  });
  for (const senders of [64, 1]) {
    for (const events of [1, 2]) {
      await compareMssql({ rounds: Number(values.rounds), seconds: Number(values.seconds), senders, events });
    }
  }
}
