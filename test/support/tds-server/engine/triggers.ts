import { parseBatch } from '../sql/parse-batch.ts';
import { BatchAborted } from './execution.ts';
import type { Execution } from './execution.ts';
import { plainRow } from './plain-value.ts';
import { rollbackAll } from './session-transaction.ts';
import { SqlError } from './sql-error.ts';
import type { Table } from './table.ts';
import type { SqlRow } from './value.ts';

/** Runs a table's INSERT triggers, even for no rows. What they throw fails the statement and the transaction. */
export async function runTriggers(
  table: Table,
  rows: readonly SqlRow[],
  execution: Execution,
): Promise<void> {
  const triggers = table.database.triggers.get(table) ?? [];
  for (const trigger of triggers) {
    const inserted = rows.map((row) => plainRow(row, table.columns));
    try {
      await trigger({ inserted, execute: (sql) => execution.nested(parseBatch(sql), execution) });
    } catch (error) {
      if (!(error instanceof SqlError)) {
        throw error;
      }
      execution.sink.error(error);
      rollbackAll(execution.session, execution.sink);
      execution.sink.error(
        new SqlError(3609, 'The transaction ended in the trigger. The batch has been aborted.'),
      );
      throw new BatchAborted();
    }
  }
}
