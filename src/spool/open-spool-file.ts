import type { DatabaseSync } from 'node:sqlite';
import { withFileMutex } from './file-mutex.ts';
import { fileIdentity, isCorrupt, moveAside } from './move-aside.ts';
import { adoptRows, readableRows } from './salvage.ts';
import { openSpoolDatabase } from './schema.ts';

/** A corrupt file that was moved out of the way. */
export interface MovedAside {
  /** Where it is now. */
  readonly path: string;
  /** How many rows could be read of it, and wait in the new file. */
  readonly salvagedRows: number;
  /** Why no more could be read; null where nothing was in the way. */
  readonly salvageError: string | null;
}

export interface OpenedSpoolFile {
  readonly database: DatabaseSync;
  /** Tells this file from a later one of the same name. */
  readonly identity: string;
  readonly movedAside: MovedAside | null;
}

/**
 * Opens the spool file, one process at a time: SQLite would take the log of a file that is being moved for the log
 * of the new one. A corrupt file is moved aside and a new one begun with what can be read of it.
 * @param suspect identity of a file that turned out to be corrupt while it was open: moved aside, unless another
 *   process has done so
 * @throws SpoolVersionError, or SQLite's or the file system's error
 */
export function openSpoolFile(file: string, suspect: string | null, now: Date): OpenedSpoolFile {
  return withFileMutex(`${file}.lock`, () => {
    const corrupt = suspect !== null && fileIdentity(file) === suspect;
    const opened = corrupt ? null : openUnlessCorrupt(file);
    const movedTo = opened === null ? moveAside(file, now) : null;
    const database = opened ?? openSpoolDatabase(file);
    return {
      database,
      identity: fileIdentity(file) ?? '',
      movedAside: movedTo === null ? null : { path: movedTo, ...salvage(movedTo, database) },
    };
  });
}

function openUnlessCorrupt(file: string): DatabaseSync | null {
  try {
    return openSpoolDatabase(file);
  } catch (error) {
    if (isCorrupt(error)) {
      return null;
    }
    throw error;
  }
}

/** What fails here has to be done by hand (`spool export --file`, `spool import`): the new file must serve. */
function salvage(from: string, database: DatabaseSync): Omit<MovedAside, 'path'> {
  try {
    return { salvagedRows: adoptRows(database, readableRows(from)), salvageError: null };
  } catch (error) {
    return { salvagedRows: 0, salvageError: error instanceof Error ? error.message : String(error) };
  }
}
