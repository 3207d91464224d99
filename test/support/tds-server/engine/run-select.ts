import type { BoundAggregate } from './aggregates.ts';
import type { BoundFrom } from './bind-from.ts';
import type { BoundPredicate, BoundQuery, BoundScalar, Env } from './bound.ts';
import { joinKeys, valueKey } from './compare.ts';
import { compareNullable } from './query-rows.ts';
import { SqlError } from './sql-error.ts';
import type { SqlRow, SqlValue } from './value.ts';

/** One item of ORDER BY. */
export interface SortKey {
  readonly scalar: BoundScalar;
  readonly descending: boolean;
}

/** The parts of a SELECT, bound. */
export interface SelectParts {
  readonly from: BoundFrom;
  readonly where: BoundPredicate | null;
  readonly grouping: {
    readonly by: readonly BoundScalar[];
    readonly aggregates: readonly BoundAggregate[];
    readonly having: BoundPredicate | null;
  } | null;
  readonly items: readonly BoundScalar[];
  readonly sortKeys: readonly SortKey[];
  readonly distinct: boolean;
  readonly top: BoundScalar | null;
}

interface SortableRow {
  readonly row: SqlRow;
  readonly keys: SqlRow;
}

/** How a SELECT runs: FROM, WHERE, GROUP BY, the items, DISTINCT, ORDER BY, TOP. */
export function runSelect(parts: SelectParts): Pick<BoundQuery, 'run' | 'exists'> {
  const { grouping, sortKeys, distinct, items } = parts;
  const run = (env: Env): SqlRow[] => {
    const limit = parts.top === null ? Infinity : topRows(parts.top.run(env));
    const found: SortableRow[] = [];
    // Only where nothing is left to be done to the rows may the search end early.
    const enough = sortKeys.length === 0 && !distinct ? limit : Infinity;
    const take = (): boolean => {
      if (found.length >= enough) {
        return true;
      }
      found.push({
        row: items.map((item) => item.run(env)),
        keys: sortKeys.map((key) => key.scalar.run(env)),
      });
      return found.length >= enough;
    };
    if (grouping === null) {
      eachRow(parts, env, take);
    } else {
      eachGroup(parts, grouping, env, take);
    }
    const unique = distinct ? withoutDuplicates(found, items) : found;
    const sorted =
      sortKeys.length === 0 ? unique : unique.toSorted((a, b) => compareKeys(a.keys, b.keys, sortKeys));
    return (limit === Infinity ? sorted : sorted.slice(0, limit)).map(({ row }) => row);
  };
  return {
    run,
    exists: (env) =>
      grouping === null && parts.top === null ? eachRow(parts, env, () => true) : run(env).length > 0,
  };
}

function eachRow({ from, where }: SelectParts, env: Env, visit: () => boolean): boolean {
  return from.each(env, () => (where === null || where.run(env) === true) && visit());
}

function eachGroup(
  parts: SelectParts,
  grouping: NonNullable<SelectParts['grouping']>,
  env: Env,
  visit: () => boolean,
): void {
  const slots = parts.from.sources.map((source) => source.slot);
  const start = () => ({
    rows: slots.map((slot) => env.rows[slot] ?? []),
    accumulators: grouping.aggregates.map((aggregate) => aggregate.start()),
  });
  const groups = new Map<string, ReturnType<typeof start>>();
  // Without GROUP BY there is one group even where there is no row.
  if (grouping.by.length === 0) {
    groups.set('', start());
  }
  eachRow(parts, env, () => {
    const key =
      grouping.by.length === 0
        ? ''
        : joinKeys(grouping.by.map((scalar) => valueKey(scalar.run(env), scalar.label.collation)));
    const group = groups.get(key) ?? start();
    groups.set(key, group);
    group.accumulators.forEach((accumulator, at) =>
      accumulator.add((grouping.aggregates[at] as BoundAggregate).argument.run(env)),
    );
    return false;
  });
  // A grouped query may stand inside another one.
  const outer = env.aggregates;
  for (const { rows, accumulators } of groups.values()) {
    slots.forEach((slot, at) => (env.rows[slot] = rows[at] ?? []));
    env.aggregates = accumulators.map((accumulator) => accumulator.result());
    if ((grouping.having === null || grouping.having.run(env) === true) && visit()) {
      break;
    }
  }
  env.aggregates = outer;
}

function topRows(value: SqlValue): number {
  const count = Number(value);
  if (value === null || count < 0) {
    throw new SqlError(
      1060,
      'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.',
      15,
    );
  }
  return count;
}

function withoutDuplicates(rows: readonly SortableRow[], items: readonly BoundScalar[]): SortableRow[] {
  const unique = new Map<string, SortableRow>();
  for (const entry of rows) {
    const key = joinKeys(
      entry.row.map((value, at) => valueKey(value, (items[at] as BoundScalar).label.collation)),
    );
    if (!unique.has(key)) {
      unique.set(key, entry);
    }
  }
  return [...unique.values()];
}

function compareKeys(a: SqlRow, b: SqlRow, keys: readonly SortKey[]): number {
  for (const [at, { scalar, descending }] of keys.entries()) {
    const order = compareNullable(a[at] ?? null, b[at] ?? null, scalar.label.collation);
    if (order !== 0) {
      return descending ? -order : order;
    }
  }
  return 0;
}
