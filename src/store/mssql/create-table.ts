import { formatColumnType } from '../../mapping/column-type.ts';
import type { Table } from '../../mapping/table.ts';
import { qualifiedName, quoteIdentifier } from './identifiers.ts';
import { commentText, textLiteral } from './text-literal.ts';
import {
  columnList,
  KEY_COLLATION,
  needsKeyCollation,
  objectName,
  searchableColumns,
  uniqueKeyOf,
} from './unique-key.ts';

export interface CreateTableOptions {
  /** Database that the script is for: run in another one it stops. Null for whichever it is run in. */
  readonly database?: string | null;
  /** Database user that gets what the service needs. Null leaves the statement in a comment. */
  readonly grantTo?: string | null;
}

/**
 * The script that creates a mapping's table, with a named primary key and a named unique constraint over what makes a
 * row the same row. It is one batch without GO, for sqlcmd, SSMS and drivers alike; it may be run again, and then
 * adds what is missing of its constraints and leaves everything else as it is. Plain T-SQL of SQL Server 2012 at
 * compatibility level 100.
 */
export function createTableScript(table: Table, options: CreateTableOptions = {}): string {
  const { database = null, grantTo = null } = options;
  return [
    ...heading(table, database),
    ...schemaStatement(table),
    ...tableStatement(table),
    ...keyStatement(table),
    ...grantStatement(table, grantTo),
    '',
  ].join('\n');
}

function heading(table: Table, database: string | null): string[] {
  const lines = [
    `-- Table ${commentText(qualifiedName(table))} for rooms-sync-notification.`,
    '-- May be run again: what is there already is left as it is.',
  ];
  if (database === null) {
    return [...lines, "-- Run it in the mandator's database.", ''];
  }
  const id = `DB_ID(${textLiteral(database)})`;
  return [
    ...lines,
    `-- It is for the database ${commentText(quoteIdentifier(database))} and does nothing in another one.`,
    '',
    `IF ${id} IS NULL OR ${id} <> DB_ID()`,
    'BEGIN',
    "    RAISERROR(N'Nothing was done: this script is for another database, its first lines tell which.', 16, 1);",
    '    RETURN;',
    'END;',
    '',
  ];
}

function schemaStatement({ schema }: Table): string[] {
  return schema === null || schema.toLowerCase() === 'dbo'
    ? []
    : [
        `IF SCHEMA_ID(${textLiteral(schema)}) IS NULL`,
        `    EXEC(${textLiteral(`CREATE SCHEMA ${quoteIdentifier(schema)}`)});`,
        '',
      ];
}

function tableStatement(table: Table): string[] {
  const columns = table.columns.map((column, index) => {
    const collation = needsKeyCollation(table, index) ? ` COLLATE ${KEY_COLLATION}` : '';
    const nullability = index === table.digestIndex ? 'NOT NULL' : 'NULL';
    return `${quoteIdentifier(column.name)} ${formatColumnType(column.type)}${collation} ${nullability}`;
  });
  const definitions =
    table.identity === null
      ? columns
      : [
          `${quoteIdentifier(table.identity)} bigint IDENTITY(1, 1) NOT NULL`,
          ...columns,
          `CONSTRAINT ${quoteIdentifier(objectName('PK', table.name))} PRIMARY KEY CLUSTERED (${quoteIdentifier(table.identity)})`,
        ];
  return [
    `IF ${objectId(table)} IS NULL`,
    `    CREATE TABLE ${qualifiedName(table)} (`,
    definitions.map((definition) => `        ${definition}`).join(',\n'),
    '    );',
    '',
  ];
}

function keyStatement(table: Table): string[] {
  const { columns, name, room } = uniqueKeyOf(table);
  if (room === 'impossible') {
    return searchIndexStatement(table);
  }
  const remark =
    room === 'fits'
      ? []
      : [
          '-- The key may be longer than the 900 bytes (or have more than the 16 columns) that an index of SQL Server 2014',
          '-- and older takes; a digest column in the mapping has no such limit.',
        ];
  return [
    ...remark,
    ...unlessIndexed(table, name),
    `    ALTER TABLE ${qualifiedName(table)}`,
    `        ADD CONSTRAINT ${quoteIdentifier(name)} UNIQUE NONCLUSTERED (${columnList(columns)});`,
    '',
  ];
}

/** What remains to be done for a key that no index can keep unique: an index to look it up with. */
function searchIndexStatement(table: Table): string[] {
  const chosen = searchableColumns(uniqueKeyOf(table).columns);
  const name = objectName('IX', table.name, 'Key');
  const statement =
    chosen.length === 0
      ? []
      : [
          ...unlessIndexed(table, name),
          `    CREATE NONCLUSTERED INDEX ${quoteIdentifier(name)}`,
          `        ON ${qualifiedName(table)} (${columnList(chosen)});`,
        ];
  return [
    '-- The key of this mapping is too long for a unique constraint, so the server cannot keep two instances of the',
    '-- service from adding the same row at the same moment. A digest column in the mapping ("digest": "EventKey")',
    '-- makes the constraint possible. The index is for looking up whether a row is there.',
    ...statement,
    '',
  ];
}

function unlessIndexed(table: Table, name: string): string[] {
  return [
    `IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = ${objectId(table)} AND name = ${textLiteral(name)})`,
  ];
}

function objectId(table: Table): string {
  return `OBJECT_ID(${textLiteral(qualifiedName(table))}, N'U')`;
}

function grantStatement(table: Table, user: string | null): string[] {
  const statement = `GRANT SELECT, INSERT ON ${qualifiedName(table)} TO`;
  return user === null
    ? [
        '-- The service needs no more than this; members of db_datareader and db_datawriter have it:',
        `-- ${commentText(statement)} [user];`,
      ]
    : [`${statement} ${quoteIdentifier(user)};`];
}
