import { mayDo } from './access.ts';
import type { BindContext } from './bound.ts';
import { findTable } from './catalog.ts';
import { databaseOf, nameParts } from './object-names.ts';
import { SqlError } from './sql-error.ts';
import type { Table } from './table.ts';

/**
 * The table that a statement changes, to be locked until the transaction's end.
 * @param missing number of the error where it is not there or may not be changed
 */
export function changeableTable(name: readonly string[], missing: number, context: BindContext): Table {
  const parts = nameParts(name);
  const table = findTable(databaseOf(parts, context.session), parts.schema, parts.object);
  if (table === null || !mayDo(context.session, table, 'ALTER')) {
    throw new SqlError(
      missing,
      `Cannot find the object "${name.join('.')}" because it does not exist or you do not have permissions.`,
    );
  }
  context.locks.set(table, 'exclusive');
  context.heldLocks.add(table);
  return table;
}
