import type { OrderItem } from '../sql/query-ast.ts';
import type { BoundQuery, Env, OutputColumn } from './bound.ts';
import { compareValues } from './compare.ts';
import { convertValue } from './convert.ts';
import type { Collation } from './collation.ts';
import type { SqlRow, SqlValue } from './value.ts';

/** A query's rows, brought to the types of the result it is part of. */
export function convertingRows(query: BoundQuery, columns: readonly OutputColumn[], env: Env): SqlRow[] {
  return query
    .run(env)
    .map((row) =>
      row.map((value, at) =>
        convertValue(value, (query.columns[at] as OutputColumn).type, (columns[at] as OutputColumn).type),
      ),
    );
}

/** Position of the output column that an ORDER BY item names by number or alias; null where it is an expression. */
export function outputPosition(item: OrderItem, columns: readonly OutputColumn[]): number | null {
  const { expression } = item;
  if (expression.kind === 'literal' && typeof expression.value === 'number') {
    return expression.value >= 1 && expression.value <= columns.length ? expression.value - 1 : null;
  }
  if (expression.kind !== 'column' || expression.name.length !== 1) {
    return null;
  }
  const wanted = (expression.name[0] ?? '').toLowerCase();
  const at = columns.findIndex((column) => column.name.toLowerCase() === wanted);
  return at < 0 ? null : at;
}

/** Sorts whole rows by their own columns. @param unknown throws for what is no column of the result */
export function ordering(
  items: readonly OrderItem[],
  columns: readonly OutputColumn[],
  unknown: (item: OrderItem) => never,
): (rows: SqlRow[]) => SqlRow[] {
  const keys = items.map((item) => {
    const at = outputPosition(item, columns) ?? unknown(item);
    return { at, descending: item.descending, collation: (columns[at] as OutputColumn).label.collation };
  });
  return (rows) =>
    keys.length === 0
      ? rows
      : rows.toSorted((a, b) => {
          for (const { at, descending, collation } of keys) {
            const order = compareNullable(a[at] ?? null, b[at] ?? null, collation);
            if (order !== 0) {
              return descending ? -order : order;
            }
          }
          return 0;
        });
}

/** NULL sorts first. */
export function compareNullable(a: SqlValue, b: SqlValue, collation: Collation): number {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? -1 : 1;
  }
  return compareValues(a, b, collation);
}
