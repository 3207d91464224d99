import { dateTimeFromEpoch } from '../date-time.ts';
import { BIT, INT, SYSNAME, sqlType } from '../sql-type.ts';
import type { SqlRow } from '../value.ts';
import type { ViewDefinition } from './system-view.ts';

const TINY = sqlType('tinyint');
const DESCRIPTION = sqlType('nvarchar', 60);

const OBJECTS: ViewDefinition = {
  columns: [
    ['object_id', INT],
    ['name', SYSNAME],
    ['schema_id', INT],
    ['type', sqlType('char', 2)],
    ['type_desc', DESCRIPTION],
    ['create_date', sqlType('datetime')],
  ],
  rows: ({ tables }) =>
    tables.map((table): SqlRow => [
      table.objectId,
      table.name,
      table.schema.id,
      'U ',
      'USER_TABLE',
      dateTimeFromEpoch(Math.floor(table.createdAt.getTime() / 1000) * 1000),
    ]),
};

/** Views of schema sys about databases, schemas, tables and indexes, by lower-case name. */
export const SYS_OBJECTS: Readonly<Record<string, ViewDefinition>> = {
  'sys.objects': OBJECTS,
  'sys.tables': OBJECTS,
  'sys.schemas': {
    columns: [
      ['name', SYSNAME],
      ['schema_id', INT],
    ],
    rows: ({ database }) => [...database.schemas.values()].map((schema) => [schema.name, schema.id]),
  },
  'sys.databases': {
    columns: [
      ['name', SYSNAME],
      ['database_id', INT],
      ['compatibility_level', TINY],
      ['collation_name', SYSNAME],
      ['is_read_only', BIT],
      ['state', TINY],
      ['state_desc', DESCRIPTION],
    ],
    rows: ({ session }) =>
      [...session.instance.databases.values()].map((database) => [
        database.name,
        database.id,
        database.compatibilityLevel,
        database.collation.name,
        database.readOnly,
        0,
        'ONLINE',
      ]),
  },
  'sys.indexes': {
    columns: [
      ['object_id', INT],
      ['name', SYSNAME],
      ['index_id', INT],
      ['type', TINY],
      ['type_desc', DESCRIPTION],
      ['is_unique', BIT],
      ['ignore_dup_key', BIT],
      ['is_primary_key', BIT],
      ['is_unique_constraint', BIT],
      ['is_disabled', BIT],
      ['has_filter', BIT],
      ['filter_definition', sqlType('nvarchar', -1)],
    ],
    rows: ({ tables }) =>
      tables.flatMap((table) => {
        const heap: SqlRow[] = table.indexes.some((index) => index.clustered)
          ? []
          : [[table.objectId, null, 0, 0, 'HEAP', false, false, false, false, false, false, null]];
        const indexes = table.indexes.map((index, at): SqlRow => [
          table.objectId,
          index.name,
          indexId(table.indexes, at),
          index.clustered ? 1 : 2,
          index.clustered ? 'CLUSTERED' : 'NONCLUSTERED',
          index.unique,
          false,
          index.kind === 'primaryKey',
          index.kind === 'unique',
          false,
          false,
          null,
        ]);
        return [...heap, ...indexes];
      }),
  },
  'sys.index_columns': {
    columns: [
      ['object_id', INT],
      ['index_id', INT],
      ['index_column_id', INT],
      ['column_id', INT],
      ['key_ordinal', TINY],
      ['is_descending_key', BIT],
      ['is_included_column', BIT],
    ],
    rows: ({ tables }) =>
      tables.flatMap((table) =>
        table.indexes.flatMap((index, at) => [
          ...index.columns.map((column, position): SqlRow => [
            table.objectId,
            indexId(table.indexes, at),
            position + 1,
            column + 1,
            position + 1,
            false,
            false,
          ]),
          ...index.included.map((column, position): SqlRow => [
            table.objectId,
            indexId(table.indexes, at),
            index.columns.length + position + 1,
            column + 1,
            0,
            false,
            true,
          ]),
        ]),
      ),
  },
  'sys.key_constraints': {
    columns: [
      ['name', SYSNAME],
      ['parent_object_id', INT],
      ['schema_id', INT],
      ['type', sqlType('char', 2)],
      ['unique_index_id', INT],
    ],
    rows: ({ tables }) =>
      tables.flatMap((table) =>
        table.indexes.flatMap((index, at): SqlRow[] =>
          index.kind === 'index'
            ? []
            : [
                [
                  index.name,
                  table.objectId,
                  table.schema.id,
                  index.kind === 'primaryKey' ? 'PK' : 'UQ',
                  indexId(table.indexes, at),
                ],
              ],
        ),
      ),
  },
  'sys.triggers': {
    columns: [
      ['name', SYSNAME],
      ['parent_id', INT],
      ['is_disabled', BIT],
      ['is_instead_of_trigger', BIT],
    ],
    rows: ({ database, tables }) =>
      tables.flatMap((table) =>
        (database.triggers.get(table) ?? []).map((_, at) => [
          `tr_${table.name}_${at + 1}`,
          table.objectId,
          false,
          false,
        ]),
      ),
  },
};

/** 1 is kept for the clustered index. */
function indexId(indexes: readonly { readonly clustered: boolean }[], at: number): number {
  if (indexes[at]?.clustered === true) {
    return 1;
  }
  return 2 + indexes.slice(0, at).filter((index) => !index.clustered).length;
}
