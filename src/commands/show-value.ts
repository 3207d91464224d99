import type { Value } from '../mapping/table.ts';

/** A value of a row as a person reads it: bytes in hex after `0x`. */
export function showValue(value: Value): string {
  if (value === null) {
    return 'NULL';
  }
  return value instanceof Uint8Array
    ? `0x${Buffer.from(value).toString('hex').toUpperCase()}`
    : String(value);
}
