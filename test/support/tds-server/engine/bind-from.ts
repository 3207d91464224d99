import type { FromItem } from '../sql/query-ast.ts';
import { assertMay } from './access.ts';
import type { BindContext, BoundPredicate, Env, OutputColumn } from './bound.ts';
import { asOutput } from './column-source.ts';
import { databaseOf, nameParts, requireTable } from './object-names.ts';
import { EMPTY_SCOPE } from './scope.ts';
import type { Scope, Source, Visit } from './scope.ts';
import { searchedRows } from './search.ts';
import { SqlError } from './sql-error.ts';
import { systemView } from './views/system-view.ts';
import type { Table } from './table.ts';
import type { SqlRow } from './value.ts';

/** Sources of one FROM, and how to go through their rows. */
export interface BoundFrom {
  readonly sources: readonly Source[];
  each(env: Env, visit: Visit): boolean;
}

/** A source whose table can be searched once the conditions on it are known. */
interface Searchable extends Source {
  search(predicate: BoundPredicate, available: ReadonlySet<number>): void;
}

const NO_ROW: BoundFrom = { sources: [], each: (_, visit) => visit() };

/** Binds FROM; several entries are a cross join. @throws SqlError 208, 229, 1011 */
export function bindFrom(items: readonly FromItem[], parent: Scope | null, context: BindContext): BoundFrom {
  const bound = items
    .map((item) => bindItem(item, parent, context))
    .reduce((left, right) => join(left, right, null, 'cross'), NO_ROW);
  const names = bound.sources.map((source) => source.alias.toLowerCase());
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new SqlError(1011, `The correlation name '${twice}' is specified multiple times in a FROM clause.`);
  }
  return bound;
}

/** Lets the tables of a FROM be searched by a WHERE; other queries' rows are there already, this one's are not. */
export function searchBy(from: BoundFrom, predicate: BoundPredicate): void {
  const own = new Set(from.sources.map((source) => source.slot));
  const outside = new Set(
    predicate.pairs
      .flatMap((pair) => [...pair.left.slots, ...pair.right.slots])
      .filter((slot) => !own.has(slot)),
  );
  for (const source of from.sources) {
    if ('search' in source) {
      (source as Searchable).search(predicate, outside);
    }
  }
}

function bindItem(item: FromItem, parent: Scope | null, context: BindContext): BoundFrom {
  switch (item.kind) {
    case 'table':
      return single(bindTable(item, context));
    case 'derived':
      return single(bindDerived(item, parent, context));
    case 'join': {
      const left = bindItem(item.left, parent, context);
      const right = bindItem(item.right, parent, context);
      const scope: Scope = {
        parent,
        sources: [...left.sources, ...right.sources],
        groupedBy: null,
        aggregate: null,
      };
      const on = item.on === null ? null : context.binder.predicate(item.on, scope, context);
      if (on !== null) {
        const available = new Set(left.sources.map((source) => source.slot));
        right.sources.forEach((source) => 'search' in source && (source as Searchable).search(on, available));
      }
      return join(left, right, on, item.type);
    }
  }
}

function single(source: Source): BoundFrom {
  return { sources: [source], each: (env, visit) => source.each(env, visit) };
}

function join(
  left: BoundFrom,
  right: BoundFrom,
  on: BoundPredicate | null,
  type: 'inner' | 'left' | 'cross',
): BoundFrom {
  return {
    sources: [...left.sources, ...right.sources],
    each: (env, visit) =>
      left.each(env, () => {
        let matches = 0;
        const ended = right.each(env, () => {
          if (on !== null && on.run(env) !== true) {
            return false;
          }
          matches++;
          return visit();
        });
        if (ended || matches > 0 || type !== 'left') {
          return ended;
        }
        for (const source of right.sources) {
          env.rows[source.slot] = source.columns.map(() => null);
        }
        return visit();
      }),
  };
}

function bindTable(item: FromItem & { kind: 'table' }, context: BindContext): Source {
  const { session } = context;
  const slot = context.nextSlot++;
  const parts = nameParts(item.name);
  const alias = item.alias ?? parts.object;
  const view = systemView(databaseOf(parts, session), parts.schema, parts.object, session);
  if (view !== null) {
    return {
      slot,
      alias,
      qualifiedName: item.alias === null ? `${parts.schema}.${alias}` : null,
      columns: view.columns,
      each: visitor(slot, view.rows),
    };
  }
  const table = requireTable(item.name, session);
  assertMay(session, table, 'SELECT');
  lockFor(table, item.hints, context);
  let rows = (_: Env): Iterable<SqlRow> => table.rows.values();
  const source: Searchable = {
    slot,
    alias,
    qualifiedName: item.alias === null ? table.fullName : null,
    columns: asOutput(table.columns, table.database.collation),
    each: (env, visit) => visitor(slot, rows)(env, visit),
    search(predicate, available) {
      rows = searchedRows(table, slot, predicate, available) ?? rows;
    },
  };
  return source;
}

function lockFor(table: Table, hints: readonly string[], context: BindContext): void {
  const { isolation } = context.session.options;
  const dirty =
    isolation === 'READ UNCOMMITTED' || hints.some((hint) => ['NOLOCK', 'READUNCOMMITTED'].includes(hint));
  const exclusive = hints.some((hint) => ['UPDLOCK', 'XLOCK', 'TABLOCKX'].includes(hint));
  if (dirty && !exclusive) {
    return;
  }
  if (exclusive || !context.locks.has(table)) {
    context.locks.set(table, exclusive ? 'exclusive' : 'shared');
  }
  const held = isolation === 'SERIALIZABLE' || isolation === 'REPEATABLE READ';
  if (
    held ||
    exclusive ||
    hints.some((hint) => ['HOLDLOCK', 'SERIALIZABLE', 'REPEATABLEREAD'].includes(hint))
  ) {
    context.heldLocks.add(table);
  }
}

/** A derived table sees the queries around the FROM it stands in, but not its neighbours. */
function bindDerived(
  item: FromItem & { kind: 'derived' },
  parent: Scope | null,
  context: BindContext,
): Source {
  const query = context.binder.query(item.query, parent ?? EMPTY_SCOPE, context);
  const slot = context.nextSlot++;
  if (item.columns !== null && item.columns.length !== query.columns.length) {
    const [number, amount] = item.columns.length > query.columns.length ? [8158, 'fewer'] : [8159, 'more'];
    throw new SqlError(
      number,
      `'${item.alias}' has ${amount === 'more' ? 'more' : 'fewer'} columns than were specified in the column list.`,
    );
  }
  const columns = query.columns.map((column, at): OutputColumn => ({
    ...column,
    name: item.columns?.[at] ?? column.name,
  }));
  return {
    slot,
    alias: item.alias,
    qualifiedName: null,
    columns,
    each: visitor(slot, (env) => query.run(env)),
  };
}

function visitor(slot: number, rows: (env: Env) => Iterable<SqlRow>): Source['each'] {
  return (env, visit) => {
    for (const row of rows(env)) {
      env.rows[slot] = row;
      if (visit()) {
        return true;
      }
    }
    return false;
  };
}
