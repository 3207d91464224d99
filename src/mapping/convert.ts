import { parseUtcDateTime } from './date-time.ts';
import type { ColumnType, Value } from './table.ts';

/** What an expression gave: an absent node (or variable) is null. */
export type XPathResult = string | number | boolean | null;

const RANGES = {
  tinyint: [0n, 255n],
  smallint: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

/**
 * Turns what XPath found into a value of the column's type. Text columns take it exactly, the others without the
 * white space around it; binary columns read base64, or hex after `0x`.
 * @throws RangeError saying what was found and what the type takes; the caller adds the column's name
 */
export function convert(result: XPathResult, type: ColumnType): Value {
  if (result === null) {
    return null;
  }
  switch (type.kind) {
    case 'nvarchar':
    case 'varchar':
    case 'nchar':
    case 'char':
      return text(String(result), type.length);
    case 'bit':
      return bit(result);
    case 'int':
    case 'smallint':
    case 'tinyint':
      return Number(integer(result, type.kind));
    case 'bigint':
      return integer(result, type.kind);
    case 'datetime2':
      return parseUtcDateTime(String(result).trim(), type.scale);
    case 'datetime':
      return parseUtcDateTime(String(result).trim(), 3);
    case 'binary':
    case 'varbinary':
      return bytes(String(result).trim(), type.length);
    case 'uniqueidentifier':
      return guid(String(result).trim());
  }
}

function text(value: string, length: number | null): string {
  if (length !== null && value.length > length) {
    throw new RangeError(`${value.length} characters, and the column holds ${length}`);
  }
  return value;
}

function bit(result: string | number | boolean): boolean {
  switch (typeof result === 'string' ? result.trim() : result) {
    case true:
    case 1:
    case '1':
    case 'true':
      return true;
    case false:
    case 0:
    case '0':
    case 'false':
      return false;
    default:
      throw new RangeError(`${quote(String(result))} is no boolean (true, false, 1, 0)`);
  }
}

function integer(result: string | number | boolean, kind: keyof typeof RANGES): bigint {
  const written = typeof result === 'boolean' ? String(Number(result)) : String(result).trim();
  if (!/^[+-]?\d{1,30}$/.test(written)) {
    throw new RangeError(`${quote(written)} is no whole number`);
  }
  const value = BigInt(written.replace(/^\+/, ''));
  const [least, most] = RANGES[kind];
  if (value < least || value > most) {
    throw new RangeError(`${written} does not fit (${least} to ${most})`);
  }
  return value;
}

function bytes(written: string, length: number | null): Uint8Array {
  const hex = /^0x((?:[0-9a-f]{2})*)$/i.exec(written)?.[1];
  const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(written) && written.length % 4 === 0;
  if (hex === undefined && !isBase64) {
    throw new RangeError(`${quote(written)} is neither base64 nor hex after 0x`);
  }
  const value = hex === undefined ? Buffer.from(written, 'base64') : Buffer.from(hex, 'hex');
  if (length !== null && value.length > length) {
    throw new RangeError(`${value.length} bytes, and the column holds ${length}`);
  }
  return Uint8Array.from(value);
}

function guid(written: string): string {
  const match = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i.exec(written)?.[1];
  if (match === undefined) {
    throw new RangeError(`${quote(written)} is no GUID`);
  }
  return match.toUpperCase();
}

/** A value for an error message: in quotes, and cut, since it comes from outside. */
export function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}
