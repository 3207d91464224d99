import type { ArithmeticOperator } from '../sql/ast.ts';
import { combineLabels, unionSlots } from './bound.ts';
import type { BoundScalar, Env } from './bound.ts';
import { convertValue } from './convert.ts';
import { inRange } from './convert-number.ts';
import { SqlError } from './sql-error.ts';
import { INT, MAX, commonType, isBinary, isInteger, isString, isWide, sqlType } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { SqlValue } from './value.ts';

/** `+ - * / % & | ^` on numbers, `+` on strings and binaries. @throws SqlError 402, 8117 for types that do not fit */
export function bindArithmetic(
  operator: ArithmeticOperator,
  left: BoundScalar,
  right: BoundScalar,
): BoundScalar {
  const type = operandType(left, right);
  if (operator === '+' && (isString(type) || isBinary(type))) {
    return concatenation(left, right, type);
  }
  if (!isInteger(type) && !(type.kind === 'float' && '+-*/'.includes(operator))) {
    const names: Record<ArithmeticOperator, string> = {
      '+': 'add',
      '-': 'subtract',
      '*': 'multiply',
      '/': 'divide',
      '%': 'modulo',
      '&': "'&'",
      '|': "'|'",
      '^': "'^'",
    };
    throw new SqlError(
      402,
      `The data types ${left.type.kind} and ${right.type.kind} are incompatible in the ${names[operator]} operator.`,
    );
  }
  const result = type.kind === 'bit' ? sqlType('tinyint') : type;
  const compute = (env: Env): SqlValue => {
    const a = convertValue(left.run(env), left.type, result);
    const b = convertValue(right.run(env), right.type, result);
    return a === null || b === null ? null : calculate(operator, a, b, result);
  };
  return {
    type: result,
    label: left.label,
    nullable: left.nullable || right.nullable,
    slots: unionSlots([left, right]),
    run: compute,
  };
}

function operandType(left: BoundScalar, right: BoundScalar): SqlType {
  if (left.isNullLiteral === true) {
    return right.type;
  }
  return right.isNullLiteral === true ? left.type : commonType(left.type, right.type);
}

function calculate(operator: ArithmeticOperator, a: SqlValue, b: SqlValue, type: SqlType): SqlValue {
  if (type.kind === 'float') {
    return floatResult(operator, Number(a), Number(b));
  }
  const left = BigInt(a as number | bigint);
  const right = BigInt(b as number | bigint);
  if ((operator === '/' || operator === '%') && right === 0n) {
    throw divideByZero();
  }
  const results: Record<ArithmeticOperator, () => bigint> = {
    '+': () => left + right,
    '-': () => left - right,
    '*': () => left * right,
    '/': () => left / right,
    '%': () => left % right,
    '&': () => left & right,
    '|': () => left | right,
    '^': () => left ^ right,
  };
  return inRange(results[operator](), sqlType('bigint'), type);
}

function floatResult(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    default:
      if (b === 0) {
        throw divideByZero();
      }
      return a / b;
  }
}

function divideByZero(): SqlError {
  return new SqlError(8134, 'Divide by zero error encountered.');
}

/** Without a `max` among the operands the result is cut at 8000 bytes. */
function concatenation(left: BoundScalar, right: BoundScalar, type: SqlType): BoundScalar {
  const wide = isWide(type);
  const isText = isString(type);
  const isMax = left.type.length === MAX || right.type.length === MAX;
  const length = isMax ? MAX : Math.min(left.type.length + right.type.length, wide ? 4000 : 8000);
  const result = sqlType(isText ? (wide ? 'nvarchar' : 'varchar') : 'varbinary', length);
  const side = sqlType(result.kind, isMax ? MAX : wide ? 4000 : 8000);
  return {
    type: result,
    label: combineLabels(left, right, 'add'),
    nullable: left.nullable || right.nullable,
    slots: unionSlots([left, right]),
    run: (env) => {
      const a = convertValue(left.run(env), left.type, side);
      const b = convertValue(right.run(env), right.type, side);
      if (a === null || b === null) {
        return null;
      }
      const joined =
        Buffer.isBuffer(a) && Buffer.isBuffer(b) ? Buffer.concat([a, b]) : `${a as string}${b as string}`;
      return convertValue(joined, side, result);
    },
  };
}

/** Unary minus. */
export function bindNegation(operand: BoundScalar): BoundScalar {
  const zero: BoundScalar = { type: INT, label: operand.label, nullable: false, slots: [], run: () => 0 };
  return bindArithmetic('-', zero, operand);
}
