import { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../spool/transaction.ts';

/** Name of the file in the data folder. */
export const SUBSCRIPTIONS_FILE = 'subscriptions.db';

/** How long another process's transaction is waited for, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;
/** Raised when what stands in the file changes in a way that older versions would damage. */
const VERSION = 1;
const SQLITE_CORRUPT = 11;

const TABLES = [
  `CREATE TABLE IF NOT EXISTS subscription (mandator TEXT NOT NULL, id TEXT NOT NULL, last_heard_at INTEGER NOT NULL,
    version INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (mandator, id))`,
  'CREATE INDEX IF NOT EXISTS subscription_version ON subscription (version)',
  'CREATE INDEX IF NOT EXISTS subscription_last_heard_at ON subscription (last_heard_at)',
  `CREATE TABLE IF NOT EXISTS end_request (mandator TEXT NOT NULL, id TEXT NOT NULL, requested_at INTEGER NOT NULL,
    PRIMARY KEY (mandator, id))`,
  `CREATE TABLE IF NOT EXISTS run (name TEXT PRIMARY KEY, started_at INTEGER NOT NULL, beat_at INTEGER NOT NULL,
    stopped INTEGER NOT NULL DEFAULT 0)`,
  'CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL)',
];

/** The file cannot be believed; `errcode` is SQLite's. */
class CorruptFileError extends Error {
  readonly errcode = SQLITE_CORRUPT;
}

/**
 * Opens `subscriptions.db` and makes its tables. WAL with synchronous=NORMAL: a power cut costs the last seconds,
 * which the rule for gaps tolerates, and never the file; and a commit does not wait for the disk.
 * @throws SQLite's error, with its code in `errcode`
 */
export function openSubscriptionDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > VERSION) {
      throw new Error(`${path} was written by a newer version of this service`);
    }
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = NORMAL');
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') {
      throw new CorruptFileError(`${path} is damaged: ${String(check)}`);
    }
    if (version < VERSION) {
      inTransaction(database, () => {
        TABLES.forEach((statement) => database.exec(statement));
        database.exec(`PRAGMA user_version = ${VERSION}`);
      });
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A number that the file keeps under a name; 0 where there is none. */
export function factOf(database: DatabaseSync, name: 'version' | 'uncleanAt'): number {
  return Number(database.prepare('SELECT value FROM fact WHERE name = ?').get(name)?.['value'] ?? 0);
}

/** Keeps a number under a name. */
export function setFact(database: DatabaseSync, name: 'version' | 'uncleanAt', value: number): void {
  database
    .prepare('INSERT INTO fact VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
    .run(name, value);
}
