import { isoDateTime } from './date-time.ts';
import type { SqlType } from './sql-type.ts';
import { isDateTimeValue, isVariantValue } from './value.ts';
import type { SqlRow, SqlValue } from './value.ts';

/** What tests see of a value. */
export type PlainValue = string | number | bigint | boolean | Buffer | null;

/** A value for tests: points in time as `2020-12-03T11:03:50.0000000`, a sql_variant as what it holds. */
export function plainValue(value: SqlValue, type: SqlType): PlainValue {
  if (isDateTimeValue(value)) {
    return isoDateTime(value, type);
  }
  return isVariantValue(value) ? value.value : value;
}

/** A row for tests, by column name. */
export function plainRow(
  row: SqlRow,
  columns: readonly { readonly name: string; readonly type: SqlType }[],
): Record<string, PlainValue> {
  return Object.fromEntries(columns.map(({ name, type }, at) => [name, plainValue(row[at] ?? null, type)]));
}
