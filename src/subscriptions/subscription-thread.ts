import { existsSync, mkdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { workerData } from 'node:worker_threads';
import { withFileMutex } from '../spool/file-mutex.ts';
import { fileIdentity, isCorrupt, moveAside } from '../spool/move-aside.ts';
import { serveDatabase } from '../store/sqlite/serve-database.ts';
import { openSubscriptionDatabase } from './file-schema.ts';
import { createSubscriptionFile, type SubscriptionFile } from './subscription-file.ts';

/** What the thread is started with. */
export interface SubscriptionThreadData {
  readonly file: string;
}

/** What the thread serves. */
export interface SubscriptionThreadApi extends SubscriptionFile {
  /** What was found when the file was opened. */
  opened(): Opened;
  close(): void;
}

export interface Opened {
  /** Whether it holds nothing of what was handed over before. */
  readonly isNew: boolean;
  /** Where a damaged file is now; null where there was none. */
  readonly movedTo: string | null;
}

/** The file was moved or deleted under the open connection: what is written to it is not kept. */
class FileMovedError extends Error {
  readonly code = 'FILE_MOVED';
}

/* The entry of the thread that owns the connection to `subscriptions.db`. */
const { file } = workerData as SubscriptionThreadData;

/** One process at a time: SQLite would take the log of a file that is being moved for the log of the new one. */
function open(): Opened & { readonly database: DatabaseSync } {
  mkdirSync(dirname(file), { recursive: true });
  return withFileMutex(`${file}.lock`, () => {
    const isNew = !existsSync(file);
    try {
      return { database: openSubscriptionDatabase(file), isNew, movedTo: null };
    } catch (error) {
      if (!isCorrupt(error)) {
        throw error;
      }
      const movedTo = moveAside(file, new Date());
      return { database: openSubscriptionDatabase(file), isNew: true, movedTo };
    }
  });
}

serveDatabase((): SubscriptionThreadApi => {
  const { database, isNew, movedTo } = open();
  const identity = fileIdentity(file);
  const { sync, endRun } = createSubscriptionFile(database);
  return {
    sync(request) {
      if (fileIdentity(file) !== identity) {
        throw new FileMovedError(`${file} was moved or deleted by another program`);
      }
      return sync(request);
    },
    endRun,
    opened: () => ({ isNew, movedTo }),
    close: () => database.close(),
  };
});
