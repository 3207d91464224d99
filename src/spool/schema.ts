import { DatabaseSync } from 'node:sqlite';

/** Name of the spool's file in the data folder. */
export const SPOOL_FILE = 'spool.db';

/** Version of the tables in `spool.db`, in SQLite's `user_version`. */
const VERSION = 1;

/** How long another process's transaction is waited for, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * A row is queued until it is deleted or set aside. Mandators are compared without regard to case, so that one
 * whose spelling changes in the settings finds its rows. AUTOINCREMENT: a number is never given twice, so what
 * was read before a deletion cannot be mistaken for a later row. The totals are kept by triggers because the
 * status is asked often and a spool may hold millions of rows.
 */
const TABLES = `
CREATE TABLE layouts (id INTEGER PRIMARY KEY, columns TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE rows (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  mandator TEXT NOT NULL COLLATE NOCASE,
  key TEXT NOT NULL,
  cameAt INTEGER NOT NULL,
  layout INTEGER NOT NULL REFERENCES layouts (id),
  body TEXT NOT NULL,
  setAsideAt INTEGER,
  code TEXT,
  reason TEXT,
  UNIQUE (mandator, key)
) STRICT;
CREATE INDEX rowsQueued ON rows (mandator, seq) WHERE setAsideAt IS NULL;
CREATE TABLE totals (
  mandator TEXT PRIMARY KEY COLLATE NOCASE,
  queuedRows INTEGER NOT NULL DEFAULT 0,
  queuedBytes INTEGER NOT NULL DEFAULT 0,
  setAsideRows INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TRIGGER rowsInserted AFTER INSERT ON rows BEGIN
  INSERT OR IGNORE INTO totals (mandator) VALUES (new.mandator);
  UPDATE totals SET queuedRows = queuedRows + (new.setAsideAt IS NULL),
    queuedBytes = queuedBytes + iif(new.setAsideAt IS NULL, octet_length(new.body), 0),
    setAsideRows = setAsideRows + (new.setAsideAt IS NOT NULL)
  WHERE mandator = new.mandator;
END;
CREATE TRIGGER rowsDeleted AFTER DELETE ON rows BEGIN
  UPDATE totals SET queuedRows = queuedRows - (old.setAsideAt IS NULL),
    queuedBytes = queuedBytes - iif(old.setAsideAt IS NULL, octet_length(old.body), 0),
    setAsideRows = setAsideRows - (old.setAsideAt IS NOT NULL)
  WHERE mandator = old.mandator;
END;
CREATE TRIGGER rowsMoved AFTER UPDATE OF setAsideAt ON rows
WHEN (old.setAsideAt IS NULL) <> (new.setAsideAt IS NULL) BEGIN
  UPDATE totals SET queuedRows = queuedRows + iif(new.setAsideAt IS NULL, 1, -1),
    queuedBytes = queuedBytes + iif(new.setAsideAt IS NULL, 1, -1) * octet_length(new.body),
    setAsideRows = setAsideRows + iif(new.setAsideAt IS NULL, -1, 1)
  WHERE mandator = new.mandator;
END;
CREATE TABLE leases (
  mandator TEXT PRIMARY KEY COLLATE NOCASE, owner TEXT NOT NULL, beat INTEGER NOT NULL
) STRICT;
PRAGMA user_version = ${VERSION};
`;

/** The file belongs to another version of the service. */
export class SpoolVersionError extends Error {
  readonly code = 'SPOOL_VERSION';

  constructor(file: string, version: number) {
    super(
      `${file} has version ${version}, and this service knows ${VERSION}: let the service that wrote it empty it first`,
    );
    this.name = 'SpoolVersionError';
  }
}

/**
 * Opens a spool file for writing, and makes its tables where it is new. WAL with synchronous=FULL: a commit is
 * synced to the disk before it returns (https://www.sqlite.org/pragma.html#pragma_synchronous).
 * @throws SpoolVersionError, or SQLite's error
 */
export function openSpoolDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    // Takes effect in a new file only, and only before its first table: room that is freed goes back to the disk.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    prepareTables(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareTables(database: DatabaseSync, file: string): void {
  database.exec('BEGIN IMMEDIATE');
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version === 0) {
    database.exec(TABLES);
  } else if (version !== VERSION) {
    throw new SpoolVersionError(file, version);
  }
  database.exec('COMMIT');
}
