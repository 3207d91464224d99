import { parseScalar } from './parse-expression.ts';
import { parseConstraint } from './parse-constraint.ts';
import { parseType } from './parse-type.ts';
import type { ColumnDefinition } from './statement-ast.ts';
import type { TokenCursor } from './token-cursor.ts';

type Writable = { -readonly [Key in keyof ColumnDefinition]: ColumnDefinition[Key] };

/** A column of CREATE TABLE or ALTER TABLE ADD. @throws SqlError 102, 2715 */
export function parseColumn(cursor: TokenCursor): ColumnDefinition {
  const column: Writable = {
    name: cursor.takeName(),
    type: null,
    computed: null,
    text: '',
    persisted: false,
    collation: null,
    nullable: null,
    identity: null,
    default: null,
    constraint: null,
  };
  if (cursor.skip('AS')) {
    const first = cursor.peek();
    column.computed = parseScalar(cursor);
    column.text = asCatalogText(cursor.textSince(first));
    if (cursor.peek().upper === 'PERSISTED') {
      cursor.take();
      column.persisted = true;
    }
  } else {
    column.type = parseType(cursor);
  }
  while (parseAttribute(cursor, column)) {
    // Attributes may follow in any order.
  }
  return column;
}

function parseAttribute(cursor: TokenCursor, column: Writable): boolean {
  if (cursor.skip('NOT', 'NULL')) {
    column.nullable = false;
  } else if (cursor.skip('NULL')) {
    column.nullable = true;
  } else if (cursor.skip('COLLATE')) {
    column.collation = cursor.takeName();
  } else if (cursor.skip('IDENTITY')) {
    column.identity = parseIdentity(cursor);
  } else if (cursor.is('DEFAULT') || (cursor.is('CONSTRAINT') && cursor.is('DEFAULT', 2))) {
    column.default = parseDefault(cursor);
  } else if (cursor.is('CONSTRAINT') || cursor.is('PRIMARY') || cursor.is('UNIQUE')) {
    column.constraint = parseConstraint(cursor, column.name);
  } else {
    return false;
  }
  return true;
}

function parseIdentity(cursor: TokenCursor): { seed: number; increment: number } {
  if (!cursor.skip('(')) {
    return { seed: 1, increment: 1 };
  }
  const seed = signed(cursor);
  cursor.expect(',');
  const increment = signed(cursor);
  cursor.expect(')');
  return { seed, increment };
}

function signed(cursor: TokenCursor): number {
  return cursor.skip('-') ? -cursor.takeNumber() : cursor.takeNumber();
}

function parseDefault(cursor: TokenCursor): NonNullable<ColumnDefinition['default']> {
  const name = cursor.skip('CONSTRAINT') ? cursor.takeName() : null;
  cursor.expect('DEFAULT');
  const first = cursor.peek();
  const expression = parseScalar(cursor);
  return { expression, text: asCatalogText(cursor.textSince(first)), name };
}

/** The catalog keeps definitions in parentheses. */
function asCatalogText(text: string): string {
  return text.startsWith('(') ? text : `(${text})`;
}
