import { hash } from 'node:crypto';
import type { Value } from './table.ts';

/**
 * SHA-256 over the exact values of a row's key columns, in the key's order: what makes a row the same row,
 * whatever collation the table has. Each value is written as `length:text;` (length in UTF-16 units), NULL as
 * `-;`, so that no two different keys are written alike. Digests stand in tables for years: this form is fixed.
 * @returns 64 lower-case hex digits
 */
export function keyDigest(values: readonly Value[], keyIndexes: readonly number[]): string {
  let written = '';
  for (const index of keyIndexes) {
    const value = values[index] ?? null;
    if (value === null) {
      written += '-;';
    } else {
      const text = canonicalText(value);
      written += `${text.length}:${text};`;
    }
  }
  return hash('sha256', written, 'hex');
}

function canonicalText(value: Exclude<Value, null>): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
      return value ? '1' : '0';
    case 'object':
      return Buffer.from(value).toString('hex');
    default:
      return String(value);
  }
}
