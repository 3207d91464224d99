import type { Row } from '../../mapping/table.ts';
import { startDatabaseThread } from './database-thread.ts';
import { insertParameters } from './sqlite-statements.ts';
import type { SqliteThreadData } from './sqlite-thread.ts';
import type { SqliteWriter } from './sqlite-writer.ts';

/** The thread that owns the connection, seen from outside. */
export interface SqliteThread {
  /**
   * Commits rows in one transaction.
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
  const thread = await startDatabaseThread<SqliteWriter>({
    entry: 'sqlite-thread',
    base: import.meta.url,
    data,
    file: data.file,
  });
  return {
    commit: (rows) =>
      thread.call(
        'commit',
        rows.map((row) => insertParameters(data.table, row)),
      ),
    hasEnded: () => thread.hasEnded(),
    stop: () => thread.stop(),
  };
}
