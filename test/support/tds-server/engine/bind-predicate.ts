import { isDeepStrictEqual } from 'node:util';
import type { Expression } from '../sql/ast.ts';
import { bindComparison, bindEquality } from './bind-compare.ts';
import { bindExists, bindInQuery } from './bind-exists.ts';
import { bindLike } from './bind-like.ts';
import { unionSlots } from './bound.ts';
import type { BindContext, BoundPredicate } from './bound.ts';
import type { Scope } from './scope.ts';
import { SqlError } from './sql-error.ts';
import type { Truth } from './value.ts';

/** Binds an expression that is true, false or unknown. @throws SqlError 4145 for one that has a value */
export function bindPredicate(expression: Expression, scope: Scope, context: BindContext): BoundPredicate {
  const bind = (inner: Expression): BoundPredicate => context.binder.predicate(inner, scope, context);
  switch (expression.kind) {
    case 'and': {
      const left = bind(expression.left);
      const right = bind(expression.right);
      return {
        slots: unionSlots([left, right]),
        pairs: [...left.pairs, ...right.pairs],
        run: (env) => {
          const first = left.run(env);
          return first === false ? false : and(first, right.run(env));
        },
      };
    }
    case 'or':
      return bindOr(expression, scope, context);
    case 'not':
      return negate(bind(expression.operand));
    case 'compare':
      return bindComparison(
        expression.operator,
        context.binder.scalar(expression.left, scope, context),
        context.binder.scalar(expression.right, scope, context),
      );
    case 'isNull': {
      const operand = context.binder.scalar(expression.operand, scope, context);
      const { negated } = expression;
      return { slots: operand.slots, pairs: [], run: (env) => (operand.run(env) === null) !== negated };
    }
    case 'inList': {
      const { operand, list } = expression;
      const [first, ...rest] = list.map((right): Expression => ({
        kind: 'compare',
        operator: '=',
        left: operand,
        right,
      }));
      const any = rest.reduce<Expression>(
        (left, right) => ({ kind: 'or', left, right }),
        first as Expression,
      );
      return expression.negated ? negate(bind(any)) : bind(any);
    }
    case 'between': {
      const { operand, low, high } = expression;
      const both = bind({
        kind: 'and',
        left: { kind: 'compare', operator: '>=', left: operand, right: low },
        right: { kind: 'compare', operator: '<=', left: operand, right: high },
      });
      return expression.negated ? negate(both) : both;
    }
    case 'like': {
      const like = bindLike(expression, scope, context);
      return expression.negated ? negate(like) : like;
    }
    case 'inQuery': {
      const found = bindInQuery(expression, scope, context);
      return expression.negated ? negate(found) : found;
    }
    case 'exists':
      return bindExists(expression.query, scope, context);
    default:
      throw new SqlError(
        4145,
        "An expression of non-boolean type specified in a context where a condition is expected, near ')'.",
        15,
      );
  }
}

/** False wins, then unknown. */
function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) {
    return false;
  }
  return a === null || b === null ? null : true;
}

function negate(predicate: BoundPredicate): BoundPredicate {
  return {
    slots: predicate.slots,
    pairs: [],
    run: (env) => {
      const truth = predicate.run(env);
      return truth === null ? null : !truth;
    },
  };
}

function bindOr(expression: Expression & { kind: 'or' }, scope: Scope, context: BindContext): BoundPredicate {
  const equal = nullSafeEquality(expression);
  if (equal !== null) {
    return bindEquality(
      context.binder.scalar(equal.left, scope, context),
      context.binder.scalar(equal.right, scope, context),
      true,
    );
  }
  const left = context.binder.predicate(expression.left, scope, context);
  const right = context.binder.predicate(expression.right, scope, context);
  return {
    slots: unionSlots([left, right]),
    pairs: [],
    run: (env) => {
      const first = left.run(env);
      if (first === true) {
        return true;
      }
      const second = right.run(env);
      return second === true ? true : first === null || second === null ? null : false;
    },
  };
}

/** Recognises `a = b OR (a IS NULL AND b IS NULL)`, so that a table can be searched by it. */
function nullSafeEquality(or: Expression & { kind: 'or' }): (Expression & { kind: 'compare' }) | null {
  const { left, right } = or;
  if (left.kind !== 'compare' || left.operator !== '=' || right.kind !== 'and') {
    return null;
  }
  const nulls = [right.left, right.right].map((part) =>
    part.kind === 'isNull' && !part.negated ? stripCollate(part.operand) : null,
  );
  const sides = [stripCollate(left.left), stripCollate(left.right)];
  const matches = isDeepStrictEqual(nulls, sides) || isDeepStrictEqual(nulls.reverse(), sides);
  return matches ? left : null;
}

function stripCollate(expression: Expression): Expression {
  return expression.kind === 'collate' ? stripCollate(expression.operand) : expression;
}
