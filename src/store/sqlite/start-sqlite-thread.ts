import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Row } from '../../mapping/table.ts';
import { sqliteStoreError } from './sqlite-errors.ts';
import { insertParameters } from './sqlite-statements.ts';
import type { SqliteThreadAnswer, SqliteThreadData } from './sqlite-thread.ts';

/** The thread that owns the connection, seen from outside. */
export interface SqliteThread {
  /**
   * Commits rows in one transaction; to be called again only when the call before has settled.
   * @returns for each row whether it was added
   * @throws StoreError
   */
  commit(rows: readonly Row[]): Promise<readonly boolean[]>;
  /** Whether the thread is gone (out of memory, say), so that a new one has to be started. */
  hasEnded(): boolean;
  /** Closes the database and ends the thread. */
  stop(): Promise<void>;
}

/**
 * Starts a thread with the database open and its table made.
 * @throws StoreError where that failed
 */
export async function startSqliteThread(data: SqliteThreadData): Promise<SqliteThread> {
  // The thread's file has this file's ending: .ts when run from the sources, .js when built.
  const entry = new URL(`./sqlite-thread${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(entry, { workerData: data });
  let settle: ((answer: SqliteThreadAnswer) => void) | null = null;
  let ended = false;
  const settleWith = (answer: SqliteThreadAnswer): void => {
    settle?.(answer);
    settle = null;
  };
  const fail = (message: string): void => settleWith({ kind: 'failed', message, code: null });
  worker.on('message', settleWith);
  worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      ended = true;
      fail('the database thread has ended');
      resolve();
    });
  });
  const nextAnswer = (): Promise<SqliteThreadAnswer> =>
    new Promise((resolve) => {
      settle = resolve;
    });
  const orThrow = (answer: SqliteThreadAnswer): readonly boolean[] => {
    if (answer.kind === 'failed') {
      throw sqliteStoreError(data.file, answer.message, answer.code);
    }
    return answer.kind === 'committed' ? answer.added : [];
  };

  try {
    orThrow(await nextAnswer());
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    async commit(rows) {
      const answer = nextAnswer();
      worker.postMessage(rows.map((row) => insertParameters(data.table, row)));
      return orThrow(
        ended ? { kind: 'failed', message: 'the database thread has ended', code: null } : await answer,
      );
    },
    hasEnded: () => ended,
    stop() {
      worker.postMessage(null);
      return exited;
    },
  };
}
