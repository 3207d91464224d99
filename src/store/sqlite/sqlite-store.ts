import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Row, Table } from '../../mapping/table.ts';
import type { StoreObserver } from '../../observer.ts';
import { createGroupCommit, type CommitResult } from '../group-commit.ts';
import { StoreError } from '../store-error.ts';
import type { Store } from '../store.ts';
import { startSqliteThread } from './start-sqlite-thread.ts';

export interface SqliteStoreOptions {
  /** Path of the database file; its folder is made where it is missing. */
  readonly file: string;
  readonly table: Table;
  /** All mandators; their rows share the table. */
  readonly mandators: readonly string[];
  readonly observer?: StoreObserver;
}

/** Rows in one transaction: far above what a burst brings, so that one commit never grows without bound. */
const MAX_ROWS_A_COMMIT = 5000;

/**
 * The embedded store: one SQLite file with the mapping's table, for trying out, for small installations and
 * for tests. Resolves when the file is open and has the table.
 * @throws StoreError where the file cannot be opened or its table cannot be made to fit
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, table, mandators, observer } = options;
  await makeFolder(file);
  let thread = await startSqliteThread({ file, table });
  let lastCommitAt: Date | null = null;
  let error: string | null = null;

  const commit = async (rows: readonly Row[]): Promise<CommitResult> => {
    try {
      if (thread.hasEnded()) {
        thread = await startSqliteThread({ file, table });
      }
      const added = await thread.commit(rows);
      error = null;
      lastCommitAt = new Date();
      return { written: added.filter(Boolean).length, added };
    } catch (failure) {
      error = failure instanceof Error ? failure.message : String(failure);
      throw failure;
    }
  };
  const group = createGroupCommit({ commit, maxRows: MAX_ROWS_A_COMMIT, observer });
  let closing: Promise<void> | null = null;
  return {
    write: (mandator, rows) => group.write(rows, mandator),
    status: () =>
      mandators.map((mandator) => ({
        mandator,
        state: error === null ? 'ready' : 'down',
        waitingRows: group.waitingRows(),
        lastCommitAt,
        error,
      })),
    close() {
      closing ??= group.close().then(() => thread.stop());
      return closing;
    },
  };
}

async function makeFolder(file: string): Promise<void> {
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`the data folder ${folder} cannot be made: ${reason}`, 'credentials', 'MKDIR', {
      cause: error,
    });
  }
}
