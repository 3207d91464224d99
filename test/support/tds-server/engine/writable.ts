import { SqlError } from './sql-error.ts';
import type { Database } from './catalog.ts';
import type { Table } from './table.ts';

/** @throws SqlError 3906, 9002 */
export function assertWritable(table: Table): void {
  assertDatabaseWritable(table.database);
}

/** @throws SqlError 3906, 9002 */
export function assertDatabaseWritable(database: Database): void {
  if (database.readOnly) {
    throw new SqlError(
      3906,
      `Failed to update database "${database.name}" because the database is read-only.`,
      16,
      2,
    );
  }
  if (database.logFull) {
    throw new SqlError(
      9002,
      `The transaction log for database '${database.name}' is full due to 'LOG_BACKUP'.`,
      17,
      2,
    );
  }
}
