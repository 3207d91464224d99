import { DatabaseSync } from 'node:sqlite';
import type { SpoolTotals } from './spooled-row.ts';

/**
 * Looks into the spool file from the main thread. Each question is a read of a few pages that are in memory, never
 * waits for a writer (WAL), and sees what every process has committed: asking the database's thread would take ten
 * times as long, and keeping the answer would miss what another process spools.
 */
export interface SpoolReader {
  /** The number of a mandator's last queued row; 0 where none is queued. */
  lastQueued(mandator: string): number;
  totals(mandator: string): SpoolTotals;
  /** Mandators that have anything in the file, as they are spelt in it. */
  mandators(): readonly string[];
  /** Size of the file, in bytes. */
  fileBytes(): number;
  close(): void;
}

/** Opens a second connection to a spool file that is open already. @throws SQLite's error */
export function openSpoolReader(file: string): SpoolReader {
  return createSpoolReader(new DatabaseSync(file, { readOnly: true }));
}

/** The questions, prepared once; closing the reader closes the connection. */
export function createSpoolReader(database: DatabaseSync): SpoolReader {
  const last = database.prepare('SELECT max(seq) AS seq FROM rows WHERE mandator = ? AND setAsideAt IS NULL');
  const oldest = database.prepare(
    'SELECT cameAt FROM rows WHERE mandator = ? AND setAsideAt IS NULL ORDER BY seq LIMIT 1',
  );
  const totals = database.prepare(
    'SELECT queuedRows, queuedBytes, setAsideRows FROM totals WHERE mandator = ?',
  );
  const mandators = database.prepare(
    'SELECT mandator FROM totals WHERE queuedRows > 0 OR setAsideRows > 0 ORDER BY mandator',
  );
  const size = database.prepare(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  return {
    lastQueued: (mandator) => Number(last.get(mandator)?.['seq'] ?? 0),
    totals(mandator) {
      const { queuedRows, queuedBytes, setAsideRows } = totals.get(mandator) ?? {};
      const cameAt = oldest.get(mandator)?.['cameAt'];
      return {
        mandator,
        queuedRows: Number(queuedRows ?? 0),
        queuedBytes: Number(queuedBytes ?? 0),
        setAsideRows: Number(setAsideRows ?? 0),
        oldestAt: cameAt === undefined ? null : Number(cameAt),
      };
    },
    mandators: () => mandators.all().map((row) => String(row['mandator'])),
    fileBytes: () => Number(size.get()?.['bytes'] ?? 0),
    close: () => database.close(),
  };
}
