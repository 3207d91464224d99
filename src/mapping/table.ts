/**
 * What a store has to know of a mapping: the table, its columns in order, and which of them make a row the
 * same row. Plain data, so that it can be handed to a worker thread or printed.
 */
export interface Table {
  /** Schema of the table (`dbo`), or null where the mapping names none. SQLite has no schemas and ignores it. */
  readonly schema: string | null;
  readonly name: string;
  /** Name of the identity column that `sync-notification schema` and the embedded store create, or null. */
  readonly identity: string | null;
  /** The columns that are written, in the order of `Row.values`. The digest column, if any, is the last one. */
  readonly columns: readonly Column[];
  /** Index in `columns` of the column holding the key's SHA-256, or -1 where the table has none. */
  readonly digestIndex: number;
  /** Indexes in `columns` of the columns that make up the key. Never empty. */
  readonly keyIndexes: readonly number[];
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** The SQL Server types a mapped column may have. `length` counts characters or bytes; null means `max`. */
export type ColumnType =
  | { readonly kind: 'nvarchar' | 'varchar' | 'varbinary'; readonly length: number | null }
  | { readonly kind: 'nchar' | 'char' | 'binary'; readonly length: number }
  | { readonly kind: 'datetime2'; readonly scale: number }
  | { readonly kind: 'int' | 'bigint' | 'smallint' | 'tinyint' | 'bit' | 'datetime' | 'uniqueidentifier' };

/**
 * A value as it travels from the mapping to a store:
 *
 * | column type | value |
 * | --- | --- |
 * | nvarchar, varchar, nchar, char | string |
 * | int, smallint, tinyint | number |
 * | bigint | bigint |
 * | bit | boolean |
 * | datetime2(n), datetime | string, UTC, `2020-12-03T11:03:50.0000000Z` with exactly n fractional digits (datetime: 3) |
 * | binary, varbinary | Uint8Array |
 * | uniqueidentifier | string, upper case, `F3483959-36E0-4A10-8B42-9D3513C3F0D9` |
 */
export type Value = string | number | bigint | boolean | Uint8Array | null;

/** One row for the table: its values in the order of `Table.columns`, and the identity of what it says. */
export interface Row {
  readonly values: readonly Value[];
  /** Lower-case hex SHA-256 over the key columns' exact values (see `key-digest.ts`). Equal keys are one row. */
  readonly key: string;
}
