import type { Expression } from '../sql/ast.ts';
import { combineLabels, unionSlots } from './bound.ts';
import type { BindContext, BoundPredicate } from './bound.ts';
import type { Collation } from './collation.ts';
import { convertValue } from './convert.ts';
import type { Scope } from './scope.ts';
import { SqlError } from './sql-error.ts';
import { MAX, sqlType } from './sql-type.ts';

const TEXT = sqlType('nvarchar', MAX);

/** `x LIKE pattern [ESCAPE c]`, with % _ [abc] [a-z] [^a]. */
export function bindLike(
  expression: Expression & { kind: 'like' },
  scope: Scope,
  context: BindContext,
): BoundPredicate {
  const operand = context.binder.scalar(expression.operand, scope, context);
  const pattern = context.binder.scalar(expression.pattern, scope, context);
  const escape = expression.escape === null ? null : context.binder.scalar(expression.escape, scope, context);
  const { collation } = combineLabels(operand, pattern, 'like');
  return {
    slots: unionSlots([operand, pattern]),
    pairs: [],
    run: (env) => {
      const text = convertValue(operand.run(env), operand.type, TEXT);
      const like = convertValue(pattern.run(env), pattern.type, TEXT);
      const escapeText = escape === null ? '' : escape.run(env);
      if (typeof text !== 'string' || typeof like !== 'string' || typeof escapeText !== 'string') {
        return null;
      }
      return likeExpression(like, escapeText, collation).test(text);
    },
  };
}

function likeExpression(pattern: string, escape: string, collation: Collation): RegExp {
  if (escape.length > 1) {
    throw new SqlError(506, `The invalid escape character "${escape}" was specified in a LIKE predicate.`);
  }
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === escape && escape !== '') {
      at++;
      source += escapeRegExp(pattern.charAt(at));
    } else if (character === '%') {
      source += '.*';
    } else if (character === '_') {
      source += '.';
    } else if (character === '[' && pattern.includes(']', at + 1)) {
      const end = pattern.indexOf(']', at + 1);
      source += `[${pattern.slice(at + 1, end).replace(/[\\\]]/g, '\\$&')}]`;
      at = end;
    } else {
      source += escapeRegExp(character);
    }
  }
  // Spaces that end the text do not count, those that end the pattern do.
  return new RegExp(`^${source} *$`, collation.caseSensitive ? 's' : 'si');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
