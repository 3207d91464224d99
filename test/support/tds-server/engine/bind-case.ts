import type { Expression } from '../sql/ast.ts';
import { combineLabels, unionSlots } from './bound.ts';
import type { BindContext, BoundPredicate, BoundScalar, CollationLabel } from './bound.ts';
import { convertValue } from './convert.ts';
import { SqlError } from './sql-error.ts';
import { INT, commonType, isString } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { Scope } from './scope.ts';

/** `CASE [x] WHEN ... THEN ... [ELSE ...] END`. @throws SqlError 8133 where every result is NULL */
export function bindCase(
  expression: Expression & { kind: 'case' },
  scope: Scope,
  context: BindContext,
): BoundScalar {
  const { operand } = expression;
  const conditions = expression.branches.map(({ when }): BoundPredicate => {
    const condition: Expression =
      operand === null ? when : { kind: 'compare', operator: '=', left: operand, right: when };
    return context.binder.predicate(condition, scope, context);
  });
  const results = expression.branches.map(({ then }) => context.binder.scalar(then, scope, context));
  const otherwise = context.binder.scalar(expression.otherwise ?? { kind: 'null' }, scope, context);
  const { type, label } = unify([...results, otherwise], 'CASE');
  if ([...results, otherwise].every((result) => result.isNullLiteral === true)) {
    throw new SqlError(
      8133,
      'At least one of the result expressions in a CASE specification must be an expression other than the NULL constant.',
    );
  }
  return {
    type,
    label,
    nullable: [...results, otherwise].some((result) => result.nullable),
    slots: unionSlots([...conditions, ...results, otherwise]),
    run: (env) => {
      const at = conditions.findIndex((condition) => condition.run(env) === true);
      const chosen = results[at] ?? otherwise;
      return convertValue(chosen.run(env), chosen.type, type);
    },
  };
}

/** The type and collation that several alternatives are brought to. NULL literals have no say. */
export function unify(
  alternatives: readonly BoundScalar[],
  operation: string,
): { type: SqlType; label: CollationLabel } {
  const typed = alternatives.filter((alternative) => alternative.isNullLiteral !== true);
  const [first, ...rest] = typed;
  if (first === undefined) {
    return { type: INT, label: (alternatives[0] as BoundScalar).label };
  }
  let merged = first;
  for (const next of rest) {
    // Most often all of them are alike.
    if (next.type !== merged.type || next.label !== merged.label) {
      const type = commonType(merged.type, next.type);
      merged = {
        ...merged,
        type,
        label: isString(type) ? combineLabels(merged, next, operation) : merged.label,
      };
    }
  }
  return { type: merged.type, label: merged.label };
}
