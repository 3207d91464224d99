import type { ConstraintDefinition } from './statement-ast.ts';
import type { TokenCursor } from './token-cursor.ts';

/**
 * `[CONSTRAINT name] PRIMARY KEY | UNIQUE [CLUSTERED | NONCLUSTERED] (columns)`.
 * @param column the column it was written at, which makes the column list optional
 */
export function parseConstraint(cursor: TokenCursor, column: string | null): ConstraintDefinition {
  const name = cursor.skip('CONSTRAINT') ? cursor.takeName() : null;
  const isPrimary = cursor.skip('PRIMARY', 'KEY');
  if (!isPrimary) {
    cursor.expect('UNIQUE');
  }
  const isClustered = cursor.skip('CLUSTERED');
  const isNonclustered = !isClustered && cursor.skip('NONCLUSTERED');
  const columns =
    column !== null && !cursor.is('(')
      ? [column]
      : cursor.takeParenthesised(() => {
          const key = cursor.takeName();
          if (!cursor.skip('ASC')) {
            cursor.skip('DESC');
          }
          return key;
        });
  const clustered = isClustered ? true : isNonclustered ? false : null;
  return { kind: isPrimary ? 'primaryKey' : 'unique', name, clustered, columns };
}
