import type { Expression } from '../sql/ast.ts';
import type { Collation } from './collation.ts';
import type { Permissions } from './permissions.ts';
import type { SqlType } from './sql-type.ts';
import type { Table } from './table.ts';
import type { SqlRow } from './value.ts';

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly type: SqlType;
  /** For strings only. */
  readonly collation: Collation | null;
  readonly nullable: boolean;
  readonly identity: { readonly seed: number; readonly increment: number } | null;
  readonly default: { readonly expression: Expression; readonly text: string; readonly name: string } | null;
  readonly computed: {
    readonly expression: Expression;
    readonly text: string;
    readonly persisted: boolean;
  } | null;
}

/** A schema and what is in it, by lower-case name. */
export interface Schema {
  readonly name: string;
  readonly id: number;
  readonly tables: Map<string, Table>;
}

/** What an insert trigger is told and may do. It runs inside the statement's transaction. */
export interface TriggerContext {
  /** The rows that were inserted, as column name to value (see `plainValue`). */
  readonly inserted: readonly Readonly<Record<string, unknown>>[];
  /** Runs T-SQL in the same transaction. */
  readonly execute: (sql: string) => Promise<void>;
}

/** An INSERT trigger. Throwing a `SqlError` fails the statement and rolls the transaction back. */
export type InsertTrigger = (context: TriggerContext) => void | Promise<void>;

/** A database. Its names are compared without case. */
export interface Database {
  readonly name: string;
  readonly id: number;
  readonly collation: Collation;
  readonly compatibilityLevel: number;
  readonly permissions: Permissions;
  readonly schemas: Map<string, Schema>;
  readonly triggers: Map<Table, InsertTrigger[]>;
  readOnly: boolean;
  logFull: boolean;
  nextObjectId: number;
}

/** One thing to undo when a statement or transaction fails. */
export type UndoEntry =
  | { readonly kind: 'row'; readonly table: Table; readonly rowId: number; readonly before: SqlRow | null }
  | { readonly kind: 'catalog'; readonly undo: () => void };

/** An index or the one behind a constraint. */
export interface IndexDefinition {
  readonly name: string;
  readonly kind: 'primaryKey' | 'unique' | 'index';
  readonly unique: boolean;
  readonly clustered: boolean;
  /** Positions in the table's columns. */
  readonly columns: readonly number[];
  readonly included: readonly number[];
}

/** The table of that name in a schema, or null. An empty schema means dbo. */
export function findTable(database: Database, schema: string, name: string): Table | null {
  return (
    database.schemas.get((schema === '' ? 'dbo' : schema).toLowerCase())?.tables.get(name.toLowerCase()) ??
    null
  );
}

/** Every table of a database. */
export function allTables(database: Database): Table[] {
  return [...database.schemas.values()].flatMap((schema) => [...schema.tables.values()]);
}
