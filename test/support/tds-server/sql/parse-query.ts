import { incorrectSyntax } from '../engine/sql-error.ts';
import type { Expression } from './ast.ts';
import { parseExpression, parseScalar } from './parse-expression.ts';
import { parseFrom } from './parse-from.ts';
import type { CombinedQuery, OrderItem, Query, SelectItem, SelectQuery } from './query-ast.ts';
import type { TokenCursor } from './token-cursor.ts';

/** A query with its set operators and its ORDER BY. @throws SqlError 102 */
export function parseQuery(cursor: TokenCursor): Query {
  let query = parseIntersect(cursor);
  for (;;) {
    const operator = setOperator(cursor);
    if (operator === null) {
      break;
    }
    query = { kind: 'combined', operator, left: query, right: parseIntersect(cursor), orderBy: [] };
  }
  const orderBy = parseOrderBy(cursor);
  return orderBy.length === 0 || query.kind === 'values' ? query : { ...query, orderBy };
}

/** INTERSECT binds stronger than UNION and EXCEPT. */
function parseIntersect(cursor: TokenCursor): Query {
  let left = parseTerm(cursor);
  while (cursor.skip('INTERSECT')) {
    left = { kind: 'combined', operator: 'intersect', left, right: parseTerm(cursor), orderBy: [] };
  }
  return left;
}

function setOperator(cursor: TokenCursor): CombinedQuery['operator'] | null {
  if (cursor.skip('UNION')) {
    return cursor.skip('ALL') ? 'unionAll' : 'union';
  }
  return cursor.skip('EXCEPT') ? 'except' : null;
}

function parseTerm(cursor: TokenCursor): Query {
  if (cursor.is('(')) {
    cursor.expect('(');
    const inner = parseQuery(cursor);
    cursor.expect(')');
    return inner;
  }
  return parseSelect(cursor);
}

/** One SELECT without ORDER BY. */
function parseSelect(cursor: TokenCursor): SelectQuery {
  cursor.expect('SELECT');
  const distinct = cursor.skip('DISTINCT');
  if (!distinct) {
    cursor.skip('ALL');
  }
  const top = cursor.skip('TOP') ? parseTop(cursor) : null;
  const items = cursor.takeList(() => parseItem(cursor));
  const from = cursor.skip('FROM') ? cursor.takeList(() => parseFrom(cursor)) : [];
  const where = cursor.skip('WHERE') ? parseExpression(cursor) : null;
  const groupBy = cursor.skip('GROUP') ? parseGroupBy(cursor) : [];
  const having = cursor.skip('HAVING') ? parseExpression(cursor) : null;
  return { kind: 'select', distinct, top, items, from, where, groupBy, having, orderBy: [] };
}

function parseTop(cursor: TokenCursor): Expression {
  if (cursor.skip('(')) {
    const count = parseScalar(cursor);
    cursor.expect(')');
    return count;
  }
  const token = cursor.peek();
  if (token.kind !== 'number') {
    throw incorrectSyntax(token.text);
  }
  return parseScalar(cursor);
}

function parseGroupBy(cursor: TokenCursor): Expression[] {
  cursor.expect('BY');
  return cursor.takeList(() => parseScalar(cursor));
}

function parseItem(cursor: TokenCursor): SelectItem {
  if (cursor.skip('*')) {
    return { kind: 'star', qualifier: null };
  }
  if (cursor.isName() && cursor.is('.', 1) && cursor.is('*', 2)) {
    const qualifier = cursor.takeName();
    cursor.expect('.', '*');
    return { kind: 'star', qualifier };
  }
  if (cursor.peek().kind === 'variable' && !cursor.peek().text.startsWith('@@') && cursor.is('=', 1)) {
    const variable = cursor.take().text;
    cursor.expect('=');
    return { kind: 'assign', variable, expression: parseExpression(cursor) };
  }
  if (cursor.isName() && cursor.is('=', 1)) {
    const alias = cursor.takeName();
    cursor.expect('=');
    return { kind: 'expression', alias, expression: parseExpression(cursor) };
  }
  const expression = parseExpression(cursor);
  return { kind: 'expression', expression, alias: parseItemAlias(cursor) };
}

/** A column's alias may be written as a string, too. */
function parseItemAlias(cursor: TokenCursor): string | null {
  const isText = cursor.peek().kind === 'string' || cursor.peek().kind === 'nstring';
  if (cursor.skip('AS')) {
    return ['string', 'nstring'].includes(cursor.peek().kind) ? cursor.take().text : cursor.takeName();
  }
  return isText || cursor.isName() ? cursor.take().text : null;
}

/** ORDER BY, or nothing. */
function parseOrderBy(cursor: TokenCursor): OrderItem[] {
  if (!cursor.skip('ORDER')) {
    return [];
  }
  cursor.expect('BY');
  return cursor.takeList(() => {
    const expression = parseScalar(cursor);
    const descending = cursor.skip('DESC');
    if (!descending) {
      cursor.skip('ASC');
    }
    return { expression, descending };
  });
}
