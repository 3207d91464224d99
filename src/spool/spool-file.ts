import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '../log.ts';
import type { Clock } from '../store/clock.ts';
import { startDatabaseThread, type DatabaseThread } from '../store/sqlite/database-thread.ts';
import { sqliteStoreError } from '../store/sqlite/sqlite-errors.ts';
import { StoreError } from '../store/store-error.ts';
import { fileIdentity } from './move-aside.ts';
import { createSpoolProblem } from './spool-problem.ts';
import { openSpoolReader, type SpoolReader } from './spool-reader.ts';
import type { SpoolThreadApi, SpoolThreadData } from './spool-thread.ts';

/** `spool.db` as the service has it: opened again whenever it was lost, moved aside where it is corrupt. */
export interface SpoolFile {
  /** Does something in the thread that owns the connection. @throws StoreError */
  readonly call: DatabaseThread<Omit<SpoolThreadApi, 'close' | 'facts'>>['call'];
  /** Asks the file something at once; where it cannot be read, nobody can know and the answer is `otherwise`. */
  look<T>(question: (reader: SpoolReader) => T, otherwise: T): T;
  /** Notices what happened to the file from outside, and opens it where it is not open. To be called often. */
  check(): void;
  /** Why the spool does not take rows; null where it does, as far as is known. */
  problem(): StoreError | null;
  close(): Promise<void>;
}

export interface SpoolFileOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** How long after a failure the file is not tried to be opened again, in milliseconds. */
const REOPEN_AFTER_MS = 1000;

/** The file cannot be believed. */
const CORRUPT = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);
/** The connection may be the problem, so a new one is opened. */
const BROKEN_CONNECTION = new Set(['SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY']);

interface Opened {
  readonly thread: DatabaseThread<SpoolThreadApi>;
  readonly reader: SpoolReader;
  readonly identity: string;
}

/** Opens the file. Resolves although that fails: the service goes on without a spool, and says so. */
export async function openSpoolFile({ file, clock, log }: SpoolFileOptions): Promise<SpoolFile> {
  const problem = createSpoolProblem(file, log);
  let opened: Opened | null = null;
  let opening: Promise<Opened> | null = null;
  let discarding: Promise<void> = Promise.resolve();
  let suspect: string | null = null;
  let failedAt = -Infinity;
  let closed = false;

  const open = async (): Promise<Opened> => {
    await discarding;
    try {
      opened = await openThread({ file, suspect }, log);
      suspect = null;
      problem.openedAgain();
      return opened;
    } catch (error) {
      failedAt = clock.now();
      problem.failed(error as StoreError);
      throw error;
    } finally {
      opening = null;
    }
  };
  const discard = (lost: Opened): void => {
    if (opened === lost) {
      opened = null;
      lost.reader.close();
      discarding = lost.thread.stop();
    }
  };
  const current = (): Promise<Opened> => {
    if (opened?.thread.hasEnded() === true) {
      discard(opened);
    }
    const known = problem.current();
    if (closed || (opened === null && known !== null && clock.now() - failedAt < REOPEN_AFTER_MS)) {
      return Promise.reject(known ?? new StoreError('the spool is closed', 'transient', 'CLOSED'));
    }
    return opened === null ? (opening ??= open()) : Promise.resolve(opened);
  };
  /** @returns whether the same may be tried again with what is opened next */
  const examine = (error: unknown, from: Opened): boolean => {
    const code = error instanceof StoreError ? error.code : '';
    if (CORRUPT.has(code)) {
      suspect = from.identity;
    }
    const again = CORRUPT.has(code) || code === 'SPOOL_MOVED';
    if (again || BROKEN_CONNECTION.has(code)) {
      discard(from);
    }
    return again;
  };
  const call: SpoolFile['call'] = async (method, ...args) => {
    for (let tries = 1; ; tries++) {
      const from = await current();
      try {
        const result = await from.thread.call(method, ...args);
        problem.succeeded(method);
        return result;
      } catch (error) {
        if (!examine(error, from) || tries > 1) {
          problem.failed(error as StoreError);
          throw error;
        }
      }
    }
  };
  const attemptToOpen = async (): Promise<void> => {
    await current().catch(() => undefined);
  };

  await attemptToOpen();
  return {
    call,
    look(question, otherwise) {
      const from = opened;
      try {
        return from === null ? otherwise : question(from.reader);
      } catch (error) {
        const { message, errcode } = error as Error & { errcode?: number };
        if (from !== null) {
          examine(sqliteStoreError(file, message, errcode ?? null), from);
          void attemptToOpen();
        }
        return otherwise;
      }
    },
    check() {
      if (opened !== null && fileIdentity(file) !== opened.identity) {
        discard(opened);
      }
      if (!closed && opened === null) {
        void attemptToOpen();
      }
    },
    problem: () => problem.current(),
    async close() {
      closed = true;
      await opening?.catch(() => undefined);
      if (opened !== null) {
        discard(opened);
      }
      await discarding;
    },
  };
}

async function openThread(data: SpoolThreadData, log: Logger): Promise<Opened> {
  const { file } = data;
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`the data folder cannot be made: ${reason}`, 'credentials', 'MKDIR', {
      cause: error,
    });
  }
  const thread = await startDatabaseThread<SpoolThreadApi>({
    entry: 'spool-thread',
    base: import.meta.url,
    data,
    file,
  });
  try {
    const { identity, movedAside } = await thread.call('facts');
    if (movedAside !== null) {
      log.error('the spool file was corrupt and was moved aside', { file, ...movedAside });
    }
    return { thread, identity, reader: openSpoolReader(file) };
  } catch (error) {
    await thread.stop();
    const { message, errcode } = error as Error & { errcode?: number };
    throw error instanceof StoreError ? error : sqliteStoreError(file, message, errcode ?? null);
  }
}
