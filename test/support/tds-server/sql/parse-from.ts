import { SqlError } from '../engine/sql-error.ts';
import { parseExpression, parseScalar } from './parse-expression.ts';
import type { FromItem, Query } from './query-ast.ts';
import type { TokenCursor } from './token-cursor.ts';

const HINTS: ReadonlySet<string> = new Set([
  'UPDLOCK',
  'HOLDLOCK',
  'SERIALIZABLE',
  'ROWLOCK',
  'PAGLOCK',
  'TABLOCK',
  'TABLOCKX',
  'XLOCK',
  'NOLOCK',
  'READUNCOMMITTED',
  'READCOMMITTED',
  'REPEATABLEREAD',
]);

/** One entry of FROM with everything that is joined to it. @throws SqlError 102, 321 */
export function parseFrom(cursor: TokenCursor): FromItem {
  let left = parseSource(cursor);
  for (;;) {
    const type = joinType(cursor);
    if (type === null) {
      return left;
    }
    const right = parseSource(cursor);
    let on = null;
    if (type !== 'cross') {
      cursor.expect('ON');
      on = parseExpression(cursor);
    }
    left = { kind: 'join', type, left, right, on };
  }
}

function joinType(cursor: TokenCursor): 'inner' | 'left' | 'cross' | null {
  if (cursor.skip('CROSS', 'JOIN')) {
    return 'cross';
  }
  if (cursor.skip('JOIN') || cursor.skip('INNER', 'JOIN')) {
    return 'inner';
  }
  return cursor.skip('LEFT', 'JOIN') || cursor.skip('LEFT', 'OUTER', 'JOIN') ? 'left' : null;
}

function parseSource(cursor: TokenCursor): FromItem {
  if (cursor.is('(')) {
    return parseDerived(cursor);
  }
  const name = cursor.takeObjectName();
  const early = parseHints(cursor);
  const alias = parseAlias(cursor);
  return { kind: 'table', name, alias, hints: early.length > 0 ? early : parseHints(cursor) };
}

function parseDerived(cursor: TokenCursor): FromItem {
  cursor.expect('(');
  if (!cursor.is('SELECT') && !cursor.is('VALUES') && !cursor.is('(')) {
    const join = parseFrom(cursor);
    cursor.expect(')');
    return join;
  }
  const query: Query = cursor.skip('VALUES')
    ? { kind: 'values', rows: cursor.takeList(() => cursor.takeParenthesised(() => parseScalar(cursor))) }
    : cursor.grammar.query(cursor);
  cursor.expect(')');
  const alias = parseAlias(cursor);
  if (alias === null) {
    throw cursor.unexpected();
  }
  const columns = cursor.is('(') ? cursor.takeParenthesised(() => cursor.takeName()) : null;
  if (query.kind === 'values' && columns === null) {
    throw new SqlError(8155, `No column name was specified for column 1 of '${alias}'.`, 16, 2);
  }
  return { kind: 'derived', query, alias, columns };
}

function parseAlias(cursor: TokenCursor): string | null {
  if (cursor.skip('AS')) {
    return cursor.takeName();
  }
  return cursor.isName() ? cursor.takeName() : null;
}

function parseHints(cursor: TokenCursor): string[] {
  if (!cursor.areNext('WITH', '(')) {
    return [];
  }
  cursor.expect('WITH');
  return cursor.takeParenthesised(() => {
    const hint = cursor.take();
    if (!HINTS.has(hint.upper)) {
      throw new SqlError(321, `"${hint.text}" is not a recognized table hints option.`, 15);
    }
    return hint.upper;
  });
}
