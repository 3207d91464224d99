import { throughCodePage } from './code-page.ts';
import { convertToBinary } from './convert-binary.ts';
import { convertToDateTime } from './convert-date-time.ts';
import { convertToNumber } from './convert-number.ts';
import { convertToText } from './convert-text.ts';
import { SqlError } from './sql-error.ts';
import { MAX, isBinary, isDateTime, isOpaque, isString, isWide } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import { isVariantValue } from './value.ts';
import type { SqlValue } from './value.ts';

/** What a conversion may do: a cast cuts strings and knows styles; an assignment is implicit. */
export interface ConvertOptions {
  readonly explicit: boolean;
  readonly style: number | null;
}

const IMPLICIT: ConvertOptions = { explicit: false, style: null };

/**
 * Brings a value to a type. A string or binary longer than the type is cut without a word, as CAST, variables and
 * parameters do; columns check the length first (see `fitsColumn`).
 * @throws SqlError 206, 257, 529 where the types do not convert; 220, 241, 242, 245, 248, 8114, 8115, 8169 for values
 */
export function convertValue(
  value: SqlValue,
  from: SqlType,
  to: SqlType,
  options: ConvertOptions = IMPLICIT,
): SqlValue {
  if (isVariantValue(value)) {
    return to.kind === 'sql_variant' ? value : convertValue(value.value, value.type, to, options);
  }
  if (value === null || sameShape(from, to)) {
    return value;
  }
  if (isOpaque(to) || isOpaque(from)) {
    throw operandClash(from, to);
  }
  if (isString(to)) {
    return fitString(convertToText(value, from, to, options), to);
  }
  if (isBinary(to)) {
    return fitBinary(convertToBinary(value, from, to, options), to);
  }
  if (isDateTime(to)) {
    return convertToDateTime(value, from, to);
  }
  if (to.kind === 'uniqueidentifier') {
    return toGuid(value, from, to);
  }
  if (to.kind === 'sql_variant') {
    return typeof value === 'string' || typeof value === 'number' ? { type: from, value } : null;
  }
  return convertToNumber(value, from, to);
}

/** Pads a char or binary to its length and cuts what is longer. */
function fitString(text: string, to: SqlType): string {
  const kept = isWide(to) ? text : throughCodePage(text);
  if (to.length === MAX) {
    return kept;
  }
  const cut = kept.length > to.length ? kept.slice(0, to.length) : kept;
  return to.kind === 'nchar' || to.kind === 'char' ? cut.padEnd(to.length, ' ') : cut;
}

function fitBinary(bytes: Buffer, to: SqlType): Buffer {
  const cut = to.length !== MAX && bytes.length > to.length ? bytes.subarray(0, to.length) : bytes;
  return to.kind === 'binary' && cut.length < to.length ? Buffer.concat([cut], to.length) : cut;
}

function toGuid(value: SqlValue, from: SqlType, to: SqlType): string {
  if (typeof value === 'string') {
    const text = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i.exec(value)?.[1];
    if (text === undefined) {
      throw new SqlError(
        8169,
        'Conversion failed when converting from a character string to uniqueidentifier.',
        16,
        2,
      );
    }
    return text.toUpperCase();
  }
  if (Buffer.isBuffer(value) && value.length >= 16) {
    return guidFromBytes(value);
  }
  throw operandClash(from, to);
}

/** The first three groups of a uniqueidentifier are little-endian in its bytes. */
export function guidFromBytes(bytes: Uint8Array): string {
  const hex = Buffer.from(
    [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) => bytes[at] ?? 0),
  ).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join('-')
    .toUpperCase();
}

/**
 * False where a string or binary would be cut to fit a column. Spaces at the end may be lost.
 * @param value a value of the column's kind, not yet cut
 */
export function fitsColumn(value: SqlValue, column: SqlType): boolean {
  if (column.length === MAX) {
    return true;
  }
  if (typeof value === 'string' && isString(column)) {
    return value.length <= column.length || value.slice(column.length).trim() === '';
  }
  return !Buffer.isBuffer(value) || value.length <= column.length;
}

/** True where a value of one type is one of the other as it stands. */
function sameShape(from: SqlType, to: SqlType): boolean {
  if (from.kind !== to.kind) {
    return false;
  }
  if (isString(to) || isBinary(to)) {
    return to.length === from.length;
  }
  return to.kind !== 'datetime2' || to.scale >= from.scale;
}

/** 206 */
export function operandClash(from: SqlType, to: SqlType): SqlError {
  return new SqlError(206, `Operand type clash: ${from.kind} is incompatible with ${to.kind}`, 16, 2);
}
