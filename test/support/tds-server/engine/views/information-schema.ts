import type { IndexDefinition } from '../catalog.ts';
import { INT, MAX, SYSNAME, isString, isWide, sqlType } from '../sql-type.ts';
import type { Table } from '../table.ts';
import type { SqlRow } from '../value.ts';
import type { ViewDefinition } from './system-view.ts';
import { characterLength, numericPrecision } from './type-facts.ts';

const SMALL = sqlType('smallint');
const YES_NO = sqlType('varchar', 3);

function constraintsOf(table: Table): IndexDefinition[] {
  return table.indexes.filter((index) => index.kind !== 'index');
}

/** The views of INFORMATION_SCHEMA, by lower-case name. */
export const INFORMATION_SCHEMA: Readonly<Record<string, ViewDefinition>> = {
  'information_schema.tables': {
    columns: [
      ['TABLE_CATALOG', SYSNAME],
      ['TABLE_SCHEMA', SYSNAME],
      ['TABLE_NAME', SYSNAME],
      ['TABLE_TYPE', sqlType('varchar', 10)],
    ],
    rows: ({ database, tables }) =>
      tables.map((table) => [database.name, table.schema.name, table.name, 'BASE TABLE']),
  },
  'information_schema.schemata': {
    columns: [
      ['CATALOG_NAME', SYSNAME],
      ['SCHEMA_NAME', SYSNAME],
    ],
    rows: ({ database }) => [...database.schemas.values()].map((schema) => [database.name, schema.name]),
  },
  'information_schema.columns': {
    columns: [
      ['TABLE_CATALOG', SYSNAME],
      ['TABLE_SCHEMA', SYSNAME],
      ['TABLE_NAME', SYSNAME],
      ['COLUMN_NAME', SYSNAME],
      ['ORDINAL_POSITION', INT],
      ['COLUMN_DEFAULT', sqlType('nvarchar', 4000)],
      ['IS_NULLABLE', YES_NO],
      ['DATA_TYPE', SYSNAME],
      ['CHARACTER_MAXIMUM_LENGTH', INT],
      ['CHARACTER_OCTET_LENGTH', INT],
      ['NUMERIC_PRECISION', sqlType('tinyint')],
      ['NUMERIC_SCALE', INT],
      ['DATETIME_PRECISION', SMALL],
      ['CHARACTER_SET_NAME', SYSNAME],
      ['COLLATION_NAME', SYSNAME],
    ],
    rows: ({ tables }) => tables.flatMap(columnRows),
  },
  'information_schema.table_constraints': {
    columns: [
      ['CONSTRAINT_CATALOG', SYSNAME],
      ['CONSTRAINT_SCHEMA', SYSNAME],
      ['CONSTRAINT_NAME', SYSNAME],
      ['TABLE_CATALOG', SYSNAME],
      ['TABLE_SCHEMA', SYSNAME],
      ['TABLE_NAME', SYSNAME],
      ['CONSTRAINT_TYPE', sqlType('varchar', 11)],
    ],
    rows: ({ database: { name }, tables }) =>
      tables.flatMap((table) =>
        constraintsOf(table).map((index) => [
          name,
          table.schema.name,
          index.name,
          name,
          table.schema.name,
          table.name,
          index.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE',
        ]),
      ),
  },
  'information_schema.key_column_usage': {
    columns: [
      ['CONSTRAINT_CATALOG', SYSNAME],
      ['CONSTRAINT_SCHEMA', SYSNAME],
      ['CONSTRAINT_NAME', SYSNAME],
      ['TABLE_CATALOG', SYSNAME],
      ['TABLE_SCHEMA', SYSNAME],
      ['TABLE_NAME', SYSNAME],
      ['COLUMN_NAME', SYSNAME],
      ['ORDINAL_POSITION', INT],
    ],
    rows: ({ database: { name }, tables }) =>
      tables.flatMap((table) =>
        constraintsOf(table).flatMap((index) =>
          index.columns.map((at, position) => [
            name,
            table.schema.name,
            index.name,
            name,
            table.schema.name,
            table.name,
            table.columns[at]?.name ?? null,
            position + 1,
          ]),
        ),
      ),
  },
};

function columnRows(table: Table): SqlRow[] {
  return table.columns.map((column, at): SqlRow => {
    const { type } = column;
    const length = characterLength(type);
    return [
      table.database.name,
      table.schema.name,
      table.name,
      column.name,
      at + 1,
      column.default?.text ?? null,
      column.nullable ? 'YES' : 'NO',
      type.kind,
      length,
      length === null || length === MAX ? length : length * (isWide(type) ? 2 : 1),
      numericPrecision(type),
      numericPrecision(type) === null ? null : 0,
      type.kind === 'datetime2' ? type.scale : type.kind === 'datetime' ? 3 : null,
      isString(type) ? (isWide(type) ? 'UNICODE' : 'iso_1') : null,
      column.collation?.name ?? null,
    ];
  });
}
