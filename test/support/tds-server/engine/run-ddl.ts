import type { ConstraintDefinition, CreateTableStatement, Statement } from '../sql/statement-ast.ts';
import { mayDo } from './access.ts';
import type { BindContext } from './bound.ts';
import { findTable } from './catalog.ts';
import type { UndoEntry } from './catalog.ts';
import { indexDefinition } from './make-index.ts';
import { bindAddColumns } from './add-columns.ts';
import { changeableTable } from './changeable-table.ts';
import { makeColumns } from './make-column.ts';
import { databaseOf, nameParts } from './object-names.ts';
import { EVERY_TABLE } from './permissions.ts';
import { SqlError } from './sql-error.ts';
import { Table } from './table.ts';
import { assertDatabaseWritable } from './writable.ts';

/** Statements that change the catalog. */
export type DdlStatement = Extract<
  Statement,
  {
    kind:
      | 'createTable'
      | 'dropTable'
      | 'createSchema'
      | 'createIndex'
      | 'dropIndex'
      | 'addConstraint'
      | 'dropConstraint'
      | 'addColumns';
  }
>;

/** A change of the catalog, ready to be made. */
export type BoundDdl = (undo: UndoEntry[]) => void;

/** @throws SqlError 102, 262, 1088, 1505, 1919, 1750, 2705, 2714, 2759, 2760, 3701, 3728, 4902, 8111 */
export function bindDdl(statement: DdlStatement, context: BindContext): BoundDdl {
  assertDatabaseWritable(context.session.database);
  switch (statement.kind) {
    case 'createTable':
      return bindCreateTable(statement, context);
    case 'dropTable':
      return bindDropTable(statement, context);
    case 'createSchema':
      return bindCreateSchema(statement.name, context);
    case 'createIndex': {
      const table = changeableTable(statement.table, 1088, context);
      const definition = indexDefinition(table, { ...statement, kind: 'index' });
      return addIndex(table, definition);
    }
    case 'dropIndex': {
      const table = changeableTable(statement.table, 3701, context);
      return dropIndex(table, statement.name, statement.ifExists, false);
    }
    case 'addConstraint': {
      const table = changeableTable(statement.table, 4902, context);
      return addIndex(table, constraintIndex(table, statement.constraint));
    }
    case 'dropConstraint': {
      const table = changeableTable(statement.table, 4902, context);
      return dropIndex(table, statement.name, false, true);
    }
    case 'addColumns':
      return bindAddColumns(statement, context);
  }
}

function bindCreateTable(statement: CreateTableStatement, context: BindContext): BoundDdl {
  const { session } = context;
  const parts = nameParts(statement.name);
  if (parts.object.startsWith('#')) {
    throw new SqlError(102, `Incorrect syntax near '${parts.object}'.`, 15);
  }
  const database = databaseOf(parts, session);
  if (
    !session.login.sysadmin &&
    !database.permissions.allows(session.login.name, EVERY_TABLE, 'CREATE TABLE')
  ) {
    throw new SqlError(262, `CREATE TABLE permission denied in database '${database.name}'.`, 14);
  }
  const schema = database.schemas.get((parts.schema || 'dbo').toLowerCase());
  if (schema === undefined) {
    throw new SqlError(
      2760,
      `The specified schema name "${parts.schema}" either does not exist or you do not have permission to use it.`,
    );
  }
  const key = parts.object.toLowerCase();
  if (schema.tables.has(key)) {
    throw new SqlError(2714, `There is already an object named '${parts.object}' in the database.`, 16, 6);
  }
  const constraints = [
    ...statement.columns.flatMap((column) => column.constraint ?? []),
    ...statement.constraints,
  ];
  const primary = constraints.filter((constraint) => constraint.kind === 'primaryKey');
  if (primary.length > 1) {
    throw new SqlError(
      8110,
      `Cannot add multiple PRIMARY KEY constraints to table '${parts.object}'.`,
      16,
      0,
    );
  }
  const keyColumns = new Set(
    primary.flatMap((constraint) => constraint.columns.map((name) => name.toLowerCase())),
  );
  const columns = makeColumns(statement.columns, [], keyColumns, parts.object, context);
  return (undo) => {
    const table = new Table(database, schema, parts.object, columns);
    constraints.forEach((constraint) => table.addIndex(constraintIndex(table, constraint)));
    schema.tables.set(key, table);
    undo.push({ kind: 'catalog', undo: () => schema.tables.delete(key) });
    // Nobody else may see it before it is committed. It is new, so the lock is free.
    session.instance.locks.tryAcquire(session, table, 'exclusive');
  };
}

function bindDropTable(statement: Statement & { kind: 'dropTable' }, context: BindContext): BoundDdl {
  const { session } = context;
  if (statement.ifExists && session.instance.version.major < 13) {
    throw new SqlError(156, "Incorrect syntax near the keyword 'IF'.", 15);
  }
  const tables = statement.tables.flatMap((name) => {
    const parts = nameParts(name);
    const table = findTable(databaseOf(parts, session), parts.schema, parts.object);
    if (table !== null && mayDo(session, table, 'ALTER')) {
      context.locks.set(table, 'exclusive');
      context.heldLocks.add(table);
      return [table];
    }
    if (statement.ifExists && table === null) {
      return [];
    }
    throw new SqlError(
      3701,
      `Cannot drop the table '${name.join('.')}', because it does not exist or you do not have permission.`,
      11,
      5,
    );
  });
  return (undo) => {
    for (const table of tables) {
      const { schema, name } = table;
      schema.tables.delete(name.toLowerCase());
      undo.push({ kind: 'catalog', undo: () => schema.tables.set(name.toLowerCase(), table) });
    }
  };
}

function bindCreateSchema(name: string, { session }: BindContext): BoundDdl {
  const { schemas } = session.database;
  if (!session.login.sysadmin) {
    throw new SqlError(2759, 'CREATE SCHEMA failed due to previous errors.', 16, 0);
  }
  if (schemas.has(name.toLowerCase())) {
    throw new SqlError(2714, `There is already an object named '${name}' in the database.`, 16, 6);
  }
  return (undo) => {
    schemas.set(name.toLowerCase(), { name, id: schemas.size + 4, tables: new Map() });
    undo.push({ kind: 'catalog', undo: () => schemas.delete(name.toLowerCase()) });
  };
}

function constraintIndex(table: Table, constraint: ConstraintDefinition) {
  const clustered =
    constraint.clustered ??
    (constraint.kind === 'primaryKey' && !table.indexes.some((index) => index.clustered));
  const prefix = constraint.kind === 'primaryKey' ? 'PK' : 'UQ';
  const name =
    constraint.name ??
    `${prefix}__${table.name.slice(0, 9)}__${(table.database.nextObjectId++).toString(16).toUpperCase()}`;
  return indexDefinition(table, {
    name,
    kind: constraint.kind,
    unique: true,
    clustered,
    columns: constraint.columns,
    included: [],
  });
}

function addIndex(table: Table, definition: ReturnType<typeof indexDefinition>): BoundDdl {
  return (undo) => {
    table.addIndex(definition);
    undo.push({ kind: 'catalog', undo: () => table.dropIndex(definition.name) });
  };
}

function dropIndex(table: Table, name: string, ifExists: boolean, isConstraint: boolean): BoundDdl {
  const found = table.indexes.find((index) => index.name.toLowerCase() === name.toLowerCase());
  if (found === undefined || (found.kind !== 'index') !== isConstraint) {
    if (ifExists) {
      return () => undefined;
    }
    throw isConstraint
      ? new SqlError(3728, `'${name}' is not a constraint.`)
      : new SqlError(
          3701,
          `Cannot drop the index '${table.fullName}.${name}', because it does not exist or you do not have permission.`,
          11,
          7,
        );
  }
  return (undo) => {
    table.dropIndex(name);
    undo.push({ kind: 'catalog', undo: () => table.addIndex(found) });
  };
}
