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
    withDatabase((database) => ({
      total: countRows(database, { state: 'setAside' }),
      rows: selectRows(database, { state: 'setAside' }, limit),
    })),
  requeue: (selection) => withDatabase((database) => requeueRows(database, selection)),
  drop: (selection) => withDatabase((database) => dropRows(database, { ...selection, state: 'setAside' })),
  close: () => undefined,
}));

function withDatabase<T>(action: (database: ReturnType<typeof openSpoolDatabase>) => T): T {
  const database = openSpoolDatabase(file);
  try {
    return action(database);
  } finally {
    database.close();
  }
}
