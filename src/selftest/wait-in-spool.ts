import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropSpooledRow, findSpooledRow } from '../spool/one-row.ts';
import { createSpoolReader } from '../spool/spool-reader.ts';
import { retryWhileBusy, SHORT_BUSY_TIMEOUT_MS } from '../store/sqlite/retry-busy.ts';
import type { Judgement } from './judge-post.ts';

export interface SpoolWait {
  /** Path of `spool.db`. */
  readonly file: string;
  readonly mandator: string;
  readonly rowKey: string;
  /** How long the row may stay queued before it is taken out, in milliseconds. */
  readonly patienceMs: number;
}

/** What became of a row in the spool, and whether it has been there at all. */
export interface SpoolFate {
  readonly judgement: Judgement;
  /** Whether it was taken out, so that it will not come into the table any more. */
  readonly isDropped: boolean;
  /** Whether it may come into the table all the same: the service may just have been writing it when it was taken out. */
  readonly mayStillCome: boolean;
  readonly wasThere: boolean;
}

/** How often the file is looked at, in milliseconds. */
const LOOK_EVERY_MS = 100;

/** How long the service's own transactions on the file are waited for, in milliseconds. */
const DROP_PATIENCE_MS = 5000;

/**
 * Looks whether a row waits in the spool, waits with it as long as told, and then takes it out: by its key, beside a
 * running service, as `spool drop` does. Never rejects.
 */
export async function waitInSpool({ file, mandator, rowKey, patienceMs }: SpoolWait): Promise<SpoolFate> {
  const absent = { isDropped: false, mayStillCome: false, wasThere: false };
  if (!existsSync(file)) {
    return { ...absent, judgement: { result: 'ok', code: 'no_file', values: { file } } };
  }
  const start = performance.now();
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    let fate = findSpooledRow(database, mandator, rowKey);
    if (fate === null) {
      return { ...absent, judgement: { result: 'ok', code: 'passed_by', values: {} } };
    }
    while (fate?.state === 'queued' && performance.now() - start < patienceMs) {
      await sleep(LOOK_EVERY_MS);
      fate = findSpooledRow(database, mandator, rowKey);
    }
    const ms = Math.round(performance.now() - start);
    if (fate === null) {
      return {
        ...absent,
        wasThere: true,
        judgement: { result: 'ok', code: 'forwarded', values: { ms } },
      };
    }
    const { code, reason } = fate;
    const others = createSpoolReader(database).totals(mandator).queuedRows - 1;
    const isDropped = await drop(file, mandator, rowKey);
    const judgement: Judgement =
      fate.state === 'queued'
        ? { result: 'warn', code: 'waiting', values: { ms, others: Math.max(0, others) } }
        : { result: 'fail', code: 'set_aside', values: { code, reason } };
    return { isDropped, mayStillCome: fate.state === 'queued', wasThere: true, judgement };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...absent, judgement: { result: 'warn', code: 'unreadable', values: { file, reason } } };
  } finally {
    database?.close();
  }
}

async function drop(file: string, mandator: string, rowKey: string): Promise<boolean> {
  const database = new DatabaseSync(file, { timeout: SHORT_BUSY_TIMEOUT_MS });
  try {
    return await retryWhileBusy(() => dropSpooledRow(database, mandator, rowKey), DROP_PATIENCE_MS);
  } finally {
    database.close();
  }
}
