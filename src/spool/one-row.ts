import type { DatabaseSync } from 'node:sqlite';

/** A row in the spool file, as far as its fate goes. */
export interface SpooledFate {
  readonly state: 'queued' | 'setAside';
  /** Why it was set aside: the database's error number, and its words. */
  readonly code: string | null;
  readonly reason: string | null;
}

/** Looks for a mandator's row by its key; null where it is not in the file. @throws SQLite's error */
export function findSpooledRow(database: DatabaseSync, mandator: string, rowKey: string): SpooledFate | null {
  const row = database
    .prepare('SELECT setAsideAt, code, reason FROM rows WHERE mandator = ? AND key = ?')
    .get(mandator, rowKey);
  if (row === undefined) {
    return null;
  }
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    state: row['setAsideAt'] === null ? 'queued' : 'setAside',
    code: text(row['code']),
    reason: text(row['reason']),
  };
}

/**
 * Deletes a mandator's row by its key, queued or set aside. A service that is just forwarding it may still write it.
 * @returns whether it was there
 * @throws SQLite's error
 */
export function dropSpooledRow(database: DatabaseSync, mandator: string, rowKey: string): boolean {
  const { changes } = database
    .prepare('DELETE FROM rows WHERE mandator = ? AND key = ?')
    .run(mandator, rowKey);
  return Number(changes) > 0;
}
