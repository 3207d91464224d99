import type { Row, Table } from '../../src/mapping/table.ts';
import { defineTable, rowOf } from './rows.ts';

/** A table whose rows are told apart by one text. */
export const TABLE: Table = defineTable(
  { Name: 'nvarchar(64)', Number: 'int' },
  { key: ['Name'], digest: 'Digest' },
);

/** Rows with these names. */
export function rowsNamed(...names: readonly string[]): Row[] {
  return names.map((name) => rowOf(TABLE, name, name.length));
}
