import type { InsertTrigger, Database } from './engine/catalog.ts';
import { findTable } from './engine/catalog.ts';
import type { OutputColumn } from './engine/bound.ts';
import { BatchAborted, SILENT_SINK } from './engine/execution.ts';
import type { ResultSink } from './engine/execution.ts';
import type { Instance } from './engine/instance.ts';
import { splitName } from './engine/object-names.ts';
import { EVERY_TABLE } from './engine/permissions.ts';
import type { Permission } from './engine/permissions.ts';
import { plainRow } from './engine/plain-value.ts';
import type { PlainValue } from './engine/plain-value.ts';
import { parseCached, runNested, runStatements } from './engine/run-batch.ts';
import { createSession } from './engine/session.ts';
import { rollbackAll } from './engine/session-transaction.ts';
import type { SqlError } from './engine/sql-error.ts';
import type { Table } from './engine/table.ts';
import type { SqlRow } from './engine/value.ts';

/** A row as tests see it. */
export type PlainRow = Readonly<Record<string, PlainValue>>;

/** A database of the server, from within. */
export interface DatabaseHandle {
  readonly name: string;
  /**
   * Runs T-SQL as a member of sysadmin, on a session of its own.
   * @returns the rows of the last SELECT; a column without a name is called `column1`, `column2`, ... by its place
   * @throws SqlError the first error of the batch
   */
  execute(sql: string): Promise<PlainRow[]>;
  /** The committed rows of a table, in the order they were inserted. @throws Error where it is not there */
  rows(table: string): PlainRow[];
  hasTable(table: string): boolean;
  setReadOnly(readOnly: boolean): void;
  setLogFull(logFull: boolean): void;
  /** @param table `*` for all tables */
  grant(login: string, table: string, ...permissions: Permission[]): void;
  deny(login: string, table: string, ...permissions: Permission[]): void;
  revoke(login: string, table: string, ...permissions: Permission[]): void;
  /** Adds an INSERT trigger. */
  onInsert(table: string, trigger: InsertTrigger): void;
}

/** Opens a database from within. */
export function createDatabaseHandle(instance: Instance, database: Database): DatabaseHandle {
  const require = (name: string): Table => {
    const parts = splitName(name);
    const table = parts === null ? null : findTable(database, parts.schema, parts.object);
    if (table === null) {
      throw new Error(`there is no table ${name} in ${database.name}`);
    }
    return table;
  };
  const setAll =
    (state: 'grant' | 'deny' | 'revoke') =>
    (login: string, table: string, ...permissions: Permission[]) => {
      const name = table === EVERY_TABLE ? table : require(table).fullName;
      permissions.forEach((permission) => database.permissions.set(login, name, permission, state));
    };
  return {
    name: database.name,
    execute: (sql) => execute(sql, instance, database),
    rows: (name) => {
      const table = require(name);
      return committedRows(table, instance).map((row) => plainRow(row, table.columns));
    },
    hasTable: (name) => {
      const parts = splitName(name);
      return parts !== null && findTable(database, parts.schema, parts.object) !== null;
    },
    setReadOnly: (readOnly) => (database.readOnly = readOnly),
    setLogFull: (logFull) => (database.logFull = logFull),
    grant: setAll('grant'),
    deny: setAll('deny'),
    revoke: setAll('revoke'),
    onInsert(name, trigger) {
      const table = require(name);
      database.triggers.set(table, [...(database.triggers.get(table) ?? []), trigger]);
    },
  };
}

/** Nothing comes between a commit and its effect in here. */
function applyAtOnce(apply: () => void): Promise<void> {
  apply();
  return Promise.resolve();
}

async function execute(sql: string, instance: Instance, database: Database): Promise<PlainRow[]> {
  const login = { name: 'sa', password: '', sysadmin: true, databases: null };
  const session = createSession(instance, login, database, {
    applicationName: 'in-process',
    hostName: 'localhost',
  });
  let columns: readonly OutputColumn[] = [];
  let rows: PlainRow[] = [];
  const errors: SqlError[] = [];
  const sink: ResultSink = {
    ...SILENT_SINK,
    columns: (next) => {
      columns = next.map((column, at) => ({
        ...column,
        name: column.name === '' ? `column${at + 1}` : column.name,
      }));
      rows = [];
    },
    row: (row) => rows.push(plainRow(row, columns)),
    error: (error) => errors.push(error),
  };
  try {
    await runStatements(parseCached(sql), {
      session,
      variables: new Map(),
      sink,
      hooks: { commit: applyAtOnce },
      signal: new AbortController().signal,
      depth: 1,
      nested: runNested,
    });
  } catch (error) {
    if (!(error instanceof BatchAborted)) {
      throw error;
    }
  } finally {
    rollbackAll(session, SILENT_SINK);
    instance.sessions.delete(session);
  }
  const [first] = errors;
  if (first !== undefined) {
    throw first;
  }
  return rows;
}

/** What a table holds without the changes of open transactions. */
function committedRows(table: Table, instance: Instance): SqlRow[] {
  const rows = new Map(table.rows);
  for (const { transaction } of instance.sessions) {
    for (const entry of transaction?.undo.toReversed() ?? []) {
      if (entry.kind !== 'row' || entry.table !== table) {
        continue;
      }
      if (entry.before === null) {
        rows.delete(entry.rowId);
      } else {
        rows.set(entry.rowId, entry.before);
      }
    }
  }
  return [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row);
}
