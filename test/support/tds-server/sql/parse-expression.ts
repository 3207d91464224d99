import { sqlType } from '../engine/sql-type.ts';
import type { ArithmeticOperator, ComparisonOperator, Expression } from './ast.ts';
import { parsePrimary } from './parse-primary.ts';
import type { TokenCursor } from './token-cursor.ts';

const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const ADDITIVE: readonly string[] = ['+', '-', '&', '|', '^'];
const MULTIPLICATIVE: readonly string[] = ['*', '/', '%'];

/** An expression of any kind: OR binds weakest, COLLATE strongest. @throws SqlError 102 */
export function parseExpression(cursor: TokenCursor): Expression {
  let left = parseAnd(cursor);
  while (cursor.skip('OR')) {
    left = { kind: 'or', left, right: parseAnd(cursor) };
  }
  return left;
}

function parseAnd(cursor: TokenCursor): Expression {
  let left = parseNot(cursor);
  while (cursor.skip('AND')) {
    left = { kind: 'and', left, right: parseNot(cursor) };
  }
  return left;
}

function parseNot(cursor: TokenCursor): Expression {
  return cursor.skip('NOT') ? { kind: 'not', operand: parseNot(cursor) } : parsePredicate(cursor);
}

function parsePredicate(cursor: TokenCursor): Expression {
  const left = parseScalar(cursor);
  const operator = COMPARISONS[cursor.peek().upper];
  if (operator !== undefined) {
    cursor.take();
    return { kind: 'compare', operator, left, right: parseScalar(cursor) };
  }
  if (cursor.skip('IS')) {
    const negated = cursor.skip('NOT');
    cursor.expect('NULL');
    return { kind: 'isNull', operand: left, negated };
  }
  const negated =
    cursor.is('NOT') && ['IN', 'LIKE', 'BETWEEN'].includes(cursor.peek(1).upper) && cursor.skip('NOT');
  if (cursor.skip('IN')) {
    return parseIn(cursor, left, negated);
  }
  if (cursor.skip('LIKE')) {
    const pattern = parseScalar(cursor);
    return {
      kind: 'like',
      operand: left,
      pattern,
      escape: cursor.skip('ESCAPE') ? parseScalar(cursor) : null,
      negated,
    };
  }
  if (cursor.skip('BETWEEN')) {
    const low = parseScalar(cursor);
    cursor.expect('AND');
    return { kind: 'between', operand: left, low, high: parseScalar(cursor), negated };
  }
  return left;
}

function parseIn(cursor: TokenCursor, operand: Expression, negated: boolean): Expression {
  cursor.expect('(');
  if (cursor.is('SELECT')) {
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'inQuery', operand, query, negated };
  }
  const list = cursor.takeList(() => parseScalar(cursor));
  cursor.expect(')');
  return { kind: 'inList', operand, list, negated };
}

/** An expression without AND, OR and comparisons at its top. */
export function parseScalar(cursor: TokenCursor): Expression {
  let left = parseProduct(cursor);
  while (ADDITIVE.includes(cursor.peek().upper)) {
    left = {
      kind: 'arithmetic',
      operator: cursor.take().text as ArithmeticOperator,
      left,
      right: parseProduct(cursor),
    };
  }
  return left;
}

function parseProduct(cursor: TokenCursor): Expression {
  let left = parseSigned(cursor);
  while (MULTIPLICATIVE.includes(cursor.peek().upper)) {
    left = {
      kind: 'arithmetic',
      operator: cursor.take().text as ArithmeticOperator,
      left,
      right: parseSigned(cursor),
    };
  }
  return left;
}

function parseSigned(cursor: TokenCursor): Expression {
  if (cursor.skip('+')) {
    return parseSigned(cursor);
  }
  if (cursor.is('-')) {
    cursor.take();
    const operand = parseSigned(cursor);
    if (
      operand.kind === 'literal' &&
      (typeof operand.value === 'number' || typeof operand.value === 'bigint')
    ) {
      // -2147483648 is an int although 2147483648 is not.
      const value = -operand.value;
      return value === -2147483648n
        ? { kind: 'literal', type: sqlType('int'), value: Number(value) }
        : { kind: 'literal', type: operand.type, value };
    }
    return { kind: 'negate', operand };
  }
  let operand = parsePrimary(cursor);
  while (cursor.skip('COLLATE')) {
    operand = { kind: 'collate', operand, collation: cursor.takeName() };
  }
  return operand;
}
