import type { Expression } from '../sql/ast.ts';
import type { Query } from '../sql/query-ast.ts';
import type { Collation } from './collation.ts';
import { collationByName } from './collation.ts';
import type { LockMode } from './locks.ts';
import type { Scope } from './scope.ts';
import type { Session, Variables } from './session.ts';
import { SqlError } from './sql-error.ts';
import { isString } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { Table } from './table.ts';
import type { SqlRow, SqlValue, Truth } from './value.ts';

/** What changes from row to row while a statement runs: the current row of every source, by slot. */
export interface Env {
  readonly rows: SqlRow[];
  /** Results of the aggregates of the query that is being put together. */
  aggregates: readonly SqlValue[];
}

/** A string's collation and how strongly it holds ("Collation Precedence"). */
export interface CollationLabel {
  readonly collation: Collation;
  readonly strength: 'explicit' | 'implicit' | 'default';
}

/** An expression with a type, ready to be computed. */
export interface BoundScalar {
  readonly type: SqlType;
  readonly label: CollationLabel;
  readonly nullable: boolean;
  /** The untyped NULL, which takes whatever type is wanted. */
  readonly isNullLiteral?: boolean;
  /** Slots of the sources it reads. */
  readonly slots: readonly number[];
  /** Set where it is a column as it stands, whatever its collation. */
  readonly column?: { readonly slot: number; readonly index: number; readonly identity: boolean };
  /** Set where it is the bytes of a string. */
  readonly bytesOf?: BoundScalar;
  readonly run: (env: Env) => SqlValue;
}

/** Two scalars that have to be equal for a predicate to be true. */
export interface EqualPair {
  readonly left: BoundScalar;
  readonly right: BoundScalar;
  readonly collation: Collation;
  /** NULL equals NULL. */
  readonly nullSafe: boolean;
}

/** A condition, ready to be computed. */
export interface BoundPredicate {
  readonly slots: readonly number[];
  /** Necessary for the predicate to be true; lets a table be searched by hash. */
  readonly pairs: readonly EqualPair[];
  readonly run: (env: Env) => Truth;
}

/** A column of a result. */
export interface OutputColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly label: CollationLabel;
  readonly nullable: boolean;
  readonly identity: boolean;
}

/** A query, ready to be run. */
export interface BoundQuery {
  readonly columns: readonly OutputColumn[];
  /** Assignments of `SELECT @x = ...`; empty otherwise. */
  readonly assigns: boolean;
  run(env: Env): SqlRow[];
  /** True as soon as one row is found. */
  exists(env: Env): boolean;
}

/** What binding needs to know, and what it gathers. */
export interface BindContext {
  readonly session: Session;
  readonly variables: Variables;
  /** Milliseconds since 1970: all clock functions of a statement agree. */
  readonly now: number;
  /** Tables that the statement reads or writes. */
  readonly locks: Map<Table, LockMode>;
  /** Tables whose locks stay until the transaction ends, though they are only read. */
  readonly heldLocks: Set<Table>;
  nextSlot: number;
  readonly binder: Binder;
}

/** The parts of the binder that call each other in a circle. */
export interface Binder {
  scalar(expression: Expression, scope: Scope, context: BindContext): BoundScalar;
  predicate(expression: Expression, scope: Scope, context: BindContext): BoundPredicate;
  query(query: Query, scope: Scope, context: BindContext): BoundQuery;
}

/** Label of what has no collation of its own: literals, variables, everything that is no string. */
export function defaultLabel(context: BindContext): CollationLabel {
  return { collation: context.session.database.collation, strength: 'default' };
}

/** Resolves the collation of two strings that meet. @throws SqlError 468 */
export function combineLabels(a: BoundScalar, b: BoundScalar, operation: string): CollationLabel {
  if (!isString(a.type) || !isString(b.type)) {
    return isString(b.type) ? b.label : a.label;
  }
  const rank = { explicit: 2, implicit: 1, default: 0 };
  if (rank[a.label.strength] !== rank[b.label.strength]) {
    return rank[a.label.strength] > rank[b.label.strength] ? a.label : b.label;
  }
  if (a.label.collation.name.toLowerCase() !== b.label.collation.name.toLowerCase()) {
    throw new SqlError(
      468,
      `Cannot resolve the collation conflict between "${b.label.collation.name}" and "${a.label.collation.name}" in the ${operation} operation.`,
      16,
      9,
    );
  }
  return a.label;
}

/** The label that COLLATE gives. */
export function explicitLabel(name: string, context: BindContext): CollationLabel {
  const isDatabase = /^(database|catalog)_default$/i.test(name);
  return {
    collation: isDatabase ? context.session.database.collation : collationByName(name),
    strength: 'explicit',
  };
}

/** Slots of several scalars or predicates. */
export function unionSlots(parts: readonly { readonly slots: readonly number[] }[]): number[] {
  return [...new Set(parts.flatMap((part) => part.slots))];
}
