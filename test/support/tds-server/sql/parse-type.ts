import { MAX, maximumLength, sqlType } from '../engine/sql-type.ts';
import type { SqlType, TypeKind } from '../engine/sql-type.ts';
import { SqlError } from '../engine/sql-error.ts';
import type { TokenCursor } from './token-cursor.ts';

const SYNONYMS: Readonly<Record<string, TypeKind>> = {
  INTEGER: 'int',
  NUMERIC: 'decimal',
  DEC: 'decimal',
  REAL: 'float',
  SMALLMONEY: 'money',
};

const PLAIN: ReadonlySet<string> = new Set(
  'bigint int smallint tinyint bit uniqueidentifier datetime float money sql_variant date xml text ntext image'.split(
    ' ',
  ),
);

/**
 * A type as in `nvarchar(50)`, `[datetime2](7)`, `varbinary(max)`.
 * @throws SqlError 2715 for a type that is not known, 131 for a length that is too large
 */
export function parseType(cursor: TokenCursor): SqlType {
  const name = cursor.isName() ? cursor.takeName() : cursor.take().text;
  const kind =
    SYNONYMS[name.toUpperCase()] ?? (name.toLowerCase() === 'sysname' ? 'sysname' : name.toLowerCase());
  switch (kind) {
    case 'sysname':
      return sqlType('nvarchar', 128);
    case 'nvarchar':
    case 'varchar':
    case 'varbinary':
    case 'nchar':
    case 'char':
    case 'binary':
      return sizedType(cursor, kind);
    case 'datetime2':
    case 'time':
    case 'datetimeoffset':
      return sqlType(kind, 0, parseScale(cursor, name));
    case 'decimal':
      skipFacets(cursor);
      return sqlType('decimal');
    default:
      if (PLAIN.has(kind)) {
        if (kind === 'float') {
          skipFacets(cursor);
        }
        return sqlType(kind as TypeKind);
      }
      throw new SqlError(2715, `Column, parameter, or variable #1: Cannot find data type ${name}.`, 16, 6);
  }
}

function sizedType(cursor: TokenCursor, kind: TypeKind): SqlType {
  if (!cursor.skip('(')) {
    return sqlType(kind, 1);
  }
  const limit = maximumLength(sqlType(kind));
  let length: number;
  if (cursor.skip('MAX')) {
    if (!kind.startsWith('var') && kind !== 'nvarchar') {
      throw new SqlError(1038, `Incorrect syntax near 'max'.`, 15);
    }
    length = MAX;
  } else {
    length = cursor.takeNumber();
    if (length > limit) {
      throw new SqlError(
        131,
        `The size (${length}) given to the type '${kind}' exceeds the maximum allowed for any data type (8000).`,
        15,
        3,
      );
    }
    if (length === 0) {
      throw new SqlError(1001, 'Line 1: Length or precision specification 0 is invalid.', 15);
    }
  }
  cursor.expect(')');
  return sqlType(kind, length);
}

function parseScale(cursor: TokenCursor, name: string): number {
  if (!cursor.skip('(')) {
    return 7;
  }
  const scale = cursor.takeNumber();
  cursor.expect(')');
  if (scale > 7) {
    throw new SqlError(1002, `Line 1: Specified scale ${scale} is invalid for ${name}.`, 15);
  }
  return scale;
}

function skipFacets(cursor: TokenCursor): void {
  if (cursor.is('(')) {
    cursor.takeParenthesised(() => cursor.takeNumber());
  }
}
