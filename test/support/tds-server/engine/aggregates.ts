import type { Expression } from '../sql/ast.ts';
import { compareValues, valueKey } from './compare.ts';
import { convertValue } from './convert.ts';
import type { BindContext, BoundScalar } from './bound.ts';
import { defaultLabel } from './bound.ts';
import type { Scope } from './scope.ts';
import { SqlError } from './sql-error.ts';
import { BIGINT, INT, isInteger } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { SqlValue } from './value.ts';

const NAMES: readonly string[] = ['COUNT', 'COUNT_BIG', 'MAX', 'MIN', 'SUM'];

/** True for the name of a function that sums up rows. */
export function isAggregateName(name: string): boolean {
  return NAMES.includes(name);
}

/** True where an expression has an aggregate outside of its subqueries. */
export function hasAggregate(expression: unknown): boolean {
  if (typeof expression !== 'object' || expression === null || Buffer.isBuffer(expression)) {
    return false;
  }
  if (Array.isArray(expression)) {
    return expression.some(hasAggregate);
  }
  const { kind, name } = expression as { kind?: unknown; name?: unknown };
  if (kind === 'call' && typeof name === 'string' && isAggregateName(name)) {
    return true;
  }
  return (
    kind !== 'subquery' &&
    kind !== 'exists' &&
    kind !== 'inQuery' &&
    Object.values(expression).some(hasAggregate)
  );
}

/** Sums up one group: takes a value a row, and tells the result. */
export interface Accumulator {
  add(value: SqlValue): void;
  result(): SqlValue;
}

/** An aggregate of a query. */
export interface BoundAggregate {
  readonly argument: BoundScalar;
  readonly type: SqlType;
  start(): Accumulator;
}

/** @param scope of the rows that are summed up, not of the group @throws SqlError 8117 */
export function bindAggregate(
  call: Expression & { kind: 'call' },
  scope: Scope,
  context: BindContext,
): BoundAggregate {
  const one: BoundScalar = {
    type: INT,
    label: defaultLabel(context),
    nullable: false,
    slots: [],
    run: () => 1,
  };
  const [expression] = call.arguments;
  if (expression === undefined && !call.star) {
    throw new SqlError(174, `The ${call.name} function requires 1 argument(s).`, 15);
  }
  const argument = expression === undefined ? one : context.binder.scalar(expression, scope, context);
  const { collation } = argument.label;
  const counted = call.name === 'COUNT' || call.name === 'COUNT_BIG';
  const type = counted
    ? call.name === 'COUNT'
      ? INT
      : BIGINT
    : call.name === 'SUM'
      ? sumType(argument.type)
      : argument.type;
  return {
    argument,
    type,
    start: () => {
      const seen = new Set<string>();
      let rows = 0;
      let total: SqlValue = null;
      return {
        add(value) {
          const key = call.distinct && value !== null ? valueKey(value, collation) : null;
          if (value === null || (key !== null && seen.has(key))) {
            return;
          }
          if (key !== null) {
            seen.add(key);
          }
          rows++;
          if (call.name === 'SUM') {
            total = convertValue(
              BigInt(total === null ? 0 : (total as number)) + BigInt(value as number),
              BIGINT,
              type,
            );
          } else if (total === null || compareValues(value, total, collation) > 0 === (call.name === 'MAX')) {
            total = value;
          }
        },
        result: () => (counted ? (call.name === 'COUNT' ? rows : BigInt(rows)) : total),
      };
    },
  };
}

function sumType(type: SqlType): SqlType {
  if (!isInteger(type) || type.kind === 'bit') {
    throw new SqlError(8117, `Operand data type ${type.kind} is invalid for sum operator.`);
  }
  return type.kind === 'bigint' ? BIGINT : INT;
}
