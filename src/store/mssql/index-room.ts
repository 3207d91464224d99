import type { Column, ColumnType } from '../../mapping/table.ts';

/** Bytes an index key may have up to SQL Server 2014, and since 2016 in a nonclustered index. */
export const OLD_INDEX_BYTES = 900;
export const INDEX_BYTES = 1700;

/** Columns an index key may have up to SQL Server 2014; 32 since. */
export const INDEX_COLUMNS = 16;

/**
 * The most bytes a column takes in an index key; null where its type (`max`) cannot be in one.
 * Source: https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server
 */
export function indexBytes(type: ColumnType): number | null {
  switch (type.kind) {
    case 'nvarchar':
    case 'nchar':
      return type.length === null ? null : type.length * 2;
    case 'varchar':
    case 'varbinary':
    case 'char':
    case 'binary':
      return type.length;
    case 'datetime2':
      return type.scale < 3 ? 6 : type.scale < 5 ? 7 : 8;
    case 'uniqueidentifier':
      return 16;
    case 'bigint':
    case 'datetime':
      return 8;
    case 'int':
      return 4;
    case 'smallint':
      return 2;
    case 'tinyint':
    case 'bit':
      return 1;
  }
}

/** The most bytes of columns together in an index key; null where one of them cannot be in one. */
export function keyBytes(columns: readonly Column[]): number | null {
  return columns.reduce<number | null>((sum, { type }) => {
    const bytes = indexBytes(type);
    return sum === null || bytes === null ? null : sum + bytes;
  }, 0);
}

/** Whether a type holds characters, which have a collation. */
export function isCharacterType({ kind }: ColumnType): boolean {
  return kind === 'nvarchar' || kind === 'varchar' || kind === 'nchar' || kind === 'char';
}
