import type { Expression } from './ast.ts';
import { parseExpression, parseScalar } from './parse-expression.ts';
import { parseQuery } from './parse-query.ts';
import type { InsertStatement, Statement, UpdateStatement } from './statement-ast.ts';
import type { TokenCursor } from './token-cursor.ts';

/** `INSERT [INTO] t [(columns)] VALUES ... | SELECT ... | DEFAULT VALUES`. @throws SqlError 102 */
export function parseInsert(cursor: TokenCursor): InsertStatement {
  cursor.expect('INSERT');
  cursor.skip('INTO');
  const table = cursor.takeObjectName();
  skipHints(cursor);
  const columns =
    cursor.is('(') && !cursor.is('SELECT', 1) ? cursor.takeParenthesised(() => cursor.takeName()) : null;
  if (cursor.skip('DEFAULT', 'VALUES')) {
    return { kind: 'insert', table, columns, source: null };
  }
  if (cursor.skip('VALUES')) {
    const rows = cursor.takeList(() => cursor.takeParenthesised(() => parseEntry(cursor)));
    return { kind: 'insert', table, columns, source: { kind: 'rows', rows } };
  }
  return { kind: 'insert', table, columns, source: parseQuery(cursor) };
}

function parseEntry(cursor: TokenCursor): Expression | 'default' {
  return cursor.skip('DEFAULT') ? 'default' : parseScalar(cursor);
}

/** `UPDATE t SET a = 1 [WHERE ...]`: one table, no FROM. */
export function parseUpdate(cursor: TokenCursor): UpdateStatement {
  cursor.expect('UPDATE');
  const table = cursor.takeObjectName();
  skipHints(cursor);
  cursor.expect('SET');
  const assignments = cursor.takeList(() => {
    const column = cursor.takeName();
    cursor.expect('=');
    return { column, value: parseScalar(cursor) };
  });
  return { kind: 'update', table, assignments, where: parseWhere(cursor) };
}

/** `DELETE [FROM] t [WHERE ...]`: one table. */
export function parseDelete(cursor: TokenCursor): Statement {
  cursor.expect('DELETE');
  cursor.skip('FROM');
  const table = cursor.takeObjectName();
  skipHints(cursor);
  return { kind: 'delete', table, where: parseWhere(cursor) };
}

function parseWhere(cursor: TokenCursor): Expression | null {
  return cursor.skip('WHERE') ? parseExpression(cursor) : null;
}

/** The target is locked exclusively whatever the hints say. */
function skipHints(cursor: TokenCursor): void {
  if (cursor.areNext('WITH', '(')) {
    cursor.expect('WITH');
    cursor.takeParenthesised(() => {
      if (
        ![
          'TABLOCK',
          'TABLOCKX',
          'ROWLOCK',
          'UPDLOCK',
          'HOLDLOCK',
          'XLOCK',
          'SERIALIZABLE',
          'PAGLOCK',
        ].includes(cursor.peek().upper)
      ) {
        throw cursor.unexpected();
      }
      cursor.take();
    });
  }
}
