import type { CombinedQuery, OrderItem, Query, ValuesQuery } from '../sql/query-ast.ts';
import { unify } from './bind-case.ts';
import { bindSelect } from './bind-select.ts';
import { convertingRows, ordering } from './query-rows.ts';
import type { BindContext, BoundQuery, BoundScalar, OutputColumn } from './bound.ts';
import { joinKeys, valueKey } from './compare.ts';
import { convertValue } from './convert.ts';
import type { Scope } from './scope.ts';
import { SqlError } from './sql-error.ts';
import type { SqlRow } from './value.ts';

/** Binds a query of any kind. */
export function bindQuery(query: Query, scope: Scope, context: BindContext): BoundQuery {
  switch (query.kind) {
    case 'select':
      return bindSelect(query, scope, context);
    case 'values':
      return bindValues(query, scope, context);
    case 'combined':
      return bindCombined(query, scope, context);
  }
}

/** Rows written out: every column takes the common type of its values. */
function bindValues(query: ValuesQuery, scope: Scope, context: BindContext): BoundQuery {
  const rows = query.rows.map((row) =>
    row.map((expression) => context.binder.scalar(expression, scope, context)),
  );
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width)) {
    throw new SqlError(
      10709,
      'The number of columns for each row in a table value constructor must be the same.',
      16,
    );
  }
  const columns = Array.from({ length: width }, (_, at): OutputColumn => {
    const cells = rows.map((row) => row[at] as BoundScalar);
    return {
      name: '',
      ...unify(cells, 'UNION'),
      nullable: cells.some((cell) => cell.nullable),
      identity: false,
    };
  });
  return {
    columns,
    assigns: false,
    exists: () => rows.length > 0,
    run: (env) =>
      rows.map((row) =>
        row.map((cell, at) => convertValue(cell.run(env), cell.type, columns[at]?.type ?? cell.type)),
      ),
  };
}

function bindCombined(query: CombinedQuery, scope: Scope, context: BindContext): BoundQuery {
  const left = context.binder.query(query.left, scope, context);
  const right = context.binder.query(query.right, scope, context);
  if (left.columns.length !== right.columns.length) {
    throw new SqlError(
      205,
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
    );
  }
  const columns = left.columns.map((column, at): OutputColumn => {
    const other = right.columns[at] as OutputColumn;
    const cells = [asScalar(column), asScalar(other)];
    return {
      name: column.name,
      ...unify(cells, query.operator.toUpperCase()),
      nullable: column.nullable || other.nullable,
      identity: false,
    };
  });
  const keyOf = (row: SqlRow): string =>
    joinKeys(row.map((value, at) => valueKey(value, (columns[at] as OutputColumn).label.collation)));
  const sort = ordering(query.orderBy, columns, (item) => unknownOrder(item));
  const run: BoundQuery['run'] = (env) => {
    const first = convertingRows(left, columns, env);
    const second = convertingRows(right, columns, env);
    return sort(combine(query.operator, first, second, keyOf));
  };
  return { columns, assigns: false, run, exists: (env) => run(env).length > 0 };
}

function asScalar(column: OutputColumn): BoundScalar {
  return { ...column, slots: [], run: () => null };
}

function unknownOrder(item: OrderItem): never {
  const name = item.expression.kind === 'column' ? item.expression.name.join('.') : 'expression';
  throw new SqlError(
    104,
    `ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator (${name}).`,
    15,
  );
}

function combine(
  operator: CombinedQuery['operator'],
  left: SqlRow[],
  right: SqlRow[],
  keyOf: (row: SqlRow) => string,
): SqlRow[] {
  if (operator === 'unionAll') {
    return [...left, ...right];
  }
  const rightKeys = new Set(right.map(keyOf));
  const unique = new Map((operator === 'union' ? [...left, ...right] : left).map((row) => [keyOf(row), row]));
  const kept = [...unique].filter(
    ([key]) => operator === 'union' || rightKeys.has(key) === (operator === 'intersect'),
  );
  return kept.map(([, row]) => row);
}
