import { BIGINT, BIT, INT, SYSNAME, sqlType, storageLength } from '../sql-type.ts';
import type { SqlRow } from '../value.ts';
import type { ViewContext, ViewDefinition } from './system-view.ts';
import { TYPE_IDS, precisionOf } from './type-facts.ts';
import type { Column } from '../catalog.ts';
import type { Table } from '../table.ts';

const TINY = sqlType('tinyint');
const SMALL = sqlType('smallint');
const TEXT = sqlType('nvarchar', -1);

/** Object ids of defaults: derived, so that nothing has to be kept. */
function defaultId(table: Table, column: Column): number {
  return column.default === null ? 0 : table.objectId * 1000 + table.columns.indexOf(column) + 1;
}

function eachColumn(
  { tables }: ViewContext,
  row: (table: Table, column: Column, id: number) => SqlRow | null,
): SqlRow[] {
  return tables.flatMap((table) =>
    table.columns.map((column, at) => row(table, column, at + 1)).filter((made) => made !== null),
  );
}

/** Views of schema sys about columns and types, by lower-case name. */
export const SYS_COLUMNS: Readonly<Record<string, ViewDefinition>> = {
  'sys.columns': {
    columns: [
      ['object_id', INT],
      ['name', SYSNAME],
      ['column_id', INT],
      ['system_type_id', TINY],
      ['user_type_id', INT],
      ['max_length', SMALL],
      ['precision', TINY],
      ['scale', TINY],
      ['collation_name', SYSNAME],
      ['is_nullable', BIT],
      ['is_identity', BIT],
      ['is_computed', BIT],
      ['default_object_id', INT],
    ],
    rows: (context) =>
      eachColumn(context, (table, column, id) => [
        table.objectId,
        column.name,
        id,
        TYPE_IDS[column.type.kind],
        TYPE_IDS[column.type.kind],
        storageLength(column.type),
        precisionOf(column.type).precision,
        precisionOf(column.type).scale,
        column.collation?.name ?? null,
        column.nullable,
        column.identity !== null,
        column.computed !== null,
        defaultId(table, column),
      ]),
  },
  'sys.types': {
    columns: [
      ['name', SYSNAME],
      ['system_type_id', TINY],
      ['user_type_id', INT],
    ],
    rows: () => Object.entries(TYPE_IDS).map(([name, id]) => [name, id, id]),
  },
  'sys.identity_columns': {
    columns: [
      ['object_id', INT],
      ['name', SYSNAME],
      ['column_id', INT],
      ['seed_value', BIGINT],
      ['increment_value', BIGINT],
    ],
    rows: (context) =>
      eachColumn(context, (table, column, id) =>
        column.identity === null
          ? null
          : [
              table.objectId,
              column.name,
              id,
              BigInt(column.identity.seed),
              BigInt(column.identity.increment),
            ],
      ),
  },
  'sys.computed_columns': {
    columns: [
      ['object_id', INT],
      ['name', SYSNAME],
      ['column_id', INT],
      ['definition', TEXT],
      ['is_persisted', BIT],
    ],
    rows: (context) =>
      eachColumn(context, (table, column, id) =>
        column.computed === null
          ? null
          : [table.objectId, column.name, id, column.computed.text, column.computed.persisted],
      ),
  },
  'sys.default_constraints': {
    columns: [
      ['object_id', INT],
      ['name', SYSNAME],
      ['parent_object_id', INT],
      ['parent_column_id', INT],
      ['definition', TEXT],
    ],
    rows: (context) =>
      eachColumn(context, (table, column, id) =>
        column.default === null
          ? null
          : [defaultId(table, column), column.default.name, table.objectId, id, column.default.text],
      ),
  },
};
