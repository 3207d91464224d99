import { parseScalar } from './parse-expression.ts';
import { parseType } from './parse-type.ts';
import type { Statement, VariableDeclaration } from './statement-ast.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Options that are ON or OFF. Only those that this server acts upon, or that change nothing it does. */
const SWITCHES: ReadonlySet<string> = new Set([
  'ANSI_NULLS',
  'ANSI_NULL_DFLT_ON',
  'ANSI_PADDING',
  'ANSI_WARNINGS',
  'ARITHABORT',
  'CONCAT_NULL_YIELDS_NULL',
  'CURSOR_CLOSE_ON_COMMIT',
  'FMTONLY',
  'IMPLICIT_TRANSACTIONS',
  'NOCOUNT',
  'NUMERIC_ROUNDABORT',
  'QUOTED_IDENTIFIER',
  'XACT_ABORT',
]);

const LEVELS: readonly (readonly string[])[] = [
  ['READ', 'UNCOMMITTED'],
  ['READ', 'COMMITTED'],
  ['REPEATABLE', 'READ'],
  ['SERIALIZABLE'],
  ['SNAPSHOT'],
];

/** `SET @x = ...` or `SET option ...`. @throws SqlError 102 for an option that is not known */
export function parseSet(cursor: TokenCursor): Statement {
  cursor.expect('SET');
  if (cursor.peek().kind === 'variable') {
    const name = cursor.take().text;
    cursor.expect('=');
    return { kind: 'setVariable', name, value: parseScalar(cursor) };
  }
  if (cursor.skip('IDENTITY_INSERT')) {
    const table = cursor.takeObjectName();
    return { kind: 'identityInsert', table, on: parseSwitch(cursor) === 'ON' };
  }
  if (cursor.skip('TRANSACTION')) {
    cursor.expect('ISOLATION', 'LEVEL');
    const level = LEVELS.find((words) => cursor.skip(...words));
    if (level === undefined) {
      throw cursor.unexpected();
    }
    return { kind: 'setOption', names: ['ISOLATION LEVEL'], value: level.join(' ') };
  }
  return parseOption(cursor);
}

function parseOption(cursor: TokenCursor): Statement {
  const option = cursor.peek().upper;
  switch (option) {
    case 'LOCK_TIMEOUT':
      cursor.take();
      return {
        kind: 'setOption',
        names: [option],
        value: `${cursor.skip('-') ? '-' : ''}${cursor.takeNumber()}`,
      };
    case 'DEADLOCK_PRIORITY':
    case 'DATEFORMAT':
    case 'LANGUAGE':
      cursor.take();
      return { kind: 'setOption', names: [option], value: cursor.take().text };
    case 'TEXTSIZE':
    case 'DATEFIRST':
    case 'ROWCOUNT':
      cursor.take();
      return {
        kind: 'setOption',
        names: [option],
        value: `${cursor.skip('-') ? '-' : ''}${cursor.takeNumber()}`,
      };
    default:
      break;
  }
  const names = cursor.takeList(() => {
    if (!SWITCHES.has(cursor.peek().upper)) {
      throw cursor.unexpected();
    }
    return cursor.take().upper;
  });
  return { kind: 'setOption', names, value: parseSwitch(cursor) };
}

function parseSwitch(cursor: TokenCursor): string {
  if (!cursor.is('ON') && !cursor.is('OFF')) {
    throw cursor.unexpected();
  }
  return cursor.take().upper;
}

/** `DECLARE @a int = 1, @b nvarchar(10)` */
export function parseDeclare(cursor: TokenCursor): Statement {
  cursor.expect('DECLARE');
  return { kind: 'declare', variables: cursor.takeList(() => parseDeclaration(cursor)) };
}

/** One `@name [AS] type [= value] [OUTPUT]`, as DECLARE and sp_executesql's parameter list write it. */
export function parseDeclaration(cursor: TokenCursor): VariableDeclaration {
  if (cursor.peek().kind !== 'variable') {
    throw cursor.unexpected();
  }
  const name = cursor.take().text;
  cursor.skip('AS');
  const type = parseType(cursor);
  const value = cursor.skip('=') ? parseScalar(cursor) : null;
  return { name, type, value };
}
