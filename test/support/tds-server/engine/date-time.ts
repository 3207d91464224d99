import type { SqlType } from './sql-type.ts';
import type { DateTimeValue } from './value.ts';

/** Units of 100 ns in a day. */
export const TICKS_PER_DAY = 864_000_000_000;
/** Days from 0001-01-01 to 1970-01-01 and to 1900-01-01, where datetime counts from. */
const UNIX_EPOCH = 719_162;
export const DATETIME_EPOCH = 693_595;
/** datetime starts at 1753-01-01; both types end with the year 9999. */
const DATETIME_FIRST_DAY = 639_905;
const LAST_DAY = 3_652_058;
/** 100 ns in a 300th of a second, the unit of datetime. */
const TICKS_PER_THIRD = 100_000 / 3;

const PATTERN =
  /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(Z|[+-]\d{2}:\d{2})?\s*$/i;

/**
 * Reads `yyyy-mm-dd[(T| )hh:mm[:ss[.fffffff]]][Z|±hh:mm]`; an offset is dropped, as datetime2 does.
 * @returns null for anything else, and for a day or time that does not exist
 */
export function parseDateTime(text: string): DateTimeValue | null {
  const match = PATTERN.exec(text);
  if (match === null) {
    return null;
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(numberOf) as [
    number,
    number,
    number,
    number,
    number,
    number, // prettier-ignore
  ];
  const days = daysOf(year, month, day);
  if (days === null || hour > 23 || minute > 59 || second > 59) {
    return null;
  }
  const fraction = Number((match[7] ?? '').padEnd(7, '0'));
  return { days, ticks: ((hour * 60 + minute) * 60 + second) * 10_000_000 + fraction };
}

/** A group that took no part in the match counts as zero. */
function numberOf(part: string | undefined): number {
  return Number(part ?? 0);
}

function daysOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists =
    year >= 1 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return exists ? date.getTime() / 86_400_000 + UNIX_EPOCH : null;
}

/** Rounds to the type's precision: datetime2 half up to its digits, datetime to 300ths of a second. Null past its range. */
export function roundDateTime(value: DateTimeValue, type: SqlType): DateTimeValue | null {
  let { days, ticks } = value;
  if (type.kind === 'datetime') {
    ticks = Math.round(Math.round(ticks / TICKS_PER_THIRD) * TICKS_PER_THIRD);
  } else {
    const unit = 10 ** (7 - type.scale);
    ticks = Math.floor(ticks / unit + 0.5) * unit;
  }
  if (ticks >= TICKS_PER_DAY) {
    days++;
    ticks -= TICKS_PER_DAY;
  }
  return days > LAST_DAY || days < (type.kind === 'datetime' ? DATETIME_FIRST_DAY : 0)
    ? null
    : { days, ticks };
}

/** 300ths of a second since midnight of a rounded datetime. */
export function thirdsOf(value: DateTimeValue): number {
  return Math.round(value.ticks / TICKS_PER_THIRD);
}

/** The time of day for 300ths of a second. */
export function ticksOfThirds(thirds: number): number {
  return Math.round(thirds * TICKS_PER_THIRD);
}

/** From a JavaScript clock, UTC. */
export function dateTimeFromEpoch(milliseconds: number): DateTimeValue {
  const days = Math.floor(milliseconds / 86_400_000);
  return { days: days + UNIX_EPOCH, ticks: Math.round((milliseconds - days * 86_400_000) * 10_000) };
}

/** Parts for printing. Milliseconds of a datetime are rounded as SQL Server prints them (.000, .003, .007). */
export function dateTimeParts(
  value: DateTimeValue,
  type: SqlType,
): { date: string; time: string; fraction: string } {
  const day = new Date((value.days - UNIX_EPOCH) * 86_400_000).toISOString();
  const seconds = Math.floor(value.ticks / 10_000_000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const rest = value.ticks - seconds * 10_000_000;
  const fraction =
    type.kind === 'datetime'
      ? String(Math.round(rest / 10_000)).padStart(3, '0')
      : String(rest).padStart(7, '0').slice(0, type.scale);
  return {
    date: day.slice(0, 10),
    time: clock.map((part) => String(part).padStart(2, '0')).join(':'),
    fraction: fraction === '' ? '' : `.${fraction}`,
  };
}

/** `2020-12-03T11:03:50.0000000`, with as many digits as the type has. */
export function isoDateTime(value: DateTimeValue, type: SqlType, separator: 'T' | ' ' = 'T'): string {
  const { date, time, fraction } = dateTimeParts(value, type);
  return `${date}${separator}${time}${fraction}`;
}
