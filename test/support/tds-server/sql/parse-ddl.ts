import { parseColumn } from './parse-column.ts';
import { parseConstraint } from './parse-constraint.ts';
import type {
  ColumnDefinition,
  ConstraintDefinition,
  CreateIndexStatement,
  CreateTableStatement,
  Statement,
} from './statement-ast.ts';
import type { TokenCursor } from './token-cursor.ts';

/** CREATE TABLE, CREATE SCHEMA or CREATE INDEX. @throws SqlError 102 */
export function parseCreate(cursor: TokenCursor): Statement {
  cursor.expect('CREATE');
  if (cursor.skip('TABLE')) {
    return parseCreateTable(cursor);
  }
  if (cursor.skip('SCHEMA')) {
    const name = cursor.takeName();
    if (cursor.skip('AUTHORIZATION')) {
      cursor.takeName();
    }
    return { kind: 'createSchema', name };
  }
  return parseCreateIndex(cursor);
}

function parseCreateTable(cursor: TokenCursor): CreateTableStatement {
  const name = cursor.takeObjectName();
  const columns: ColumnDefinition[] = [];
  const constraints: ConstraintDefinition[] = [];
  cursor.takeParenthesised(() => {
    if (cursor.is('CONSTRAINT') || cursor.is('PRIMARY') || cursor.is('UNIQUE')) {
      constraints.push(parseConstraint(cursor, null));
    } else {
      columns.push(parseColumn(cursor));
    }
  });
  skipFilegroup(cursor);
  return { kind: 'createTable', name, columns, constraints };
}

function skipFilegroup(cursor: TokenCursor): void {
  if (cursor.skip('ON')) {
    cursor.takeName();
  }
}

function parseCreateIndex(cursor: TokenCursor): CreateIndexStatement {
  const unique = cursor.skip('UNIQUE');
  const clustered = cursor.skip('CLUSTERED');
  if (!clustered) {
    cursor.skip('NONCLUSTERED');
  }
  cursor.expect('INDEX');
  const name = cursor.takeName();
  cursor.expect('ON');
  const table = cursor.takeObjectName();
  const columns = parseKeyColumns(cursor);
  const included: string[] = [];
  if (cursor.peek().upper === 'INCLUDE') {
    cursor.take();
    included.push(...cursor.takeParenthesised(() => cursor.takeName()));
  }
  skipFilegroup(cursor);
  return { kind: 'createIndex', name, table, unique, clustered, columns, included };
}

function parseKeyColumns(cursor: TokenCursor): string[] {
  return cursor.takeParenthesised(() => {
    const name = cursor.takeName();
    if (!cursor.skip('ASC')) {
      cursor.skip('DESC');
    }
    return name;
  });
}

/** DROP TABLE, DROP INDEX. */
export function parseDrop(cursor: TokenCursor): Statement {
  cursor.expect('DROP');
  if (cursor.skip('TABLE')) {
    const ifExists = cursor.skip('IF', 'EXISTS');
    return { kind: 'dropTable', ifExists, tables: cursor.takeList(() => cursor.takeObjectName()) };
  }
  cursor.expect('INDEX');
  const ifExists = cursor.skip('IF', 'EXISTS');
  const name = cursor.takeName();
  cursor.expect('ON');
  return { kind: 'dropIndex', ifExists, name, table: cursor.takeObjectName() };
}

/** ALTER TABLE t ADD column | ADD CONSTRAINT | DROP CONSTRAINT. */
export function parseAlterTable(cursor: TokenCursor): Statement {
  cursor.expect('ALTER', 'TABLE');
  const table = cursor.takeObjectName();
  if (cursor.skip('DROP')) {
    cursor.expect('CONSTRAINT');
    return { kind: 'dropConstraint', table, name: cursor.takeName() };
  }
  if (cursor.skip('WITH', 'CHECK')) {
    // Rows that are there are checked anyway.
  }
  cursor.expect('ADD');
  if (cursor.is('CONSTRAINT') || cursor.is('PRIMARY') || cursor.is('UNIQUE')) {
    return { kind: 'addConstraint', table, constraint: parseConstraint(cursor, null) };
  }
  return { kind: 'addColumns', table, columns: cursor.takeList(() => parseColumn(cursor)) };
}
