/** Names of the SQL Server types that the engine computes with. */
export type TypeKind =
  | 'sql_variant'
  | 'datetime2'
  | 'datetime'
  | 'float'
  | 'bigint'
  | 'int'
  | 'smallint'
  | 'tinyint'
  | 'bit'
  | 'uniqueidentifier'
  | 'nvarchar'
  | 'nchar'
  | 'varchar'
  | 'char'
  | 'varbinary'
  | 'binary'
  | OpaqueKind;

/** Types that a table may declare, and that hold nothing but NULL here: enough to tell a check what is there. */
export type OpaqueKind =
  'decimal' | 'date' | 'time' | 'datetimeoffset' | 'money' | 'xml' | 'text' | 'ntext' | 'image';

/** A type with its facets. `length` counts characters (bytes for varchar, char and binaries); -1 means `max`. */
export interface SqlType {
  readonly kind: TypeKind;
  readonly length: number;
  /** Fractional digits of a datetime2 (0 to 7). */
  readonly scale: number;
}

/** `length` of `nvarchar(max)`, `varchar(max)` and `varbinary(max)`. */
export const MAX = -1;

const OPAQUE: ReadonlySet<string> = new Set<OpaqueKind>([
  'decimal',
  'date',
  'time',
  'datetimeoffset',
  'money',
  'xml',
  'text',
  'ntext',
  'image',
]);

/** Highest first, as documented under "Data type precedence (Transact-SQL)". */
const PRECEDENCE: readonly TypeKind[] = [
  'sql_variant',
  'datetimeoffset',
  'datetime2',
  'datetime',
  'date',
  'time',
  'float',
  'decimal',
  'money',
  'bigint',
  'int',
  'smallint',
  'tinyint',
  'bit',
  'xml',
  'ntext',
  'text',
  'image',
  'uniqueidentifier',
  'nvarchar',
  'nchar',
  'varchar',
  'char',
  'varbinary',
  'binary',
];

const RANKS: ReadonlyMap<TypeKind, number> = new Map(PRECEDENCE.map((kind, rank) => [kind, rank]));

/** Makes a type. `length` matters for strings and binaries only, `scale` for datetime2 only. */
export function sqlType(kind: TypeKind, length = 0, scale = 0): SqlType {
  return { kind, length, scale };
}

export const INT = sqlType('int');
export const BIGINT = sqlType('bigint');
export const BIT = sqlType('bit');
export const SYSNAME = sqlType('nvarchar', 128);

/** True for a type that holds nothing but NULL here. */
export function isOpaque(type: SqlType): boolean {
  return OPAQUE.has(type.kind);
}

/** True for nvarchar, nchar, varchar and char. */
export function isString(type: SqlType): boolean {
  return isWide(type) || type.kind === 'varchar' || type.kind === 'char';
}

/** True for the strings that SQL Server keeps as UTF-16. */
export function isWide(type: SqlType): boolean {
  return type.kind === 'nvarchar' || type.kind === 'nchar';
}

/** True for varbinary and binary. */
export function isBinary(type: SqlType): boolean {
  return type.kind === 'varbinary' || type.kind === 'binary';
}

/** True for the types whose values are whole numbers. `bit` counts, because it converts like one. */
export function isInteger(type: SqlType): boolean {
  return ['bigint', 'int', 'smallint', 'tinyint', 'bit'].includes(type.kind);
}

/** True for datetime2 and datetime. */
export function isDateTime(type: SqlType): boolean {
  return type.kind === 'datetime2' || type.kind === 'datetime';
}

/** The type that two operands are brought to, by precedence and with the larger length. */
export function commonType(a: SqlType, b: SqlType): SqlType {
  if (a.kind === b.kind && a.length === b.length && a.scale === b.scale) {
    return a;
  }
  const [high, low] = (RANKS.get(a.kind) ?? 0) <= (RANKS.get(b.kind) ?? 0) ? [a, b] : [b, a];
  if (isString(high) || isBinary(high)) {
    const sized = isString(low) || isBinary(low) ? Math.max(high.length, low.length) : high.length;
    const length = high.length === MAX || low.length === MAX ? MAX : Math.min(sized, maximumLength(high));
    return sqlType(variableKind(high, low), length);
  }
  return high.kind === low.kind ? sqlType(high.kind, 0, Math.max(high.scale, low.scale)) : high;
}

/** Longest length that may be declared: 4000 for wide strings, 8000 for the others. */
export function maximumLength(type: SqlType): number {
  return isWide(type) ? 4000 : 8000;
}

/** Bytes that sys.columns.max_length and COL_LENGTH report; -1 for `max`. */
export function storageLength(type: SqlType): number {
  if (isString(type) || isBinary(type)) {
    return type.length === MAX ? MAX : type.length * (isWide(type) ? 2 : 1);
  }
  switch (type.kind) {
    case 'bigint':
    case 'datetime':
    case 'float':
    case 'money':
      return 8;
    case 'int':
      return 4;
    case 'smallint':
      return 2;
    case 'tinyint':
    case 'bit':
      return 1;
    case 'uniqueidentifier':
    case 'text':
    case 'ntext':
    case 'image':
      return 16;
    case 'datetime2':
      return type.scale <= 2 ? 6 : type.scale <= 4 ? 7 : 8;
    case 'sql_variant':
      return 8016;
    case 'decimal':
      return 9;
    case 'date':
      return 3;
    case 'time':
      return 5;
    case 'datetimeoffset':
      return 10;
    default:
      return MAX;
  }
}

function variableKind(high: SqlType, low: SqlType): TypeKind {
  if (high.kind === low.kind && high.length === low.length) {
    return high.kind;
  }
  return isWide(high) ? 'nvarchar' : isString(high) ? 'varchar' : 'varbinary';
}
