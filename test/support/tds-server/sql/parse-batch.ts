import { parseExpression, parseScalar } from './parse-expression.ts';
import { parseAlterTable, parseCreate, parseDrop } from './parse-ddl.ts';
import { parseDelete, parseInsert, parseUpdate } from './parse-dml.ts';
import { parseQuery } from './parse-query.ts';
import { parseDeclaration, parseDeclare, parseSet } from './parse-set.ts';
import type { Statement, VariableDeclaration } from './statement-ast.ts';
import { TokenCursor } from './token-cursor.ts';
import type { Grammar } from './token-cursor.ts';

const GRAMMAR: Grammar = { expression: parseExpression, scalar: parseScalar, query: parseQuery };

/**
 * Parses a whole batch before any of it runs, as SQL Server does.
 * @throws SqlError 102 or 156 at the first thing that is not understood
 */
export function parseBatch(sql: string): Statement[] {
  const cursor = new TokenCursor(sql, GRAMMAR);
  const statements: Statement[] = [];
  skipSemicolons(cursor);
  while (cursor.peek().kind !== 'end') {
    statements.push(statements.length === 0 ? parseFirst(cursor) : parseStatement(cursor));
    skipSemicolons(cursor);
  }
  return statements;
}

/** The first statement of a batch may call a procedure without EXEC, or create a schema. */
function parseFirst(cursor: TokenCursor): Statement {
  if (cursor.areNext('CREATE', 'SCHEMA')) {
    return parseCreate(cursor);
  }
  const bare = cursor.isName() && !isKnownStart(cursor);
  return bare ? { kind: 'executeProcedure', name: cursor.takeObjectName() } : parseStatement(cursor);
}

/**
 * The parameter list of sp_executesql and sp_prepare: `@a int, @b nvarchar(10) OUTPUT`.
 * @throws SqlError 102, 2715
 */
export function parseParameterList(text: string): VariableDeclaration[] {
  const cursor = new TokenCursor(text, GRAMMAR);
  if (cursor.peek().kind === 'end') {
    return [];
  }
  const parameters = cursor.takeList(() => {
    const parameter = parseDeclaration(cursor);
    if (['OUTPUT', 'OUT'].includes(cursor.peek().upper)) {
      cursor.take();
    }
    return parameter;
  });
  if (cursor.peek().kind !== 'end') {
    throw cursor.unexpected();
  }
  return parameters;
}

function skipSemicolons(cursor: TokenCursor): void {
  while (cursor.skip(';')) {
    // Any number of semicolons may separate statements.
  }
}

/** Statements that start with a word which is not reserved. */
function isKnownStart(cursor: TokenCursor): boolean {
  return cursor.is('THROW');
}

function parseStatement(cursor: TokenCursor): Statement {
  switch (cursor.peek().upper) {
    case 'SELECT':
    case '(':
      return { kind: 'select', query: parseQuery(cursor) };
    case 'INSERT':
      return parseInsert(cursor);
    case 'UPDATE':
      return parseUpdate(cursor);
    case 'DELETE':
      return parseDelete(cursor);
    case 'TRUNCATE':
      cursor.expect('TRUNCATE', 'TABLE');
      return { kind: 'truncate', table: cursor.takeObjectName() };
    case 'CREATE':
      if (cursor.is('SCHEMA', 1)) {
        // Only as the first statement of a batch, never inside IF or BEGIN.
        cursor.take();
        throw cursor.unexpected();
      }
      return parseCreate(cursor);
    case 'DROP':
      return parseDrop(cursor);
    case 'ALTER':
      return parseAlterTable(cursor);
    case 'DECLARE':
      return parseDeclare(cursor);
    case 'SET':
      return parseSet(cursor);
    case 'IF':
      return parseIf(cursor);
    case 'BEGIN':
      return parseBegin(cursor);
    default:
      return parseOther(cursor);
  }
}

function parseIf(cursor: TokenCursor): Statement {
  cursor.expect('IF');
  const condition = parseExpression(cursor);
  const then = parseStatement(cursor);
  // A semicolon may end the statement before ELSE.
  if (cursor.is(';') && cursor.is('ELSE', 1)) {
    cursor.expect(';');
  }
  return { kind: 'if', condition, then, otherwise: cursor.skip('ELSE') ? parseStatement(cursor) : null };
}

function parseBegin(cursor: TokenCursor): Statement {
  cursor.expect('BEGIN');
  if (cursor.skip('TRANSACTION') || cursor.skip('TRAN')) {
    return { kind: 'transaction', action: 'begin', name: cursor.isName() ? cursor.takeName() : '' };
  }
  const statements: Statement[] = [];
  skipSemicolons(cursor);
  while (!cursor.skip('END')) {
    statements.push(parseStatement(cursor));
    skipSemicolons(cursor);
  }
  if (statements.length === 0) {
    throw cursor.unexpected();
  }
  return { kind: 'block', statements };
}

function parseOther(cursor: TokenCursor): Statement {
  if (cursor.skip('COMMIT')) {
    return endOfTransaction(cursor, 'commit');
  }
  if (cursor.skip('ROLLBACK')) {
    return endOfTransaction(cursor, 'rollback');
  }
  if (cursor.skip('SAVE', 'TRANSACTION') || cursor.skip('SAVE', 'TRAN')) {
    return { kind: 'transaction', action: 'save', name: cursor.takeName() };
  }
  if (cursor.skip('PRINT')) {
    return { kind: 'print', value: parseScalar(cursor) };
  }
  if (cursor.skip('RAISERROR')) {
    cursor.expect('(');
    const message = parseScalar(cursor);
    cursor.expect(',');
    const severity = parseScalar(cursor);
    cursor.expect(',');
    const state = parseScalar(cursor);
    cursor.expect(')');
    if (cursor.skip('WITH')) {
      cursor.expect('NOWAIT');
    }
    return { kind: 'raiserror', message, severity, state };
  }
  if (cursor.is('THROW')) {
    cursor.take();
    const number = parseScalar(cursor);
    cursor.expect(',');
    const message = parseScalar(cursor);
    cursor.expect(',');
    return { kind: 'throw', number, message, state: parseScalar(cursor) };
  }
  if (cursor.skip('WAITFOR', 'DELAY') && cursor.peek().kind === 'string') {
    return { kind: 'waitFor', delay: cursor.take().text };
  }
  if (cursor.skip('USE')) {
    return { kind: 'use', database: cursor.takeName() };
  }
  if (cursor.skip('RETURN')) {
    return { kind: 'return' };
  }
  if (cursor.skip('EXEC') || cursor.skip('EXECUTE')) {
    return parseExecute(cursor);
  }
  throw cursor.unexpected();
}

function endOfTransaction(cursor: TokenCursor, action: 'commit' | 'rollback'): Statement {
  const named = cursor.skip('TRANSACTION') || cursor.skip('TRAN');
  if (!named && cursor.is('WORK')) {
    cursor.take();
  }
  return { kind: 'transaction', action, name: named && cursor.isName() ? cursor.takeName() : '' };
}

function parseExecute(cursor: TokenCursor): Statement {
  if (cursor.skip('(')) {
    const text = parseScalar(cursor);
    cursor.expect(')');
    return { kind: 'executeText', text };
  }
  const name = cursor.takeObjectName();
  if (name.at(-1)?.toLowerCase() === 'sp_executesql') {
    return { kind: 'executeText', text: parseScalar(cursor) };
  }
  return { kind: 'executeProcedure', name };
}
