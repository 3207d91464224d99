import { decodeCodePage } from './code-page.ts';
import type { ConvertOptions } from './convert.ts';
import { dateTimeParts, isoDateTime } from './date-time.ts';
import { SqlError } from './sql-error.ts';
import { isDateTime, isWide } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import { isDateTimeValue } from './value.ts';
import type { SqlValue } from './value.ts';

/** The text of a value before it is cut to the type's length. @throws SqlError 281, 8115, 8170 */
export function convertToText(value: SqlValue, from: SqlType, to: SqlType, options: ConvertOptions): string {
  if (typeof value === 'string') {
    if (from.kind === 'uniqueidentifier' && to.length >= 0 && to.length < 36) {
      throw new SqlError(8170, 'Insufficient result space to convert uniqueidentifier value to char.', 16, 2);
    }
    return value;
  }
  if (Buffer.isBuffer(value)) {
    return binaryText(value, to, options.style ?? 0);
  }
  if (isDateTimeValue(value) && isDateTime(from)) {
    return dateTimeText(value, from, options.style);
  }
  const text = typeof value === 'boolean' ? (value ? '1' : '0') : plainText(value);
  if (to.length >= 0 && text.length > to.length) {
    // Numbers that do not fit become an asterisk in char and varchar, and an error in the wide types.
    if (isWide(to)) {
      throw new SqlError(
        8115,
        `Arithmetic overflow error converting expression to data type ${to.kind}.`,
        16,
        2,
      );
    }
    return '*';
  }
  return text;
}

function plainText(value: SqlValue): string {
  return typeof value === 'object' ? '' : String(value);
}

function binaryText(bytes: Buffer, to: SqlType, style: number): string {
  switch (style) {
    case 0:
      return isWide(to) ? bytes.subarray(0, bytes.length & ~1).toString('utf16le') : decodeCodePage(bytes);
    case 1:
      return `0x${bytes.toString('hex').toUpperCase()}`;
    case 2:
      return bytes.toString('hex').toUpperCase();
    default:
      throw badStyle(style, 'varbinary');
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dateTimeText(value: SqlValue, from: SqlType, style: number | null): string {
  if (!isDateTimeValue(value)) {
    throw badStyle(style ?? 0, from.kind);
  }
  switch (style ?? (from.kind === 'datetime' ? 0 : 121)) {
    case 0: {
      const { date, time } = dateTimeParts(value, from);
      const hour = Number(time.slice(0, 2));
      const twelve = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, ' ');
      const day = String(Number(date.slice(8))).padStart(2, ' ');
      return `${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${day} ${date.slice(0, 4)} ${twelve}${time.slice(2, 5)}${hour < 12 ? 'AM' : 'PM'}`;
    }
    case 20:
    case 120:
      return isoDateTime(value, from, ' ').slice(0, 19);
    case 21:
    case 25:
    case 121:
      return isoDateTime(value, from, ' ');
    case 126:
      return from.kind === 'datetime' && value.ticks % 10_000_000 === 0
        ? isoDateTime(value, from).slice(0, 19)
        : isoDateTime(value, from);
    case 127:
      return `${isoDateTime(value, from)}Z`;
    case 112:
      return dateTimeParts(value, from).date.replaceAll('-', '');
    case 23:
      return dateTimeParts(value, from).date;
    default:
      throw badStyle(style ?? 0, from.kind);
  }
}

function badStyle(style: number, kind: string): SqlError {
  return new SqlError(
    281,
    `${style} is not a valid style number when converting from ${kind} to a character string.`,
  );
}
