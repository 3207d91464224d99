import type { Expression } from '../sql/ast.ts';
import type { Query, SelectQuery } from '../sql/query-ast.ts';
import { bindEquality } from './bind-compare.ts';
import { unionSlots } from './bound.ts';
import type { BindContext, BoundPredicate, BoundScalar } from './bound.ts';
import type { Scope } from './scope.ts';
import { visibleSlots } from './scope.ts';
import { SqlError } from './sql-error.ts';

/** `EXISTS (query)` */
export function bindExists(query: Query, scope: Scope, context: BindContext): BoundPredicate {
  const equalities = intersection(query);
  if (equalities !== null) {
    return bindIntersection(equalities, scope, context);
  }
  const bound = context.binder.query(query, scope, context);
  return { slots: visibleSlots(scope), pairs: [], run: (env) => bound.exists(env) };
}

/** `x IN (query)` */
export function bindInQuery(
  expression: Expression & { kind: 'inQuery' },
  scope: Scope,
  context: BindContext,
): BoundPredicate {
  const operand = context.binder.scalar(expression.operand, scope, context);
  const query = context.binder.query(expression.query, scope, context);
  const [column] = query.columns;
  if (column === undefined || query.columns.length !== 1) {
    throw new SqlError(
      116,
      'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
    );
  }
  let current: BoundScalar['run'] = () => null;
  const candidate: BoundScalar = { ...column, slots: [], run: (env) => current(env) };
  const equality = bindEquality(operand, candidate, false);
  return {
    slots: visibleSlots(scope),
    pairs: [],
    run: (env) => {
      let unknown = false;
      for (const row of query.run(env)) {
        current = () => row[0] ?? null;
        const truth = equality.run(env);
        if (truth === true) {
          return true;
        }
        unknown ||= truth === null;
      }
      return unknown ? null : false;
    },
  };
}

/** `SELECT a, b INTERSECT SELECT c, d` without FROM: a null-safe comparison in disguise. */
function intersection(query: Query): readonly [SelectQuery, SelectQuery] | null {
  if (query.kind !== 'combined' || query.operator !== 'intersect') {
    return null;
  }
  const { left, right } = query;
  return left.kind === 'select' && right.kind === 'select' && isBare(left) && isBare(right)
    ? [left, right]
    : null;
}

function isBare(query: SelectQuery): boolean {
  return (
    query.from.length === 0 &&
    query.where === null &&
    query.top === null &&
    query.groupBy.length === 0 &&
    query.having === null
  );
}

function bindIntersection(
  [left, right]: readonly [SelectQuery, SelectQuery],
  scope: Scope,
  context: BindContext,
): BoundPredicate {
  const bind = (query: SelectQuery): BoundScalar[] =>
    query.items.map((item) => {
      if (item.kind !== 'expression') {
        throw new SqlError(263, 'Must specify table to select from.');
      }
      return context.binder.scalar(item.expression, scope, context);
    });
  const lefts = bind(left);
  const rights = bind(right);
  if (lefts.length !== rights.length) {
    throw new SqlError(
      205,
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
    );
  }
  const equalities = lefts.map((scalar, at) => bindEquality(scalar, rights[at] as BoundScalar, true));
  return {
    slots: unionSlots(equalities),
    pairs: equalities.flatMap((equality) => equality.pairs),
    run: (env) => equalities.every((equality) => equality.run(env) === true),
  };
}
