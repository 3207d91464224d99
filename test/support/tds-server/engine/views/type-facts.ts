import { isBinary, isString } from '../sql-type.ts';
import type { SqlType, TypeKind } from '../sql-type.ts';

/** sys.types.system_type_id, which is the user_type_id as well. */
export const TYPE_IDS: Readonly<Record<TypeKind, number>> = {
  image: 34,
  text: 35,
  uniqueidentifier: 36,
  date: 40,
  time: 41,
  datetime2: 42,
  datetimeoffset: 43,
  tinyint: 48,
  smallint: 52,
  int: 56,
  money: 60,
  datetime: 61,
  float: 62,
  sql_variant: 98,
  ntext: 99,
  bit: 104,
  decimal: 106,
  bigint: 127,
  varbinary: 165,
  varchar: 167,
  binary: 173,
  char: 175,
  nvarchar: 231,
  nchar: 239,
  xml: 241,
};

const NUMERIC: Readonly<Partial<Record<TypeKind, number>>> = {
  tinyint: 3,
  smallint: 5,
  int: 10,
  bigint: 19,
  money: 19,
  decimal: 18,
  float: 53,
};

/** Precision and scale as sys.columns shows them. */
export function precisionOf(type: SqlType): { precision: number; scale: number } {
  switch (type.kind) {
    case 'datetime2':
      return { precision: type.scale === 0 ? 19 : 20 + type.scale, scale: type.scale };
    case 'datetime':
      return { precision: 23, scale: 3 };
    case 'bit':
      return { precision: 1, scale: 0 };
    default:
      return { precision: NUMERIC[type.kind] ?? 0, scale: 0 };
  }
}

/** Numeric precision as INFORMATION_SCHEMA.COLUMNS shows it: NULL for what is no number. */
export function numericPrecision(type: SqlType): number | null {
  return NUMERIC[type.kind] ?? null;
}

/** CHARACTER_MAXIMUM_LENGTH: characters or bytes, -1 for max, NULL for what is neither string nor binary. */
export function characterLength(type: SqlType): number | null {
  return isString(type) || isBinary(type) ? type.length : null;
}
