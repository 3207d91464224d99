import type { Expression } from '../sql/ast.ts';
import { unify } from './bind-case.ts';
import { defaultLabel, unionSlots } from './bound.ts';
import type { BindContext, BoundScalar } from './bound.ts';
import { convertValue } from './convert.ts';
import { valuesEqual } from './compare.ts';
import { isAggregateName } from './aggregates.ts';
import { DATE_FUNCTIONS } from './functions/date-functions.ts';
import type { FunctionTable } from './functions/definition.ts';
import { METADATA_FUNCTIONS } from './functions/metadata-functions.ts';
import { SESSION_FUNCTIONS } from './functions/session-functions.ts';
import { STRING_FUNCTIONS } from './functions/string-functions.ts';
import type { Scope } from './scope.ts';
import { SqlError } from './sql-error.ts';
import { isString } from './sql-type.ts';

type Call = Expression & { kind: 'call' };

const FUNCTIONS: FunctionTable = {
  ...STRING_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...METADATA_FUNCTIONS,
  ...SESSION_FUNCTIONS,
};

/** A call of a built-in function. @throws SqlError 174, 189, 195 */
export function bindCall(call: Call, scope: Scope, context: BindContext): BoundScalar {
  if (isAggregateName(call.name)) {
    if (scope.aggregate === null) {
      throw new SqlError(
        147,
        'An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.',
        15,
      );
    }
    return scope.aggregate(call);
  }
  // Its first argument is a condition.
  if (call.name === 'IIF') {
    return context.binder.scalar(asCase(call), scope, context);
  }
  const parameters = call.arguments.map((argument) => context.binder.scalar(argument, scope, context));
  switch (call.name) {
    case 'COALESCE':
      return bindCoalesce(parameters);
    case 'ISNULL':
      return bindIsNull(parameters);
    case 'NULLIF':
      return bindNullIf(parameters);
    default:
      return bindFunction(call, parameters, context);
  }
}

function bindFunction(call: Call, parameters: readonly BoundScalar[], context: BindContext): BoundScalar {
  const definition = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (definition === undefined || call.star || call.distinct) {
    throw new SqlError(195, `'${call.name}' is not a recognized built-in function name.`, 15, 10);
  }
  const { min, max, takesNull = false } = definition;
  if (parameters.length < min || parameters.length > max) {
    throw min === max
      ? new SqlError(174, `The ${call.name.toLowerCase()} function requires ${min} argument(s).`, 15)
      : new SqlError(189, `The ${call.name.toLowerCase()} function requires ${min} to ${max} arguments.`, 15);
  }
  const type = typeof definition.type === 'function' ? definition.type(parameters) : definition.type;
  const site = { arguments: parameters, context };
  const text = parameters.find((parameter) => isString(parameter.type));
  return {
    type,
    label: text?.label ?? defaultLabel(context),
    nullable: true,
    slots: unionSlots(parameters),
    run: (env) => {
      const values = parameters.map((parameter) => parameter.run(env));
      return !takesNull && values.includes(null) ? null : definition.run(values, site);
    },
  };
}

function bindCoalesce(parameters: readonly BoundScalar[]): BoundScalar {
  if (parameters.length < 2) {
    throw new SqlError(174, 'The coalesce function requires 2 argument(s).', 15);
  }
  const { type, label } = unify(parameters, 'COALESCE');
  return {
    type,
    label,
    nullable: parameters.every((parameter) => parameter.nullable),
    slots: unionSlots(parameters),
    run: (env) => {
      for (const parameter of parameters) {
        const value = parameter.run(env);
        if (value !== null) {
          return convertValue(value, parameter.type, type);
        }
      }
      return null;
    },
  };
}

/** Unlike COALESCE, the result has the first argument's type. */
function bindIsNull(parameters: readonly BoundScalar[]): BoundScalar {
  const [first, second] = pair(parameters, 'isnull');
  const { type } = first.isNullLiteral === true ? second : first;
  return {
    type,
    label: first.label,
    nullable: second.nullable,
    slots: unionSlots(parameters),
    run: (env) => first.run(env) ?? convertValue(second.run(env), second.type, type),
  };
}

function bindNullIf(parameters: readonly BoundScalar[]): BoundScalar {
  const [first, second] = pair(parameters, 'nullif');
  const { type, label } = unify([first, second], 'equal to');
  return {
    type: first.type,
    label: first.label,
    nullable: true,
    slots: unionSlots(parameters),
    run: (env) => {
      const value = first.run(env);
      const a = convertValue(value, first.type, type);
      const b = convertValue(second.run(env), second.type, type);
      return a !== null && b !== null && valuesEqual(a, b, label.collation) ? null : value;
    },
  };
}

function pair(parameters: readonly BoundScalar[], name: string): readonly [BoundScalar, BoundScalar] {
  const [first, second] = parameters;
  if (first === undefined || second === undefined || parameters.length !== 2) {
    throw new SqlError(174, `The ${name} function requires 2 argument(s).`, 15);
  }
  return [first, second];
}

function asCase(call: Call): Expression {
  const [when, then, otherwise] = call.arguments;
  if (when === undefined || then === undefined || otherwise === undefined) {
    throw new SqlError(174, 'The iif function requires 3 argument(s).', 15);
  }
  return { kind: 'case', operand: null, branches: [{ when, then }], otherwise };
}
