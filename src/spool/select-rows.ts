import type { DatabaseSync } from 'node:sqlite';
import { FROM_ROWS, SPOOLED_ROW, type SpooledRow } from './spooled-row.ts';

/** Which rows of the spool are meant; what is left out does not matter. */
export interface RowSelection {
  readonly seqs?: readonly number[];
  readonly mandator?: string;
  readonly state?: 'queued' | 'setAside';
  /** Milliseconds since 1970. */
  readonly cameBefore?: number;
}

/** The rows that are meant, the oldest first. */
export function selectRows(database: DatabaseSync, selection: RowSelection, limit: number): SpooledRow[] {
  const { text, parameters } = conditionOf(selection);
  const statement = database.prepare(`SELECT ${SPOOLED_ROW} ${FROM_ROWS} WHERE ${text} ORDER BY seq LIMIT ?`);
  // The names of SPOOLED_ROW are the interface's.
  return statement.all(...parameters, limit) as unknown as SpooledRow[];
}

/** How many rows are meant. */
export function countRows(database: DatabaseSync, selection: RowSelection): number {
  const { text, parameters } = conditionOf(selection);
  return Number(database.prepare(`SELECT count(*) AS n FROM rows WHERE ${text}`).get(...parameters)?.['n']);
}

/**
 * Puts rows that were set aside back into the queue, at the place that they had.
 * @returns how many
 */
export function requeueRows(database: DatabaseSync, selection: RowSelection): number {
  const { text, parameters } = conditionOf({ ...selection, state: 'setAside' });
  const statement = database.prepare(
    `UPDATE rows SET setAsideAt = NULL, code = NULL, reason = NULL WHERE ${text}`,
  );
  return Number(statement.run(...parameters).changes);
}

/** Deletes rows for good. @returns how many */
export function dropRows(database: DatabaseSync, selection: RowSelection): number {
  const { text, parameters } = conditionOf(selection);
  return Number(database.prepare(`DELETE FROM rows WHERE ${text}`).run(...parameters).changes);
}

/** Whether a row is meant, for rows that no statement can find any more. */
export function isSelected(row: SpooledRow, { seqs, mandator, state, cameBefore }: RowSelection): boolean {
  return (
    (seqs === undefined || seqs.includes(row.seq)) &&
    (mandator === undefined || row.mandator.toLowerCase() === mandator.toLowerCase()) &&
    (state === undefined || (row.setAsideAt === null) === (state === 'queued')) &&
    (cameBefore === undefined || row.cameAt < cameBefore)
  );
}

function conditionOf({ seqs, mandator, state, cameBefore }: RowSelection): {
  readonly text: string;
  readonly parameters: (string | number)[];
} {
  const conditions: string[] = ['TRUE'];
  const parameters: (string | number)[] = [];
  const add = (condition: string, value: string | number): void => {
    conditions.push(condition);
    parameters.push(value);
  };
  if (seqs !== undefined) {
    add('seq IN (SELECT value FROM json_each(?))', JSON.stringify(seqs));
  }
  if (mandator !== undefined) {
    add('mandator = ? COLLATE NOCASE', mandator);
  }
  if (cameBefore !== undefined) {
    add('cameAt < ?', cameBefore);
  }
  if (state !== undefined) {
    conditions.push(state === 'queued' ? 'setAsideAt IS NULL' : 'setAsideAt IS NOT NULL');
  }
  return { text: conditions.join(' AND '), parameters };
}
