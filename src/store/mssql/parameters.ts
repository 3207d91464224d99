import { TYPES } from 'tedious';
import type { ColumnType, Value } from '../../mapping/table.ts';

/** One parameter as tedious takes it. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType['type'];
  readonly value: ParameterValue;
  readonly options: ParameterType['options'];
}

/** The type a column's values are sent with: exactly the column's own, so that comparing with it stays a seek. */
export interface ParameterType {
  readonly type: (typeof TYPES)[keyof typeof TYPES];
  readonly options: { readonly length?: number; readonly scale?: number };
}

type ParameterValue = string | number | bigint | boolean | Buffer | Date | null;

/** Any length beyond a type's own makes tedious declare it as `max`. */
const MAX_LENGTH = 65_535;

/** A Date knows milliseconds; what is finer goes into a property that tedious adds when it writes (in seconds). */
interface FineDate extends Date {
  nanosecondDelta?: number;
}

/** The parameter type for a column type. */
export function parameterType(type: ColumnType): ParameterType {
  switch (type.kind) {
    case 'nvarchar':
      return { type: TYPES.NVarChar, options: { length: type.length ?? MAX_LENGTH } };
    case 'varchar':
      return { type: TYPES.VarChar, options: { length: type.length ?? MAX_LENGTH } };
    case 'varbinary':
      return { type: TYPES.VarBinary, options: { length: type.length ?? MAX_LENGTH } };
    case 'nchar':
      return { type: TYPES.NChar, options: { length: type.length } };
    case 'char':
      return { type: TYPES.Char, options: { length: type.length } };
    case 'binary':
      return { type: TYPES.Binary, options: { length: type.length } };
    case 'datetime2':
      return { type: TYPES.DateTime2, options: { scale: type.scale } };
    case 'datetime':
      return { type: TYPES.DateTime, options: {} };
    case 'int':
      return { type: TYPES.Int, options: {} };
    case 'bigint':
      return { type: TYPES.BigInt, options: {} };
    case 'smallint':
      return { type: TYPES.SmallInt, options: {} };
    case 'tinyint':
      return { type: TYPES.TinyInt, options: {} };
    case 'bit':
      return { type: TYPES.Bit, options: {} };
    case 'uniqueidentifier':
      return { type: TYPES.UniqueIdentifier, options: {} };
  }
}

/** A row's value as tedious takes it for a parameter of the column's type. */
export function parameterValue(value: Value, type: ColumnType): ParameterValue {
  if (value === null) {
    return null;
  }
  if (typeof value === 'object') {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  if (typeof value === 'string' && (type.kind === 'datetime2' || type.kind === 'datetime')) {
    return toDate(value);
  }
  return value;
}

/** `2020-12-03T11:03:50.1234567Z` without losing the digits after the millisecond. */
function toDate(text: string): Date {
  const [seconds = '', fraction = ''] = text.replace(/Z$/, '').split('.');
  const digits = fraction.padEnd(7, '0');
  const date: FineDate = new Date(`${seconds}.${digits.slice(0, 3)}Z`);
  date.nanosecondDelta = Number(digits.slice(3, 7)) / 1e7;
  return date;
}
