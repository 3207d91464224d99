import { DATETIME_EPOCH, parseDateTime, roundDateTime } from './date-time.ts';
import { SqlError } from './sql-error.ts';
import type { SqlType } from './sql-type.ts';
import { isDateTimeValue } from './value.ts';
import type { DateTimeValue, SqlValue } from './value.ts';

/** To datetime2 or datetime, rounded to what the type holds. @throws SqlError 206, 241, 242 */
export function convertToDateTime(value: SqlValue, from: SqlType, to: SqlType): DateTimeValue {
  const parsed = read(value, from, to);
  const rounded = roundDateTime(parsed, to);
  if (rounded === null) {
    throw new SqlError(
      242,
      `The conversion of a ${from.kind} data type to a ${to.kind} data type resulted in an out-of-range value.`,
      16,
      3,
    );
  }
  return rounded;
}

function read(value: SqlValue, from: SqlType, to: SqlType): DateTimeValue {
  if (isDateTimeValue(value)) {
    return value;
  }
  if (typeof value === 'string' && from.kind !== 'uniqueidentifier') {
    if (value.trim() === '') {
      return { days: DATETIME_EPOCH, ticks: 0 };
    }
    const parsed = parseDateTime(value);
    // datetime, the old type, takes no more than three fractional digits.
    if (parsed === null || (to.kind === 'datetime' && /\.\d{4,}/.test(value))) {
      throw new SqlError(241, 'Conversion failed when converting date and/or time from character string.');
    }
    return parsed;
  }
  if (typeof value === 'number' && to.kind === 'datetime') {
    const days = Math.floor(value);
    return { days: DATETIME_EPOCH + days, ticks: Math.round((value - days) * 864_000_000_000) };
  }
  throw new SqlError(206, `Operand type clash: ${from.kind} is incompatible with ${to.kind}`, 16, 2);
}
