import type { IndexDefinition } from './catalog.ts';
import { SqlError } from './sql-error.ts';
import { MAX, isOpaque } from './sql-type.ts';
import type { Table } from './table.ts';

/**
 * An index's definition with its columns looked up.
 * @throws SqlError 1911, 1913, 1919, 1909, 1902
 */
export function indexDefinition(
  table: Table,
  wanted: Omit<IndexDefinition, 'columns' | 'included'> & {
    readonly columns: readonly string[];
    readonly included: readonly string[];
  },
): IndexDefinition {
  const { name, kind, unique, clustered } = wanted;
  if (table.indexes.some((index) => index.name.toLowerCase() === name.toLowerCase())) {
    throw new SqlError(
      1913,
      `The operation failed because an index or statistics with name '${name}' already exists on table '${table.fullName}'.`,
    );
  }
  if (clustered && table.indexes.some((index) => index.clustered)) {
    throw new SqlError(
      1902,
      `Cannot create more than one clustered index on table '${table.fullName}'.`,
      16,
      3,
    );
  }
  const columns = wanted.columns.map((column) => keyColumn(table, column));
  if (new Set(columns).size !== columns.length) {
    throw new SqlError(
      1909,
      'Cannot use duplicate column names in index. Column name is listed more than once.',
    );
  }
  const included = wanted.included.map((column) => position(table, column));
  return { name, kind, unique, clustered, columns, included };
}

function position(table: Table, name: string): number {
  const at = table.columnIndex(name);
  if (at < 0) {
    throw new SqlError(1911, `Column name '${name}' does not exist in the target table or view.`);
  }
  return at;
}

function keyColumn(table: Table, name: string): number {
  const at = position(table, name);
  const type = table.columns[at]?.type;
  if (type === undefined || type.length === MAX || isOpaque(type)) {
    throw new SqlError(
      1919,
      `Column '${name}' in table '${table.fullName}' is of a type that is invalid for use as a key column in an index.`,
    );
  }
  return at;
}
