import type { Statement } from '../sql/statement-ast.ts';
import type { BindContext } from './bound.ts';
import type { UndoEntry } from './catalog.ts';
import { changeableTable } from './changeable-table.ts';
import { makeColumns } from './make-column.ts';
import { bindRowBuilder } from './row-builder.ts';
import { SqlError } from './sql-error.ts';

/** ALTER TABLE ADD. @throws SqlError 2705, 4901, 4902 */
export function bindAddColumns(
  statement: Statement & { kind: 'addColumns' },
  context: BindContext,
): (undo: UndoEntry[]) => void {
  const table = changeableTable(statement.table, 4902, context);
  const added = makeColumns(statement.columns, table.columns, new Set(), table.name, context);
  for (const column of added) {
    if (
      !column.nullable &&
      column.default === null &&
      column.identity === null &&
      column.computed === null &&
      table.rows.size > 0
    ) {
      throw new SqlError(
        4901,
        `ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified, or the column being added is an identity or timestamp column, or alternatively if none of the previous conditions are satisfied the table must be empty to allow addition of this column. Column '${column.name}' cannot be added to non-empty table '${table.name}' because it does not satisfy these conditions.`,
      );
    }
  }
  return (undo) => {
    const before = table.columns;
    const rows = [...table.rows];
    undo.push({ kind: 'catalog', undo: () => table.resetColumns(before, rows) });
    table.resetColumns([...before, ...added], []);
    const builder = bindRowBuilder(table, context);
    table.resetColumns(
      table.columns,
      rows.map(([rowId, row]) => [rowId, builder.widen(row, before.length)]),
    );
  };
}
