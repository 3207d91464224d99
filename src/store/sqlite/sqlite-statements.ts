import type { Column, Row, Table, Value } from '../../mapping/table.ts';

/** Name of the column that holds the key's digest where the mapping names none. */
const HIDDEN_DIGEST = 'RowKey';

/** `"a""b"`: identifiers are the mapping's and may be anything. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Name of the column that makes a row unique. The embedded store always has one. */
export function digestColumn(table: Table): string {
  return table.columns[table.digestIndex]?.name ?? HIDDEN_DIGEST;
}

/** Creates the mapping's table as far as it is missing. The schema name is left out: SQLite has none. */
export function createTableStatements(table: Table): string[] {
  const identity =
    table.identity === null ? [] : [`${quoteIdentifier(table.identity)} INTEGER PRIMARY KEY AUTOINCREMENT`];
  const digest = quoteIdentifier(digestColumn(table));
  const columns = table.columns
    .filter((_, index) => index !== table.digestIndex)
    .map((column) => `${quoteIdentifier(column.name)} ${affinity(column)}`);
  const name = quoteIdentifier(table.name);
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (${[...identity, ...columns, `${digest} BLOB NOT NULL`].join(', ')})`,
    `CREATE UNIQUE INDEX IF NOT EXISTS ${quoteIdentifier(`UQ_${table.name}_${digestColumn(table)}`)} ON ${name} (${digest})`,
  ];
}

/** Columns that the mapping has and an older table has not. */
export function addColumnStatements(table: Table, existing: ReadonlySet<string>): string[] {
  return table.columns
    .filter((column, index) => index !== table.digestIndex && !existing.has(column.name.toLowerCase()))
    .map(
      (column) =>
        `ALTER TABLE ${quoteIdentifier(table.name)} ADD COLUMN ${quoteIdentifier(column.name)} ${affinity(column)}`,
    );
}

/** Inserts one row unless its digest stands there: the parameters are the row's values and its digest. */
export function insertStatement(table: Table): string {
  const names = table.columns.filter((_, index) => index !== table.digestIndex).map((column) => column.name);
  const columns = [...names, digestColumn(table)].map(quoteIdentifier);
  return (
    `INSERT INTO ${quoteIdentifier(table.name)} (${columns.join(', ')}) ` +
    `VALUES (${columns.map(() => '?').join(', ')}) ` +
    `ON CONFLICT (${quoteIdentifier(digestColumn(table))}) DO NOTHING`
  );
}

/** A value that `node:sqlite` takes. */
export type SqliteValue = string | number | bigint | Uint8Array | null;

/** SQLite knows no boolean; everything else of a row it takes as it is. */
export function toSqliteValue(value: Value): SqliteValue {
  return typeof value === 'boolean' ? Number(value) : value;
}

/**
 * The parameters of `insertStatement` for a row, its digest last and still in hex. Flat and without a Buffer,
 * because they are cloned on their way to the database's thread: of a Buffer the whole pool around it is copied.
 */
export function insertParameters(table: Table, row: Row): SqliteValue[] {
  const parameters = row.values.map(toSqliteValue);
  if (table.digestIndex >= 0) {
    parameters.splice(table.digestIndex, 1);
  }
  parameters.push(row.key);
  return parameters;
}

function affinity(column: Column): string {
  switch (column.type.kind) {
    case 'int':
    case 'bigint':
    case 'smallint':
    case 'tinyint':
    case 'bit':
      return 'INTEGER';
    case 'binary':
    case 'varbinary':
      return 'BLOB';
    default:
      return 'TEXT';
  }
}
