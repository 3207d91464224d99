import type { Table } from '../../mapping/table.ts';
import type { CatalogRow, CatalogSession } from './catalog-session.ts';
import { qualifiedName } from './identifiers.ts';
import type { ColumnFacts, TableFacts, TriggerFacts, UniqueIndexFacts } from './table-facts.ts';

/*
 * Everything here reads metadata that a login with rights on the table alone may see, in T-SQL of SQL Server 2012.
 * What a login may not see is not an error but absent.
 */

/** The server and the login, as the server sees them. */
export interface ServerFacts {
  /** `15.0.4375.4` */
  readonly version: string;
  readonly edition: string;
  readonly login: string;
  readonly user: string;
  readonly database: string;
}

/** What of the database matters for writing to it. */
export interface DatabaseFacts {
  readonly compatibilityLevel: number;
  readonly collation: string | null;
  readonly isReadOnly: boolean;
}

/** Which server this is, and as whom one is logged in. */
export async function readServer(session: CatalogSession): Promise<ServerFacts> {
  const [row = {}] = await session.select(
    `SELECT CONVERT(nvarchar(128), SERVERPROPERTY(N'ProductVersion')) AS version,
       CONVERT(nvarchar(128), SERVERPROPERTY(N'Edition')) AS edition,
       ORIGINAL_LOGIN() AS loginName, USER_NAME() AS userName, DB_NAME() AS databaseName`,
  );
  return {
    version: text(row, 'version'),
    edition: text(row, 'edition'),
    login: text(row, 'loginName'),
    user: text(row, 'userName'),
    database: text(row, 'databaseName'),
  };
}

/** The database that the connection is in; null where the login may not see its entry. */
export async function readDatabase(session: CatalogSession): Promise<DatabaseFacts | null> {
  const [row] = await session.select(
    `SELECT d.compatibility_level AS compatibilityLevel, d.collation_name AS collation,
       CASE WHEN CONVERT(nvarchar(60), DATABASEPROPERTYEX(d.name, N'Updateability')) = N'READ_ONLY' THEN 1 ELSE 0 END AS isReadOnly
     FROM sys.databases AS d WHERE d.database_id = DB_ID()`,
  );
  return row === undefined
    ? null
    : {
        compatibilityLevel: number(row, 'compatibilityLevel'),
        collation: textOrNull(row, 'collation'),
        isReadOnly: flag(row, 'isReadOnly'),
      };
}

/** The server's time, UTC. */
export async function readClock(session: CatalogSession): Promise<Date> {
  const [row = {}] = await session.select('SELECT SYSUTCDATETIME() AS utcNow');
  const now = row['utcNow'];
  if (!(now instanceof Date)) {
    throw new TypeError('the server did not tell its time');
  }
  return now;
}

/** What stands under a table's name; null where there is nothing, or nothing that the login may see. */
export async function readTable(
  session: CatalogSession,
  table: Pick<Table, 'schema' | 'name'>,
): Promise<TableFacts | null> {
  const [row] = await session.select(
    `SELECT o.object_id AS objectId, s.name AS schemaName, o.name AS objectName, o.type AS objectType
     FROM sys.objects AS o INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
     WHERE o.object_id = OBJECT_ID(@name)`,
    { name: qualifiedName(table) },
  );
  if (row === undefined) {
    return null;
  }
  const id = number(row, 'objectId');
  return {
    schema: text(row, 'schemaName'),
    name: text(row, 'objectName'),
    objectType: text(row, 'objectType').trim(),
    columns: await readColumns(session, id),
    uniqueIndexes: await readUniqueIndexes(session, id),
    triggers: await readTriggers(session, id),
  };
}

/** The columns of an object. The base type stands for an alias type. */
async function readColumns(session: CatalogSession, objectId: number): Promise<ColumnFacts[]> {
  const rows = await session.select(
    `SELECT c.name AS columnName, t.name AS typeName, c.max_length AS maxLength, c.precision AS typePrecision,
       c.scale AS typeScale, c.collation_name AS collation, c.is_nullable AS isNullable,
       c.is_identity AS isIdentity, c.is_computed AS isComputed,
       CASE WHEN c.default_object_id <> 0 THEN 1 ELSE 0 END AS hasDefault
     FROM sys.columns AS c LEFT JOIN sys.types AS t ON t.user_type_id = c.system_type_id
     WHERE c.object_id = @id ORDER BY c.column_id`,
    { id: objectId },
  );
  return rows.map((row) => ({
    name: text(row, 'columnName'),
    typeName: (textOrNull(row, 'typeName') ?? 'sql_variant').toLowerCase(),
    maxLength: number(row, 'maxLength'),
    precision: number(row, 'typePrecision'),
    scale: number(row, 'typeScale'),
    collation: textOrNull(row, 'collation'),
    nullable: flag(row, 'isNullable'),
    isIdentity: flag(row, 'isIdentity'),
    isComputed: flag(row, 'isComputed'),
    hasDefault: flag(row, 'hasDefault'),
  }));
}

/** The unique indexes that are in force, of primary keys and constraints as well. */
async function readUniqueIndexes(session: CatalogSession, objectId: number): Promise<UniqueIndexFacts[]> {
  const rows = await session.select(
    `SELECT i.name AS indexName, i.has_filter AS hasFilter, c.name AS columnName
     FROM sys.indexes AS i
       INNER JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id
       INNER JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
     WHERE i.object_id = @id AND i.is_unique = 1 AND i.is_disabled = 0 AND k.is_included_column = 0
     ORDER BY i.index_id, k.key_ordinal`,
    { id: objectId },
  );
  const indexes = new Map<string, { name: string; columns: string[]; isFiltered: boolean }>();
  for (const row of rows) {
    const name = text(row, 'indexName');
    const index = indexes.get(name) ?? { name, columns: [], isFiltered: flag(row, 'hasFilter') };
    index.columns.push(text(row, 'columnName'));
    indexes.set(name, index);
  }
  return [...indexes.values()];
}

/** The triggers of an object, as far as the login may see them. */
async function readTriggers(session: CatalogSession, objectId: number): Promise<TriggerFacts[]> {
  const rows = await session.select(
    `SELECT g.name AS triggerName, g.is_disabled AS isDisabled, g.is_instead_of_trigger AS isInsteadOf
     FROM sys.triggers AS g WHERE g.parent_id = @id ORDER BY g.name`,
    { id: objectId },
  );
  return rows.map((row) => ({
    name: text(row, 'triggerName'),
    isDisabled: flag(row, 'isDisabled'),
    isInsteadOf: flag(row, 'isInsteadOf'),
  }));
}

/** Which of the two rights the login lacks. A table it may not see at all grants neither. */
export async function readMissingRights(
  session: CatalogSession,
  table: Pick<Table, 'schema' | 'name'>,
): Promise<('SELECT' | 'INSERT')[]> {
  const [row = {}] = await session.select(
    `SELECT HAS_PERMS_BY_NAME(@name, N'OBJECT', N'SELECT') AS maySelect,
       HAS_PERMS_BY_NAME(@name, N'OBJECT', N'INSERT') AS mayInsert`,
    { name: qualifiedName(table) },
  );
  return [
    ...(row['maySelect'] === 1 ? [] : (['SELECT'] as const)),
    ...(row['mayInsert'] === 1 ? [] : (['INSERT'] as const)),
  ];
}

/** Tables whose names let one think that they are the one that is looked for; at most ten, as `schema.table`. */
export async function readSimilarTables(session: CatalogSession, name: string): Promise<string[]> {
  const rows = await session.select(
    `SELECT s.name AS schemaName, t.name AS tableName
     FROM sys.tables AS t INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     WHERE t.name = @name OR t.name LIKE N'%Notif%' OR t.name LIKE N'%Sync%' OR t.name LIKE N'%Exchange%'
     ORDER BY s.name, t.name`,
    { name },
  );
  return rows.slice(0, 10).map((row) => `${text(row, 'schemaName')}.${text(row, 'tableName')}`);
}

function text(row: CatalogRow, column: string): string {
  return textOrNull(row, column) ?? '';
}

function textOrNull(row: CatalogRow, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' ? value : null;
}

function number(row: CatalogRow, column: string): number {
  return Number(row[column] ?? 0);
}

function flag(row: CatalogRow, column: string): boolean {
  const value = row[column];
  return value === true || value === 1;
}
