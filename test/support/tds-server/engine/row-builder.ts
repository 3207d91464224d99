import type { BindContext, BoundScalar, Env } from './bound.ts';
import type { Column } from './catalog.ts';
import { rowScope } from './column-source.ts';
import { convertValue, fitsColumn } from './convert.ts';
import { EMPTY_SCOPE } from './scope.ts';
import { SqlError } from './sql-error.ts';
import { MAX, isBinary, isString, sqlType } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { Table } from './table.ts';
import type { SqlRow, SqlValue } from './value.ts';

/** A value for a column, of the type it comes in. */
export interface Given {
  readonly value: SqlValue;
  readonly type: SqlType;
}

/** Puts rows together as a table keeps them. */
export interface RowBuilder {
  /**
   * @param given by column; what is missing takes its default, identity or computed value
   * @throws SqlError 515, 2628, 8152 and those of conversions
   */
  build(given: ReadonlyMap<number, Given | undefined>, identityInsert: boolean): SqlRow;
  /** The row with other values in some columns. */
  change(row: SqlRow, given: ReadonlyMap<number, Given>): SqlRow;
  /** A row that has its first columns only: the others get their defaults, unless they may be NULL. */
  widen(row: SqlRow, from: number): SqlRow;
}

/** Binds defaults and computed columns once, for all rows of a statement. */
export function bindRowBuilder(table: Table, context: BindContext): RowBuilder {
  const defaults = table.columns.map((column) =>
    column.default === null ? null : context.binder.scalar(column.default.expression, EMPTY_SCOPE, context),
  );
  const scope = rowScope(table.columns, table.name, context);
  const computed = table.columns.map((column) =>
    column.computed === null ? null : context.binder.scalar(column.computed.expression, scope, context),
  );
  const { legacyTruncation, version } = context.session.instance;
  const legacy = legacyTruncation || version.major < 15 || table.database.compatibilityLevel < 150;
  const env: Env = { rows: [], aggregates: [] };

  const put = (column: Column, given: Given, verb: string): SqlValue => {
    const value = storedValue(given, column, table, legacy);
    if (value === null && !column.nullable) {
      throw nullRefused(column, table, verb);
    }
    return value;
  };
  const addComputed = (row: SqlValue[]): SqlRow => {
    env.rows[scope.slot] = row;
    computed.forEach((scalar, at) => {
      const column = table.columns[at];
      if (scalar !== null && column !== undefined) {
        row[at] = convertValue(scalar.run(env), scalar.type, column.type);
      }
    });
    return row;
  };
  const missing = (column: Column, scalar: BoundScalar | null): Given => {
    if (column.identity !== null) {
      return nextIdentity(table, column, context);
    }
    return scalar === null
      ? { value: null, type: column.type }
      : { value: scalar.run(env), type: scalar.type };
  };
  return {
    build: (given, identityInsert) =>
      addComputed(
        table.columns.map((column, at) => {
          if (column.computed !== null) {
            return null;
          }
          const value = given.get(at) ?? missing(column, defaults[at] ?? null);
          const stored = put(column, value, 'INSERT');
          if (identityInsert && column.identity !== null) {
            keepIdentity(table, column, stored, context);
          }
          return stored;
        }),
      ),
    widen: (row, from) =>
      addComputed(
        table.columns.map((column, at) => {
          if (at < from) {
            return row[at] ?? null;
          }
          return column.computed !== null || (column.nullable && column.identity === null)
            ? null
            : put(column, missing(column, defaults[at] ?? null), 'INSERT');
        }),
      ),
    change: (row, given) =>
      addComputed(
        row.map((value, at) => {
          const next = given.get(at);
          return next === undefined ? value : put(table.columns[at] as Column, next, 'UPDATE');
        }),
      ),
  };
}

function nextIdentity(table: Table, column: Column, context: BindContext): Given {
  const value = table.nextIdentity;
  table.nextIdentity += BigInt(column.identity?.increment ?? 1);
  context.session.identity = value;
  return { value, type: sqlType('bigint') };
}

function keepIdentity(table: Table, column: Column, stored: SqlValue, context: BindContext): void {
  const value = BigInt(stored as number | bigint);
  context.session.identity = value;
  if (value >= table.nextIdentity) {
    table.nextIdentity = value + BigInt(column.identity?.increment ?? 1);
  }
}

function storedValue({ value, type }: Given, column: Column, table: Table, legacy: boolean): SqlValue {
  const target = column.type;
  if (value === null || !(isString(target) || isBinary(target)) || target.length === MAX) {
    return convertValue(value, type, target);
  }
  // In full length first, to see what would be lost.
  const variable = sqlType(
    target.kind.startsWith('n') ? 'nvarchar' : isString(target) ? 'varchar' : 'varbinary',
    MAX,
  );
  const numeric = !isString(type) && !isBinary(type);
  const whole = numeric ? convertValue(value, type, target) : convertValue(value, type, variable);
  if (!fitsColumn(whole, target)) {
    throw truncation(whole, column, table, legacy);
  }
  return convertValue(whole, numeric ? target : variable, target);
}

function truncation(value: SqlValue, column: Column, table: Table, legacy: boolean): SqlError {
  if (legacy) {
    return new SqlError(
      8152,
      'String or binary data would be truncated.',
      16,
      isString(column.type) ? 30 : 10,
    );
  }
  const kept = typeof value === 'string' ? value.slice(0, column.type.length).slice(0, 128) : '';
  return new SqlError(
    2628,
    `String or binary data would be truncated in table '${table.database.name}.${table.fullName}', column '${column.name}'. Truncated value: '${kept}'.`,
  );
}

function nullRefused(column: Column, table: Table, verb: string): SqlError {
  return new SqlError(
    515,
    `Cannot insert the value NULL into column '${column.name}', table '${table.database.name}.${table.fullName}'; column does not allow nulls. ${verb} fails.`,
    16,
    2,
  );
}
