import type { Expression } from '../sql/ast.ts';
import type { SelectItem, SelectQuery } from '../sql/query-ast.ts';
import { bindAggregate, hasAggregate } from './aggregates.ts';
import type { BoundAggregate } from './aggregates.ts';
import { bindFrom, searchBy } from './bind-from.ts';
import { unionSlots } from './bound.ts';
import type { BindContext, BoundPredicate, BoundQuery, BoundScalar, OutputColumn } from './bound.ts';
import { convertValue } from './convert.ts';
import { outputPosition } from './query-rows.ts';
import { runSelect } from './run-select.ts';
import type { SortKey } from './run-select.ts';
import type { Scope } from './scope.ts';
import { SqlError, undeclaredVariable } from './sql-error.ts';

/** Binds one SELECT. @throws SqlError for names and types */
export function bindSelect(query: SelectQuery, parent: Scope, context: BindContext): BoundQuery {
  const from = bindFrom(query.from, parent, context);
  const rowScope: Scope = { parent, sources: from.sources, groupedBy: null, aggregate: null };
  const where = query.where === null ? null : context.binder.predicate(query.where, rowScope, context);
  if (where !== null) {
    searchBy(from, where);
  }
  const grouped = query.groupBy.length > 0 || query.having !== null || hasAggregate(query.items);
  const groupBy = query.groupBy.map((expression) => context.binder.scalar(expression, rowScope, context));
  const aggregates: BoundAggregate[] = [];
  const scope = grouped ? groupScope(rowScope, groupBy, aggregates, context) : rowScope;
  const assigns = query.items.some((item) => item.kind === 'assign');
  const items = query.items.flatMap((item) => bindItem(item, scope, context, assigns));
  const having: BoundPredicate | null =
    query.having === null ? null : context.binder.predicate(query.having, scope, context);
  const columns = items.map((item) => item.column);
  const sortKeys = query.orderBy.map((item): SortKey => {
    const at = outputPosition(item, columns);
    const scalar =
      at === null ? bindSortKey(item.expression, scope, context) : (items[at] as BoundItem).scalar;
    return { scalar, descending: item.descending };
  });
  const top = query.top === null ? null : context.binder.scalar(query.top, parent, context);
  return {
    columns,
    assigns,
    ...runSelect({
      from,
      where,
      grouping: grouped ? { by: groupBy, aggregates, having } : null,
      items: items.map((item) => item.scalar),
      sortKeys,
      distinct: query.distinct,
      top,
    }),
  };
}

interface BoundItem {
  readonly column: OutputColumn;
  readonly scalar: BoundScalar;
}

function bindSortKey(expression: Expression, scope: Scope, context: BindContext): BoundScalar {
  if (expression.kind === 'literal' && typeof expression.value === 'number') {
    throw new SqlError(
      108,
      `The ORDER BY position number ${expression.value} is out of range of the number of items in the select list.`,
    );
  }
  return context.binder.scalar(expression, scope, context);
}

function groupScope(
  rows: Scope,
  groupBy: readonly BoundScalar[],
  aggregates: BoundAggregate[],
  context: BindContext,
): Scope {
  const groupedBy = new Set<string>();
  for (const { column } of groupBy) {
    if (column === undefined) {
      throw new SqlError(
        164,
        'Each GROUP BY expression must contain at least one column that is not an outer reference.',
        15,
      );
    }
    groupedBy.add(`${column.slot}:${column.index}`);
  }
  return {
    ...rows,
    groupedBy,
    aggregate: (call) => {
      const aggregate = bindAggregate(call, rows, context);
      const at = aggregates.push(aggregate) - 1;
      return {
        type: aggregate.type,
        label: aggregate.argument.label,
        nullable: !call.name.startsWith('COUNT'),
        slots: unionSlots([aggregate.argument]),
        run: (env) => env.aggregates[at] ?? null,
      };
    },
  };
}

function bindItem(item: SelectItem, scope: Scope, context: BindContext, assigns: boolean): BoundItem[] {
  if (item.kind === 'star') {
    return bindStar(item.qualifier, scope, context);
  }
  const scalar = context.binder.scalar(item.expression, scope, context);
  if ((item.kind === 'assign') !== assigns) {
    throw new SqlError(
      141,
      'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
      15,
    );
  }
  const name = item.kind === 'assign' ? '' : (item.alias ?? impliedName(item.expression));
  const column: OutputColumn = {
    name,
    type: scalar.type,
    label: scalar.label,
    nullable: scalar.nullable,
    identity: scalar.column?.identity ?? false,
  };
  return [{ column, scalar: item.kind === 'assign' ? assignment(item.variable, scalar, context) : scalar }];
}

/** Assigns as it is computed: after the last row the variable holds that row's value. */
function assignment(name: string, scalar: BoundScalar, context: BindContext): BoundScalar {
  const variable = context.variables.get(name.toLowerCase());
  if (variable === undefined) {
    throw undeclaredVariable(name);
  }
  return {
    ...scalar,
    run: (env) => {
      variable.value = convertValue(scalar.run(env), scalar.type, variable.type);
      return variable.value;
    },
  };
}

function impliedName(expression: Expression): string {
  return expression.kind === 'column' ? (expression.name.at(-1) ?? '') : '';
}

function bindStar(qualifier: string | null, scope: Scope, context: BindContext): BoundItem[] {
  const sources = scope.sources.filter(
    (source) => qualifier === null || source.alias.toLowerCase() === qualifier.toLowerCase(),
  );
  if (sources.length === 0) {
    throw qualifier === null
      ? new SqlError(263, 'Must specify table to select from.')
      : new SqlError(
          107,
          `The column prefix '${qualifier}' does not match with a table name or alias name used in the query.`,
          15,
        );
  }
  return sources.flatMap((source) =>
    source.columns.map((column): BoundItem => {
      const scalar = context.binder.scalar(
        { kind: 'column', name: [source.alias, column.name] },
        scope,
        context,
      );
      return { column, scalar };
    }),
  );
}
