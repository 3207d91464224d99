import type { SqlType } from './sql-type.ts';

/** A point in time of datetime2 or datetime, without a zone. */
export interface DateTimeValue {
  /** Days since 0001-01-01. */
  readonly days: number;
  /** Units of 100 ns since midnight. */
  readonly ticks: number;
}

/** What a sql_variant holds. */
export interface VariantValue {
  readonly type: SqlType;
  readonly value: string | number;
}

/**
 * A value as the engine computes with it: strings of all four kinds and uniqueidentifier (upper case) are strings,
 * int, smallint, tinyint and float are numbers, bigint is a bigint, bit a boolean, binaries are Buffers.
 */
export type SqlValue = string | number | bigint | boolean | Buffer | DateTimeValue | VariantValue | null;

/** A row: one value a column. */
export type SqlRow = readonly SqlValue[];

/** A predicate's outcome: true, false or unknown. */
export type Truth = boolean | null;

/** True for a value of datetime2 or datetime. */
export function isDateTimeValue(value: SqlValue): value is DateTimeValue {
  return typeof value === 'object' && value !== null && 'ticks' in value;
}

/** True for what a sql_variant holds. */
export function isVariantValue(value: SqlValue): value is VariantValue {
  return typeof value === 'object' && value !== null && 'type' in value;
}
