import { SqlError } from '../engine/sql-error.ts';
import { MAX, sqlType } from '../engine/sql-type.ts';
import type { CaseBranch, Expression } from './ast.ts';
import { parseType } from './parse-type.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Functions that take a part of a date as their first argument. */
const DATE_PART_CALLS: readonly string[] = ['DATEDIFF', 'DATEDIFF_BIG', 'DATEADD', 'DATEPART'];
/** Functions that are called without parentheses. */
const NILADIC: readonly string[] = [
  'CURRENT_TIMESTAMP',
  'CURRENT_USER',
  'SESSION_USER',
  'SYSTEM_USER',
  'USER',
];
/** Reserved words that are functions. */
const RESERVED_CALLS: readonly string[] = ['COALESCE', 'NULLIF', 'LEFT', 'RIGHT'];

/** A literal, variable, column, call, CASE, CAST, or what stands in parentheses. @throws SqlError 102 */
export function parsePrimary(cursor: TokenCursor): Expression {
  const token = cursor.peek();
  switch (token.kind) {
    case 'string':
    case 'nstring':
      cursor.take();
      return stringLiteral(token.text, token.kind === 'nstring');
    case 'number':
      cursor.take();
      return numberLiteral(token.text);
    case 'binary':
      cursor.take();
      return binaryLiteral(token.text);
    case 'variable':
      cursor.take();
      return { kind: 'variable', name: token.text };
    default:
      return cursor.is('(') ? parseParenthesised(cursor) : parseWord(cursor);
  }
}

function parseParenthesised(cursor: TokenCursor): Expression {
  cursor.expect('(');
  if (cursor.is('SELECT')) {
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'subquery', query };
  }
  const inner = cursor.grammar.expression(cursor);
  cursor.expect(')');
  return inner;
}

function parseWord(cursor: TokenCursor): Expression {
  const word = cursor.peek().upper;
  if (cursor.skip('NULL')) {
    return { kind: 'null' };
  }
  if (cursor.skip('EXISTS')) {
    cursor.expect('(');
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'exists', query };
  }
  if (cursor.skip('CASE')) {
    return parseCase(cursor);
  }
  if (['CAST', 'TRY_CAST'].includes(word) && cursor.is('(', 1)) {
    cursor.take();
    cursor.expect('(');
    const operand = cursor.grammar.expression(cursor);
    cursor.expect('AS');
    const type = castType(cursor);
    cursor.expect(')');
    return { kind: 'cast', operand, type, style: null, lenient: word === 'TRY_CAST' };
  }
  if (word === 'CONVERT' || word === 'TRY_CONVERT') {
    cursor.take();
    cursor.expect('(');
    const type = castType(cursor);
    cursor.expect(',');
    const operand = cursor.grammar.expression(cursor);
    const style = cursor.skip(',') ? cursor.grammar.scalar(cursor) : null;
    cursor.expect(')');
    return { kind: 'cast', operand, type, style, lenient: word === 'TRY_CONVERT' };
  }
  if (NILADIC.includes(word)) {
    cursor.take();
    return { kind: 'call', name: word, arguments: [], star: false, distinct: false };
  }
  if (cursor.is('(', 1) && (cursor.isName() || RESERVED_CALLS.includes(word))) {
    return parseCall(cursor);
  }
  return { kind: 'column', name: cursor.takeObjectName() };
}

function parseCall(cursor: TokenCursor): Expression {
  const name = cursor.take().text.toUpperCase();
  cursor.expect('(');
  if (DATE_PART_CALLS.includes(name)) {
    const part = cursor.takeName().toLowerCase();
    const rest: Expression[] = [];
    while (cursor.skip(',')) {
      rest.push(cursor.grammar.expression(cursor));
    }
    cursor.expect(')');
    return { kind: 'datePart', name, part, arguments: rest };
  }
  if (cursor.skip('*')) {
    cursor.expect(')');
    return { kind: 'call', name, arguments: [], star: true, distinct: false };
  }
  if (cursor.skip(')')) {
    return { kind: 'call', name, arguments: [], star: false, distinct: false };
  }
  const distinct = cursor.skip('DISTINCT');
  const list = cursor.takeList(() => cursor.grammar.expression(cursor));
  cursor.expect(')');
  return { kind: 'call', name, arguments: list, star: false, distinct };
}

function parseCase(cursor: TokenCursor): Expression {
  const operand = cursor.is('WHEN') ? null : cursor.grammar.scalar(cursor);
  const branches: CaseBranch[] = [];
  while (cursor.skip('WHEN')) {
    const when = operand === null ? cursor.grammar.expression(cursor) : cursor.grammar.scalar(cursor);
    cursor.expect('THEN');
    branches.push({ when, then: cursor.grammar.scalar(cursor) });
  }
  if (branches.length === 0) {
    throw cursor.unexpected();
  }
  const otherwise = cursor.skip('ELSE') ? cursor.grammar.scalar(cursor) : null;
  cursor.expect('END');
  return { kind: 'case', operand, branches, otherwise };
}

/** CAST without a length means 30, unlike in a declaration, where it means 1. */
function castType(cursor: TokenCursor): ReturnType<typeof parseType> {
  const sized = cursor.is('(', 1);
  const type = parseType(cursor);
  return type.length === 1 && !sized ? sqlType(type.kind, 30) : type;
}

function stringLiteral(text: string, wide: boolean): Expression {
  const limit = wide ? 4000 : 8000;
  const length = text.length > limit ? MAX : Math.max(text.length, 1);
  return { kind: 'literal', type: sqlType(wide ? 'nvarchar' : 'varchar', length), value: text };
}

function numberLiteral(digits: string): Expression {
  const value = BigInt(digits);
  if (value <= 2147483647n) {
    return { kind: 'literal', type: sqlType('int'), value: Number(value) };
  }
  if (value <= 9223372036854775808n) {
    // SQL Server makes it numeric; as long as it fits a bigint the result is the same.
    return { kind: 'literal', type: sqlType('bigint'), value };
  }
  throw new SqlError(1007, `The number '${digits}' is out of the range for numeric representation here.`, 15);
}

function binaryLiteral(text: string): Expression {
  const digits = text.slice(2);
  const bytes = Buffer.from(digits.length % 2 === 1 ? `0${digits}` : digits, 'hex');
  return {
    kind: 'literal',
    type: sqlType('varbinary', bytes.length > 8000 ? MAX : Math.max(bytes.length, 1)),
    value: bytes,
  };
}
