import { workerData } from 'node:worker_threads';
import { serveDatabase } from '../store/sqlite/serve-database.ts';
import { createLeaseTable, type LeaseTable } from './lease-table.ts';
import { fileIdentity } from './move-aside.ts';
import { openSpoolFile, type MovedAside } from './open-spool-file.ts';
import { createSpoolQueue, type SpoolQueue } from './spool-queue.ts';

/** What the thread is started with. */
export interface SpoolThreadData {
  readonly file: string;
  /** Identity of a file that turned out to be corrupt; null where none did. */
  readonly suspect: string | null;
}

/** What the thread serves. */
export interface SpoolThreadApi extends SpoolQueue, LeaseTable {
  facts(): { readonly identity: string; readonly movedAside: MovedAside | null };
  close(): void;
}

/** The file was moved or deleted under the open connection: what is committed to it is not in the spool. */
class SpoolMovedError extends Error {
  readonly code = 'SPOOL_MOVED';
}

/* The entry of the thread that owns the connection to `spool.db`. */
const { file, suspect } = workerData as SpoolThreadData;

serveDatabase((): SpoolThreadApi => {
  const { database, identity, movedAside } = openSpoolFile(file, suspect, new Date());
  const queue = createSpoolQueue(database);
  return {
    ...queue,
    ...createLeaseTable(database),
    append(entries, limits) {
      const added = queue.append(entries, limits);
      // Another process may have found the file corrupt and begun a new one.
      if (fileIdentity(file) !== identity) {
        throw new SpoolMovedError(`${file} was moved or deleted by another program`);
      }
      return added;
    },
    facts: () => ({ identity, movedAside }),
    close: () => database.close(),
  };
});
