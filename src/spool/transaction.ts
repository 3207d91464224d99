import type { DatabaseSync } from 'node:sqlite';

/** Primary result code SQLITE_FULL. */
const FULL = 13;

/**
 * Does something in one transaction: all of it is on the disk when this returns, or none of it where it throws. When
 * the disk is full the log of recent commits is written back into the file first, which then has room within.
 */
export function inTransaction<T>(database: DatabaseSync, action: () => T): T {
  try {
    return attempt(database, action);
  } catch (error) {
    const code = (error as { errcode?: unknown }).errcode;
    if (typeof code !== 'number' || (code & 0xff) !== FULL) {
      throw error;
    }
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return attempt(database, action);
  }
}

function attempt<T>(database: DatabaseSync, action: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = action();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) {
      database.exec('ROLLBACK');
    }
    throw error;
  }
}
