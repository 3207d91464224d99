import { existsSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { serveDatabase } from '../store/sqlite/serve-database.ts';
import { openSpoolDatabase } from './schema.ts';
import { countRows, dropRows, requeueRows, selectRows, type RowSelection } from './select-rows.ts';
import type { SpooledRow } from './spooled-row.ts';

/** What the thread serves; every call opens the file anew, as commands do, so that none is held when it is replaced. */
export interface SetAsideThreadApi {
  /** The oldest of the rows that were set aside, and how many there are. */
  list(limit: number): { readonly total: number; readonly rows: readonly SpooledRow[] };
  /** @returns how many went back into the queue */
  requeue(selection: RowSelection): number;
  /** @returns how many were deleted; queued rows never are */
  drop(selection: RowSelection): number;
  close(): void;
}

/* The entry of the thread that does for the status page what the commands do. */
const { file } = workerData as { readonly file: string };

serveDatabase((): SetAsideThreadApi => ({
  list: (limit) =>
    withDatabase({ total: 0, rows: [] }, (database) => ({
      total: countRows(database, { state: 'setAside' }),
      rows: selectRows(database, { state: 'setAside' }, limit),
    })),
  requeue: (selection) => withDatabase(0, (database) => requeueRows(database, selection)),
  drop: (selection) => withDatabase(0, (database) => dropRows(database, { ...selection, state: 'setAside' })),
  close: () => undefined,
}));

/** Opening would make the file: a service without a spool is to get none by being asked for it. */
function withDatabase<T>(otherwise: T, action: (database: ReturnType<typeof openSpoolDatabase>) => T): T {
  if (!existsSync(file)) {
    return otherwise;
  }
  const database = openSpoolDatabase(file);
  try {
    return action(database);
  } finally {
    database.close();
  }
}
