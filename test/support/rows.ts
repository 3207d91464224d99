import { parseColumnType } from '../../src/mapping/column-type.ts';
import { keyDigest } from '../../src/mapping/key-digest.ts';
import type { Row, Table, Value } from '../../src/mapping/table.ts';

export interface TableOptions {
  readonly name?: string;
  /** Column names of the key; the first column unless given. */
  readonly key?: readonly string[];
  /** Name of the digest column, which is added as the last one; none unless given. */
  readonly digest?: string;
}

/** A table as a mapping would describe it, its columns by name and type as T-SQL writes it. */
export function defineTable(columns: Readonly<Record<string, string>>, options: TableOptions = {}): Table {
  const names = Object.keys(columns);
  const written = Object.entries(columns).map(([name, type]) => ({ name, type: parseColumnType(type) }));
  const { name = 'T', key = names.slice(0, 1), digest } = options;
  return {
    schema: 'dbo',
    name,
    identity: null,
    columns:
      digest === undefined ? written : [...written, { name: digest, type: { kind: 'binary', length: 32 } }],
    digestIndex: digest === undefined ? -1 : written.length,
    keyIndexes: key.map((column) => names.indexOf(column)),
  };
}

/** A row of the table with these values, the digest being added where the table has one. */
export function rowOf(table: Table, ...values: Value[]): Row {
  const key = keyDigest(values, table.keyIndexes);
  return { key, values: table.digestIndex < 0 ? values : [...values, Buffer.from(key, 'hex')] };
}
