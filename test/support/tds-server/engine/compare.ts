import { compareStrings, comparisonKey } from './collation.ts';
import type { Collation } from './collation.ts';
import { isDateTimeValue } from './value.ts';
import type { SqlValue } from './value.ts';

/**
 * Compares two values of one type, neither of them NULL: negative, zero or positive.
 * @param collation for strings
 */
export function compareValues(a: SqlValue, b: SqlValue, collation: Collation): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return compareStrings(a, b, collation);
  }
  if (Buffer.isBuffer(a) && Buffer.isBuffer(b)) {
    return Buffer.compare(trimZeros(a), trimZeros(b));
  }
  if (isDateTimeValue(a) && isDateTimeValue(b)) {
    return a.days - b.days || a.ticks - b.ticks;
  }
  const left = a as number | bigint | boolean;
  const right = b as number | bigint | boolean;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Equality of two values of one type, neither of them NULL. */
export function valuesEqual(a: SqlValue, b: SqlValue, collation: Collation): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    return a === b || comparisonKey(a, collation) === comparisonKey(b, collation);
  }
  return compareValues(a, b, collation) === 0;
}

/** A string that is equal for values that are equal; NULL has one of its own. For unique indexes, DISTINCT, GROUP BY. */
export function valueKey(value: SqlValue, collation: Collation): string {
  if (value === null) {
    return 'N';
  }
  if (typeof value === 'string') {
    return `s${comparisonKey(value, collation)}`;
  }
  if (Buffer.isBuffer(value)) {
    return `b${trimZeros(value).toString('latin1')}`;
  }
  if (isDateTimeValue(value)) {
    return `d${value.days}:${value.ticks}`;
  }
  return typeof value === 'object'
    ? `v${String(value.value)}`
    : `n${Number(value) === 0 ? 0 : String(value)}`;
}

/** Joins keys so that no two lists of keys are the same string. */
export function joinKeys(keys: readonly string[]): string {
  return keys.length === 1 ? (keys[0] as string) : keys.map((key) => `${key.length}:${key}`).join('');
}

/** The shorter binary is padded with zeros in a comparison, so zeros at the end do not count. */
function trimZeros(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) {
    end--;
  }
  return bytes.subarray(0, end);
}
