import type { Expression } from '../sql/ast.ts';
import { bindArithmetic, bindNegation } from './bind-arithmetic.ts';
import { bindCall } from './bind-call.ts';
import { bindCase } from './bind-case.ts';
import { bindSystemVariable } from './bind-system-variable.ts';
import { defaultLabel, explicitLabel } from './bound.ts';
import type { BindContext, BoundScalar } from './bound.ts';
import { convertValue } from './convert.ts';
import { bindDatePart } from './functions/date-functions.ts';
import { resolveColumn, visibleSlots } from './scope.ts';
import type { Scope } from './scope.ts';
import { SqlError, incorrectSyntax, undeclaredVariable } from './sql-error.ts';
import { INT, isString } from './sql-type.ts';

/** Binds an expression that has a value. @throws SqlError for names, types and predicates where none may stand */
export function bindScalar(expression: Expression, scope: Scope, context: BindContext): BoundScalar {
  switch (expression.kind) {
    case 'literal': {
      const { value, type } = expression;
      return { type, label: defaultLabel(context), nullable: false, slots: [], run: () => value };
    }
    case 'null':
      return {
        type: INT,
        label: defaultLabel(context),
        nullable: true,
        isNullLiteral: true,
        slots: [],
        run: () => null,
      };
    case 'variable':
      return bindVariable(expression.name, context);
    case 'column':
      return bindColumn(expression.name, scope);
    case 'negate':
      return bindNegation(context.binder.scalar(expression.operand, scope, context));
    case 'arithmetic':
      return bindArithmetic(
        expression.operator,
        context.binder.scalar(expression.left, scope, context),
        context.binder.scalar(expression.right, scope, context),
      );
    case 'case':
      return bindCase(expression, scope, context);
    case 'cast':
      return bindCast(expression, scope, context);
    case 'collate': {
      const operand = context.binder.scalar(expression.operand, scope, context);
      if (!isString(operand.type)) {
        throw new SqlError(447, `Expression type ${operand.type.kind} is invalid for COLLATE clause.`);
      }
      return { ...operand, label: explicitLabel(expression.collation, context) };
    }
    case 'call':
      return bindCall(expression, scope, context);
    case 'datePart':
      return bindDatePart(expression, scope, context);
    case 'subquery':
      return bindSubquery(expression, scope, context);
    default:
      // A condition stands where a value is wanted: T-SQL has no boolean type.
      throw incorrectSyntax(expression.kind === 'compare' ? expression.operator : expression.kind);
  }
}

function bindVariable(name: string, context: BindContext): BoundScalar {
  if (name.startsWith('@@')) {
    return bindSystemVariable(name, context);
  }
  const variable = context.variables.get(name.toLowerCase());
  if (variable === undefined) {
    throw undeclaredVariable(name);
  }
  return {
    type: variable.type,
    label: defaultLabel(context),
    nullable: true,
    slots: [],
    run: () => variable.value,
  };
}

function bindColumn(name: readonly string[], scope: Scope): BoundScalar {
  const { source, index, column } = resolveColumn(name, scope);
  const { slot } = source;
  return {
    type: column.type,
    label: column.label,
    nullable: column.nullable,
    slots: [slot],
    column: { slot, index, identity: column.identity },
    run: (env) => env.rows[slot]?.[index] ?? null,
  };
}

function bindCast(
  expression: Expression & { kind: 'cast' },
  scope: Scope,
  context: BindContext,
): BoundScalar {
  const operand = context.binder.scalar(expression.operand, scope, context);
  const { type, lenient } = expression;
  const style = expression.style === null ? null : context.binder.scalar(expression.style, scope, context);
  const run: BoundScalar['run'] = (env) => {
    const styleValue = style?.run(env) ?? null;
    try {
      return convertValue(operand.run(env), operand.type, type, {
        explicit: true,
        style: styleValue === null ? null : Number(styleValue),
      });
    } catch (error) {
      if (lenient && error instanceof SqlError && error.number !== 206 && error.number !== 529) {
        return null;
      }
      throw error;
    }
  };
  const isBytes = type.kind === 'varbinary' && type.length < 0 && isString(operand.type) && style === null;
  return {
    type,
    label: isString(operand.type) ? operand.label : defaultLabel(context),
    nullable: operand.nullable || lenient,
    slots: operand.slots,
    ...(isBytes ? { bytesOf: operand } : {}),
    run,
  };
}

function bindSubquery(
  expression: Expression & { kind: 'subquery' },
  scope: Scope,
  context: BindContext,
): BoundScalar {
  const query = context.binder.query(expression.query, scope, context);
  const [column] = query.columns;
  if (column === undefined || query.columns.length !== 1) {
    throw new SqlError(
      116,
      'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
    );
  }
  return {
    type: column.type,
    label: column.label,
    nullable: true,
    slots: visibleSlots(scope),
    run: (env) => {
      const rows = query.run(env);
      if (rows.length > 1) {
        throw new SqlError(
          512,
          'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.',
        );
      }
      return rows[0]?.[0] ?? null;
    },
  };
}
