import type { IndexDefinition } from './catalog.ts';
import { DEFAULT_COLLATION, collationByName } from './collation.ts';
import { joinKeys, valueKey } from './compare.ts';
import { convertValue } from './convert.ts';
import { SqlError } from './sql-error.ts';
import { isBinary, isString, isWide, sqlType } from './sql-type.ts';
import type { Table } from './table.ts';
import type { SqlRow, SqlValue } from './value.ts';

/** The entries of an index. One that is not unique keeps none: it is only there to be seen. */
export interface TableIndex {
  readonly definition: IndexDefinition;
  /** @throws SqlError 2601, 2627 (1505 while `building`) for a duplicate, 1946 for a key that is too long */
  add(rowId: number, row: SqlRow, building: boolean): void;
  remove(rowId: number, row: SqlRow): void;
}

const NO_COLLATION = collationByName(DEFAULT_COLLATION);
/** Bytes an index key may have: 900 for a clustered one, 1700 (since 2016) for the others. */
const LONGEST_CLUSTERED = 900;
const LONGEST_NONCLUSTERED = 1700;

/** An index without entries. */
export function createTableIndex(table: Table, definition: IndexDefinition): TableIndex {
  const entries = new Map<string, number>();
  const columns = definition.columns.map((at) => ({
    at,
    collation: table.columns[at]?.collation ?? NO_COLLATION,
  }));
  // NULLs are equal to each other here, unlike in a comparison.
  const keyOf = (row: SqlRow): string =>
    joinKeys(columns.map(({ at, collation }) => valueKey(row[at] ?? null, collation)));
  return {
    definition,
    add(rowId, row, building) {
      assertLength(table, definition, row);
      if (!definition.unique) {
        return;
      }
      const key = keyOf(row);
      const other = entries.get(key);
      if (other !== undefined && other !== rowId) {
        throw duplicate(table, definition, row, building);
      }
      entries.set(key, rowId);
    },
    remove(rowId, row) {
      const key = keyOf(row);
      if (entries.get(key) === rowId) {
        entries.delete(key);
      }
    },
  };
}

function assertLength(table: Table, definition: IndexDefinition, row: SqlRow): void {
  const limit = definition.clustered ? LONGEST_CLUSTERED : LONGEST_NONCLUSTERED;
  let length = 0;
  for (const at of definition.columns) {
    const value = row[at] ?? null;
    const type = table.columns[at]?.type;
    if (type !== undefined && typeof value === 'string' && isString(type)) {
      length += value.length * (isWide(type) ? 2 : 1);
    } else if (Buffer.isBuffer(value)) {
      length += value.length;
    }
  }
  if (length > limit) {
    const kind = definition.clustered ? 'clustered' : 'nonclustered';
    throw new SqlError(
      1946,
      `Operation failed. The index entry of length ${length} bytes for the index '${definition.name}' exceeds the maximum length of ${limit} bytes for ${kind} indexes.`,
      16,
      3,
    );
  }
}

function duplicate(table: Table, definition: IndexDefinition, row: SqlRow, building: boolean): SqlError {
  const values = definition.columns.map((at) => keyText(table, at, row[at] ?? null)).join(', ');
  if (building) {
    return new SqlError(
      1505,
      `The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '${table.fullName}' and the index name '${definition.name}'. The duplicate key value is (${values}).`,
    );
  }
  if (definition.kind === 'index') {
    return new SqlError(
      2601,
      `Cannot insert duplicate key row in object '${table.fullName}' with unique index '${definition.name}'. The duplicate key value is (${values}).`,
      14,
    );
  }
  const kind = definition.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE KEY';
  return new SqlError(
    2627,
    `Violation of ${kind} constraint '${definition.name}'. Cannot insert duplicate key in object '${table.fullName}'. The duplicate key value is (${values}).`,
    14,
  );
}

function keyText(table: Table, at: number, value: SqlValue): string {
  const type = table.columns[at]?.type;
  if (value === null || type === undefined) {
    return '<NULL>';
  }
  if (isBinary(type) && Buffer.isBuffer(value)) {
    return `0x${value.toString('hex')}`;
  }
  const text = convertValue(value, type, sqlType('nvarchar', 4000), { explicit: true, style: null });
  return typeof text === 'string' ? text : '';
}
