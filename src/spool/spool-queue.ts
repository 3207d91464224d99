import type { DatabaseSync } from 'node:sqlite';
import type { SpoolLimits } from './limits.ts';
import { FROM_ROWS, SPOOLED_ROW, type SpoolEntry, type SpooledRow } from './spooled-row.ts';
import { inTransaction } from './transaction.ts';

/** Why a row is set aside. */
export interface SetAside {
  readonly seq: number;
  readonly code: string;
  readonly reason: string;
}

/** The queue in the file. Every method is one transaction, on the disk when it returns. */
export interface SpoolQueue {
  /**
   * Adds the rows that are not there yet, all or none.
   * @returns how many were added
   * @throws SpoolFullError
   */
  append(entries: readonly SpoolEntry[], limits: Pick<SpoolLimits, 'maxBytes'>): number;
  /** The first queued rows of a mandator after a number, in order. */
  read(mandator: string, after: number, limit: number): SpooledRow[];
  /** Deletes queued rows by their numbers. */
  remove(seqs: readonly number[]): void;
  setAside(rows: readonly SetAside[], at: number): void;
  /** Gives some freed room back to the disk. @returns whether there is more to give */
  shrink(): boolean;
}

/** The spool has reached the size that the settings allow it. */
export class SpoolFullError extends Error {
  readonly code = 'SPOOL_FULL';

  constructor(maxBytes: number) {
    super(`the spool has reached the ${maxBytes} bytes that spoolMaxBytes allows`);
    this.name = 'SpoolFullError';
  }
}

/** Pages given back at a time: short enough that a message that is to be spooled hardly waits. */
const SHRINK_PAGES = 1000;

/** The statements on the queue, prepared once. */
export function createSpoolQueue(database: DatabaseSync): SpoolQueue {
  const addLayout = database.prepare('INSERT INTO layouts (columns) VALUES (?) ON CONFLICT DO NOTHING');
  const layoutId = database.prepare('SELECT id FROM layouts WHERE columns = ?');
  const insert = database.prepare(
    'INSERT INTO rows (mandator, key, cameAt, layout, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const select = database.prepare(
    `SELECT ${SPOOLED_ROW} ${FROM_ROWS} WHERE mandator = ? AND setAsideAt IS NULL AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const remove = database.prepare('DELETE FROM rows WHERE seq = ? AND setAsideAt IS NULL');
  const setAside = database.prepare(
    'UPDATE rows SET setAsideAt = ?, code = ?, reason = ? WHERE seq = ? AND setAsideAt IS NULL',
  );
  const usedBytes = database.prepare(
    'SELECT (page_count - freelist_count) * page_size AS bytes ' +
      'FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
  );
  const freePages = database.prepare('PRAGMA freelist_count');

  const idOf = (layout: string): number => {
    addLayout.run(layout);
    return Number(layoutId.get(layout)?.['id']);
  };
  return {
    append: (entries, { maxBytes }) =>
      inTransaction(database, () => {
        const ids = new Map(
          [...new Set(entries.map((entry) => entry.layout))].map((text) => [text, idOf(text)]),
        );
        let added = 0;
        for (const { mandator, rowKey, cameAt, layout, body } of entries) {
          added += Number(insert.run(mandator, rowKey, cameAt, ids.get(layout) ?? 0, body).changes);
        }
        if (added > 0 && Number(usedBytes.get()?.['bytes']) > maxBytes) {
          throw new SpoolFullError(maxBytes);
        }
        return added;
      }),
    // The names of SPOOLED_ROW are the interface's.
    read: (mandator, after, limit) => select.all(mandator, after, limit) as unknown as SpooledRow[],
    remove: (seqs) =>
      inTransaction(database, () => {
        seqs.forEach((seq) => remove.run(seq));
      }),
    setAside: (rows, at) =>
      inTransaction(database, () => {
        rows.forEach(({ seq, code, reason }) => setAside.run(at, code, reason, seq));
      }),
    shrink() {
      const free = Number(freePages.get()?.['freelist_count']);
      if (free > 0) {
        database.exec(`PRAGMA incremental_vacuum(${SHRINK_PAGES})`);
      }
      const more = free > SHRINK_PAGES;
      if (!more) {
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      }
      return more;
    },
  };
}
