import type { ColumnType } from './table.ts';

const MAX_NVARCHAR = 4000;
const MAX_BYTES = 8000;

/**
 * Reads a column type as T-SQL writes it: `nvarchar(512)`, `varbinary(max)`, `datetime2(3)`, `bit`.
 * @throws RangeError saying what was found and which types there are
 */
export function parseColumnType(text: string): ColumnType {
  const match = /^\s*([a-z0-9]+)\s*(?:\(\s*(max|\d{1,5})\s*\))?\s*$/i.exec(text);
  const kind = match?.[1]?.toLowerCase();
  const size = match?.[2]?.toLowerCase();
  switch (kind) {
    case 'nvarchar':
      return { kind, length: size === 'max' ? null : sizeOf(text, size, 1, MAX_NVARCHAR, true) };
    case 'varchar':
    case 'varbinary':
      return { kind, length: size === 'max' ? null : sizeOf(text, size, 1, MAX_BYTES, true) };
    case 'nchar':
      return { kind, length: sizeOf(text, size, 1, MAX_NVARCHAR, false) };
    case 'char':
    case 'binary':
      return { kind, length: sizeOf(text, size, 1, MAX_BYTES, false) };
    case 'datetime2':
      return { kind, scale: size === undefined ? 7 : sizeOf(text, size, 0, 7, false) };
    case 'int':
    case 'bigint':
    case 'smallint':
    case 'tinyint':
    case 'bit':
    case 'datetime':
    case 'uniqueidentifier':
      if (size !== undefined) {
        throw new RangeError(`"${text}" takes no size; write "${kind}"`);
      }
      return { kind };
    default:
      throw new RangeError(
        `"${text}" is not a column type; known are nvarchar(n|max), varchar(n|max), nchar(n), char(n), int, bigint, ` +
          'smallint, tinyint, bit, datetime2(n), datetime, binary(n), varbinary(n|max), uniqueidentifier',
      );
  }
}

/** The type as T-SQL writes it. */
export function formatColumnType(type: ColumnType): string {
  if ('scale' in type) {
    return `${type.kind}(${type.scale})`;
  }
  if ('length' in type) {
    return `${type.kind}(${type.length ?? 'max'})`;
  }
  return type.kind;
}

function sizeOf(text: string, size: string | undefined, least: number, most: number, max: boolean): number {
  const number = Number(size);
  if (size === undefined || !Number.isInteger(number) || number < least || number > most) {
    throw new RangeError(
      `"${text}" needs a size from ${least} to ${most}${max ? ' or max' : ''} in parentheses`,
    );
  }
  return number;
}
