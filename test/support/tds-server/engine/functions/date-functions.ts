import type { Expression } from '../../sql/ast.ts';
import { unionSlots } from '../bound.ts';
import type { BindContext, BoundScalar } from '../bound.ts';
import { convertValue } from '../convert.ts';
import { TICKS_PER_DAY, dateTimeFromEpoch, dateTimeParts, roundDateTime } from '../date-time.ts';
import type { Scope } from '../scope.ts';
import { SqlError } from '../sql-error.ts';
import { BIGINT, INT, isDateTime, sqlType } from '../sql-type.ts';
import type { SqlType } from '../sql-type.ts';
import { isDateTimeValue } from '../value.ts';
import type { DateTimeValue } from '../value.ts';
import type { FunctionDefinition, FunctionTable } from './definition.ts';

const DATETIME = sqlType('datetime');
const DATETIME2 = sqlType('datetime2', 0, 7);

/** The server's clock runs in UTC, so that local and UTC functions agree. */
function clock(type: SqlType): FunctionDefinition {
  return {
    min: 0,
    max: 0,
    type,
    run: (_, { context }) => roundDateTime(dateTimeFromEpoch(context.now), type),
  };
}

/** Functions that read the clock. */
export const DATE_FUNCTIONS: FunctionTable = {
  GETDATE: clock(DATETIME),
  GETUTCDATE: clock(DATETIME),
  CURRENT_TIMESTAMP: clock(DATETIME),
  SYSDATETIME: clock(DATETIME2),
  SYSUTCDATETIME: clock(DATETIME2),
};

/** Units of 100 ns in a part of a date. */
const UNITS: Readonly<Record<string, number>> = {
  day: TICKS_PER_DAY,
  dd: TICKS_PER_DAY,
  d: TICKS_PER_DAY,
  hour: 36_000_000_000,
  hh: 36_000_000_000,
  minute: 600_000_000,
  mi: 600_000_000,
  n: 600_000_000,
  second: 10_000_000,
  ss: 10_000_000,
  s: 10_000_000,
  millisecond: 10_000,
  ms: 10_000,
  microsecond: 10,
  mcs: 10,
};

/** DATEDIFF, DATEDIFF_BIG, DATEADD, DATEPART by days and smaller; DATEPART also by year and month. */
export function bindDatePart(
  expression: Expression & { kind: 'datePart' },
  scope: Scope,
  context: BindContext,
): BoundScalar {
  const parameters = expression.arguments.map((argument) => context.binder.scalar(argument, scope, context));
  const expected = expression.name === 'DATEPART' ? 1 : 2;
  if (parameters.length !== expected) {
    throw new SqlError(
      174,
      `The ${expression.name.toLowerCase()} function requires ${expected + 1} argument(s).`,
      15,
    );
  }
  const [first, second] = parameters as [BoundScalar, BoundScalar];
  const unit = UNITS[expression.part];
  if (expression.name === 'DATEPART') {
    return scalar(INT, [first], (env) => part(expression.part, asDate(first, env)));
  }
  if (unit === undefined) {
    throw new SqlError(
      155,
      `'${expression.part}' is not a recognized ${expression.name.toLowerCase()} option.`,
      15,
    );
  }
  if (expression.name === 'DATEADD') {
    const type = isDateTime(second.type) ? second.type : DATETIME;
    return scalar(type, [first, second], (env) => {
      const number = first.run(env);
      const date = asDate(second, env);
      return number === null || date === null ? null : added(date, Number(number), unit, type);
    });
  }
  const big = expression.name === 'DATEDIFF_BIG';
  return scalar(big ? BIGINT : INT, [first, second], (env) => {
    const from = asDate(first, env);
    const to = asDate(second, env);
    if (from === null || to === null) {
      return null;
    }
    const boundaries = boundary(to, unit) - boundary(from, unit);
    if (big) {
      return boundaries;
    }
    if (boundaries > 2147483647n || boundaries < -2147483648n) {
      throw new SqlError(
        535,
        'The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart.',
        16,
        0,
      );
    }
    return Number(boundaries);
  });
}

function scalar(type: SqlType, parameters: readonly BoundScalar[], run: BoundScalar['run']): BoundScalar {
  return {
    type,
    label: (parameters[0] as BoundScalar).label,
    nullable: true,
    slots: unionSlots(parameters),
    run,
  };
}

function asDate(argument: BoundScalar, env: Parameters<BoundScalar['run']>[0]): DateTimeValue | null {
  const value = convertValue(
    argument.run(env),
    argument.type,
    isDateTime(argument.type) ? argument.type : DATETIME2,
  );
  return isDateTimeValue(value) ? value : null;
}

/** Counts the boundaries of a unit since year one: DATEDIFF counts boundaries crossed, not time passed. */
function boundary(date: DateTimeValue, unit: number): bigint {
  return (BigInt(date.days) * BigInt(TICKS_PER_DAY) + BigInt(date.ticks)) / BigInt(unit);
}

function added(date: DateTimeValue, number: number, unit: number, type: SqlType): DateTimeValue {
  const total =
    BigInt(date.days) * BigInt(TICKS_PER_DAY) +
    BigInt(date.ticks) +
    BigInt(Math.trunc(number)) * BigInt(unit);
  const days = total / BigInt(TICKS_PER_DAY);
  const rounded = roundDateTime(
    { days: Number(days), ticks: Number(total - days * BigInt(TICKS_PER_DAY)) },
    type,
  );
  if (total < 0n || rounded === null) {
    throw new SqlError(517, `Adding a value to a '${type.kind}' column caused an overflow.`);
  }
  return rounded;
}

function part(name: string, date: DateTimeValue | null): number | null {
  if (date === null) {
    return null;
  }
  const { date: day, time } = dateTimeParts(date, DATETIME2);
  const parts: Readonly<Record<string, string>> = {
    year: day.slice(0, 4),
    month: day.slice(5, 7),
    day: day.slice(8, 10),
    hour: time.slice(0, 2),
    minute: time.slice(3, 5),
    second: time.slice(6, 8),
  };
  const found = parts[name];
  if (found === undefined) {
    throw new SqlError(155, `'${name}' is not a recognized datepart option.`, 15);
  }
  return Number(found);
}
