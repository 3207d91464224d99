import type { SqlType } from '../engine/sql-type.ts';
import type { Expression, ObjectName } from './ast.ts';
import type { Query } from './query-ast.ts';

/** A statement of T-SQL that the server understands. */
export type Statement =
  | { readonly kind: 'select'; readonly query: Query }
  | InsertStatement
  | UpdateStatement
  | { readonly kind: 'delete'; readonly table: ObjectName; readonly where: Expression | null }
  | { readonly kind: 'truncate'; readonly table: ObjectName }
  | CreateTableStatement
  | { readonly kind: 'dropTable'; readonly tables: readonly ObjectName[]; readonly ifExists: boolean }
  | { readonly kind: 'createSchema'; readonly name: string }
  | CreateIndexStatement
  | {
      readonly kind: 'dropIndex';
      readonly name: string;
      readonly table: ObjectName;
      readonly ifExists: boolean;
    }
  | { readonly kind: 'addConstraint'; readonly table: ObjectName; readonly constraint: ConstraintDefinition }
  | { readonly kind: 'dropConstraint'; readonly table: ObjectName; readonly name: string }
  | { readonly kind: 'addColumns'; readonly table: ObjectName; readonly columns: readonly ColumnDefinition[] }
  | { readonly kind: 'block'; readonly statements: readonly Statement[] }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | null;
    }
  | { readonly kind: 'declare'; readonly variables: readonly VariableDeclaration[] }
  | { readonly kind: 'setVariable'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'setOption'; readonly names: readonly string[]; readonly value: string }
  | { readonly kind: 'identityInsert'; readonly table: ObjectName; readonly on: boolean }
  | { readonly kind: 'print'; readonly value: Expression }
  | {
      readonly kind: 'raiserror';
      readonly message: Expression;
      readonly severity: Expression;
      readonly state: Expression;
    }
  | {
      readonly kind: 'throw';
      readonly number: Expression;
      readonly message: Expression;
      readonly state: Expression;
    }
  | {
      readonly kind: 'transaction';
      readonly action: 'begin' | 'commit' | 'rollback' | 'save';
      readonly name: string;
    }
  | { readonly kind: 'executeText'; readonly text: Expression }
  | { readonly kind: 'executeProcedure'; readonly name: ObjectName }
  | { readonly kind: 'waitFor'; readonly delay: string }
  | { readonly kind: 'use'; readonly database: string }
  | { readonly kind: 'return' };

export interface InsertStatement {
  readonly kind: 'insert';
  readonly table: ObjectName;
  readonly columns: readonly string[] | null;
  /** `null` for DEFAULT VALUES. An entry of VALUES may be `'default'`. */
  readonly source:
    Query | { readonly kind: 'rows'; readonly rows: readonly (readonly (Expression | 'default')[])[] } | null;
}

export interface UpdateStatement {
  readonly kind: 'update';
  readonly table: ObjectName;
  readonly assignments: readonly { readonly column: string; readonly value: Expression }[];
  readonly where: Expression | null;
}

export interface CreateTableStatement {
  readonly kind: 'createTable';
  readonly name: ObjectName;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
}

export interface CreateIndexStatement {
  readonly kind: 'createIndex';
  readonly name: string;
  readonly table: ObjectName;
  readonly unique: boolean;
  readonly clustered: boolean;
  readonly columns: readonly string[];
  readonly included: readonly string[];
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: SqlType | null;
  readonly computed: Expression | null;
  /** The computed column's or default's text, for the catalog. */
  readonly text: string;
  readonly persisted: boolean;
  readonly collation: string | null;
  readonly nullable: boolean | null;
  readonly identity: { readonly seed: number; readonly increment: number } | null;
  readonly default: {
    readonly expression: Expression;
    readonly text: string;
    readonly name: string | null;
  } | null;
  readonly constraint: ConstraintDefinition | null;
}

export interface ConstraintDefinition {
  readonly kind: 'primaryKey' | 'unique';
  readonly name: string | null;
  readonly clustered: boolean | null;
  readonly columns: readonly string[];
}

export interface VariableDeclaration {
  readonly name: string;
  readonly type: SqlType;
  readonly value: Expression | null;
}
