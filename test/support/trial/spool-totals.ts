import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SPOOL_FILE } from '../../../src/spool/schema.ts';

/** What lies in a data folder's spool. */
export interface SpoolTotals {
  readonly queued: number;
  readonly setAside: number;
}

/** Counts the rows themselves rather than asking the service. Nothing where there is no spool. */
export function spoolTotals(dataDir: string): SpoolTotals {
  const file = join(dataDir, SPOOL_FILE);
  if (!existsSync(file)) {
    return { queued: 0, setAside: 0 };
  }
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const totals = database
      .prepare('SELECT count(*) - count(setAsideAt) AS queued, count(setAsideAt) AS setAside FROM rows')
      .get();
    return { queued: Number(totals?.['queued']), setAside: Number(totals?.['setAside']) };
  } finally {
    database.close();
  }
}
