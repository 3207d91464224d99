import type { ComparisonOperator } from '../sql/ast.ts';
import { combineLabels, unionSlots } from './bound.ts';
import type { BoundPredicate, BoundScalar, Env, EqualPair } from './bound.ts';
import { compareValues, valuesEqual } from './compare.ts';
import { convertValue, operandClash } from './convert.ts';
import { SqlError } from './sql-error.ts';
import { commonType, isOpaque, isString, isWide } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { SqlValue } from './value.ts';

const NAMES: Record<ComparisonOperator, string> = {
  '=': 'equal to',
  '<>': 'not equal to',
  '<': 'less than',
  '<=': 'less than or equal to',
  '>': 'greater than',
  '>=': 'greater than or equal to',
};

/** `left operator right`: unknown where either is NULL. @throws SqlError 206, 402, 468 */
export function bindComparison(
  operator: ComparisonOperator,
  left: BoundScalar,
  right: BoundScalar,
): BoundPredicate {
  if (operator === '=') {
    return bindEquality(left, right, false);
  }
  const sides = prepare(left, right, operator);
  const { collation } = sides.label;
  const tests: Record<Exclude<ComparisonOperator, '='>, (order: number) => boolean> = {
    '<>': (order) => order !== 0,
    '<': (order) => order < 0,
    '<=': (order) => order <= 0,
    '>': (order) => order > 0,
    '>=': (order) => order >= 0,
  };
  const test = tests[operator];
  return {
    slots: unionSlots([left, right]),
    pairs: [],
    run: (env) => {
      const a = sides.left(env);
      const b = sides.right(env);
      return a === null || b === null ? null : test(compareValues(a, b, collation));
    },
  };
}

/** `left = right`; null-safe, NULL equals NULL, and NULL is unknown against anything else. */
export function bindEquality(left: BoundScalar, right: BoundScalar, nullSafe: boolean): BoundPredicate {
  const sides = prepare(left, right, '=');
  const { collation } = sides.label;
  return {
    slots: unionSlots([left, right]),
    pairs: [searchablePair({ left, right, collation, nullSafe })],
    run: (env) => {
      const a = sides.left(env);
      const b = sides.right(env);
      if (a === null || b === null) {
        return nullSafe && a === b ? true : null;
      }
      return valuesEqual(a, b, collation);
    },
  };
}

/** Equal bytes of strings of one kind are equal strings, which is what a table can be searched by. */
function searchablePair(pair: EqualPair): EqualPair {
  const { bytesOf: left } = pair.left;
  const { bytesOf: right } = pair.right;
  return left !== undefined && right !== undefined && isWide(left.type) === isWide(right.type)
    ? { ...pair, left, right }
    : pair;
}

function prepare(left: BoundScalar, right: BoundScalar, operator: ComparisonOperator) {
  const type = comparisonType(left, right);
  for (const side of [left, right]) {
    if (isOpaque(side.type) && ['text', 'ntext', 'image', 'xml'].includes(side.type.kind)) {
      throw new SqlError(
        402,
        `The data types ${left.type.kind} and ${right.type.kind} are incompatible in the ${NAMES[operator]} operator.`,
      );
    }
  }
  return {
    left: converter(left, type),
    right: converter(right, type),
    label: combineLabels(left, right, NAMES[operator]),
  };
}

function comparisonType(left: BoundScalar, right: BoundScalar): SqlType {
  if (left.isNullLiteral === true) {
    return right.type;
  }
  if (right.isNullLiteral === true) {
    return left.type;
  }
  if (
    left.type.kind === 'uniqueidentifier' &&
    !isString(right.type) &&
    right.type.kind !== left.type.kind &&
    !right.type.kind.endsWith('binary')
  ) {
    throw operandClash(left.type, right.type);
  }
  return commonType(left.type, right.type);
}

/** Strings need no conversion to be compared, whatever their lengths. */
function converter(side: BoundScalar, type: SqlType): (env: Env) => SqlValue {
  if (side.isNullLiteral === true) {
    return () => null;
  }
  return (isString(side.type) && isString(type)) || side.type.kind === type.kind
    ? side.run
    : (env) => convertValue(side.run(env), side.type, type);
}
