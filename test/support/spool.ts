import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSpool, type SpoolControl, type SpoolOptions } from '../../src/spool/spool.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { SpoolStatus, Store } from '../../src/store/store.ts';
import { createFaultStore, type FaultStore } from './fault-store.ts';
import { createKeptLog, type KeptLog } from './kept-log.ts';
import { TABLE } from './spool-table.ts';
import { useTempFolder } from './temp-folder.ts';

/** A spool before a real store that can be made to fail. */
export interface SpoolUnderTest extends Store, SpoolControl {
  readonly inner: FaultStore;
  readonly log: KeptLog;
  /** What waits for a mandator. */
  spooled(mandator?: string): SpoolStatus;
  /** Ends the database's faults, and resolves when the mandator's rows are forwarded. */
  empty(): Promise<void>;
}

export interface SpoolFolder {
  readonly path: string;
  readonly spoolFile: string;
  open(options?: Partial<SpoolOptions>): Promise<SpoolUnderTest>;
  /** The names in the table of the database, in the order they were written. */
  stored(): string[];
  /** Asks a file of the folder something. */
  ask(sql: string, file?: string): Record<string, unknown>[];
}

/** Gives each test a folder with a database and a spool; closes what it opened. */
export function useSpoolFolder(): SpoolFolder {
  const folder = useTempFolder();
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  const ask = (sql: string, file = join(folder.path, 'target.db')): Record<string, unknown>[] => {
    const database = new DatabaseSync(file);
    try {
      return database
        .prepare(sql)
        .all()
        .map((row) => ({ ...row }));
    } finally {
      database.close();
    }
  };
  return {
    get path() {
      return folder.path;
    },
    get spoolFile() {
      return join(folder.path, 'spool.db');
    },
    async open(options = {}) {
      const mandators = options.mandators ?? ['PROD', 'TEST'];
      const log = createKeptLog();
      const inner = createFaultStore(
        await openSqliteStore({ file: join(folder.path, 'target.db'), table: TABLE, mandators }),
      );
      const spool = await openSpool({
        file: join(folder.path, 'spool.db'),
        inner,
        table: TABLE,
        mandators,
        limits: { maxBytes: 2 ** 30, maxAgeMs: 3_600_000 },
        deadlineMs: 10_000,
        log,
        ...options,
      });
      opened.push(spool);
      const spooled = (mandator = 'PROD'): SpoolStatus => {
        const status = spool.status().find((entry) => entry.mandator === mandator)?.spool;
        if (status === undefined) {
          throw new Error(`there is no spool for ${mandator}`);
        }
        return status;
      };
      return {
        ...spool,
        inner,
        log,
        spooled,
        async empty() {
          inner.failWith(null);
          const emptied = log.next('the spool is emptied');
          spool.retryNow();
          await emptied;
        },
      };
    },
    stored: () => ask('SELECT Name FROM T ORDER BY rowid').map((row) => String(row['Name'])),
    ask,
  };
}
