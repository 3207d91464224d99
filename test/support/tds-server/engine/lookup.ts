import { coarseKey } from './collation.ts';
import { DEFAULT_COLLATION, collationByName } from './collation.ts';
import { joinKeys, valueKey } from './compare.ts';
import type { SqlRow, SqlValue } from './value.ts';

/** Finds rows by the values of some columns. Not part of the SQL: what it finds is compared again. */
export interface Lookup {
  add(rowId: number, row: SqlRow): void;
  remove(rowId: number, row: SqlRow): void;
  /** @param keys from `lookupKey`, one a column */
  find(keys: readonly string[]): Iterable<SqlRow>;
}

const ANY = collationByName(DEFAULT_COLLATION);

/** Equal wherever the values are equal, whatever the collation (but for those that ignore accents). */
export function lookupKey(value: SqlValue): string {
  return typeof value === 'string' ? `s${coarseKey(value)}` : valueKey(value, ANY);
}

/** A hash over some columns, empty at first. */
export function createLookup(columns: readonly number[]): Lookup {
  const buckets = new Map<string, Map<number, SqlRow>>();
  const keyOf = (row: SqlRow): string => joinKeys(columns.map((column) => lookupKey(row[column] ?? null)));
  return {
    add(rowId, row) {
      const key = keyOf(row);
      const bucket = buckets.get(key);
      if (bucket === undefined) {
        buckets.set(key, new Map([[rowId, row]]));
      } else {
        bucket.set(rowId, row);
      }
    },
    remove(rowId, row) {
      const key = keyOf(row);
      const bucket = buckets.get(key);
      bucket?.delete(rowId);
      if (bucket?.size === 0) {
        buckets.delete(key);
      }
    },
    find(keys) {
      return buckets.get(joinKeys(keys))?.values() ?? [];
    },
  };
}
