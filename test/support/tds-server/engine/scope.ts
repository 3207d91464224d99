import type { Expression, ObjectName } from '../sql/ast.ts';
import type { BoundScalar, Env, OutputColumn } from './bound.ts';
import { SqlError, invalidColumn } from './sql-error.ts';

/** Called for every row that stands in the environment. Returning true ends the visit. */
export type Visit = () => boolean;

/** A source of rows in a FROM clause. */
export interface Source {
  readonly slot: number;
  /** The name that qualifies its columns. */
  readonly alias: string;
  /** `schema.name`, where the table is not aliased, so that `dbo.t.c` may be written. */
  readonly qualifiedName: string | null;
  readonly columns: readonly OutputColumn[];
  /** Puts each row into the environment and visits. @returns true where a visit ended it */
  each(env: Env, visit: Visit): boolean;
}

/** The columns that an expression may name: those of one query, then those of the queries around it. */
export interface Scope {
  readonly parent: Scope | null;
  readonly sources: readonly Source[];
  /** Set inside a grouped query, outside of its aggregates: the columns that are grouped by, as `slot:index`. */
  readonly groupedBy: ReadonlySet<string> | null;
  /** Set while a grouped query's expressions are bound: collects its aggregates. */
  readonly aggregate: ((call: Expression & { kind: 'call' }) => BoundScalar) | null;
}

/** A scope without sources, for expressions that stand alone. */
export const EMPTY_SCOPE: Scope = { parent: null, sources: [], groupedBy: null, aggregate: null };

/** A column that a name stands for. */
export interface Resolved {
  readonly source: Source;
  readonly index: number;
  readonly column: OutputColumn;
}

/** @throws SqlError 207, 209, 4104, 8120 */
export function resolveColumn(name: ObjectName, scope: Scope): Resolved {
  const column = (name.at(-1) ?? '').toLowerCase();
  const qualifier = name.slice(0, -1).join('.').toLowerCase();
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    const found = findIn(current, qualifier, column);
    if (found.length > 1) {
      throw new SqlError(209, `Ambiguous column name '${name.at(-1) ?? ''}'.`);
    }
    const [match] = found;
    if (match !== undefined) {
      assertGrouped(match, current);
      return match;
    }
    if (qualifier !== '' && current.sources.some((source) => isQualifier(source, qualifier))) {
      throw invalidColumn(name.at(-1) ?? '');
    }
  }
  throw name.length > 1
    ? new SqlError(4104, `The multi-part identifier "${name.join('.')}" could not be bound.`)
    : invalidColumn(name[0] ?? '');
}

function findIn(scope: Scope, qualifier: string, column: string): Resolved[] {
  const found: Resolved[] = [];
  for (const source of scope.sources) {
    if (qualifier !== '' && !isQualifier(source, qualifier)) {
      continue;
    }
    source.columns.forEach((candidate, index) => {
      if (candidate.name.toLowerCase() === column) {
        found.push({ source, index, column: candidate });
      }
    });
  }
  return found;
}

function isQualifier(source: Source, qualifier: string): boolean {
  return source.alias.toLowerCase() === qualifier || source.qualifiedName?.toLowerCase() === qualifier;
}

function assertGrouped({ source, index, column }: Resolved, scope: Scope): void {
  if (scope.groupedBy !== null && !scope.groupedBy.has(`${source.slot}:${index}`)) {
    throw new SqlError(
      8120,
      `Column '${source.alias}.${column.name}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`,
    );
  }
}

/** Slots of every source that can be seen from here. */
export function visibleSlots(scope: Scope): number[] {
  const slots: number[] = [];
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    slots.push(...current.sources.map((source) => source.slot));
  }
  return slots;
}
