import { DatabaseSync } from 'node:sqlite';
import type { Table } from '../../mapping/table.ts';
import {
  addColumnStatements,
  createTableStatements,
  insertStatement,
  quoteIdentifier,
  type SqliteValue,
} from './sqlite-statements.ts';

export interface SqliteWriter {
  /**
   * Commits rows in one transaction; when it returns they are on the disk.
   * @param rows each one's `insertParameters`, which are changed
   * @returns for each row whether it was added
   */
  commit(rows: readonly SqliteValue[][]): boolean[];
  close(): void;
}

/** How long another process's transaction is waited for, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens the embedded database and makes the mapping's table in it. WAL with synchronous=FULL: a commit is synced
 * to the disk before it returns (https://www.sqlite.org/pragma.html#pragma_synchronous), and readers such as an
 * administrator's sqlite3 never block the writer. Synchronous: meant for a thread of its own.
 */
export function openSqliteWriter(file: string, table: Table): SqliteWriter {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    prepareTable(database, table);
    return createWriter(database, table);
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareTable(database: DatabaseSync, table: Table): void {
  database.exec('BEGIN IMMEDIATE');
  const [createTable = '', createIndex = ''] = createTableStatements(table);
  database.exec(createTable);
  const columns = database.prepare(`PRAGMA table_info(${quoteIdentifier(table.name)})`).all();
  const existing = new Set(columns.map((column) => String(column['name']).toLowerCase()));
  for (const statement of addColumnStatements(table, existing)) {
    database.exec(statement);
  }
  database.exec(createIndex);
  database.exec('COMMIT');
}

function createWriter(database: DatabaseSync, table: Table): SqliteWriter {
  const insert = database.prepare(insertStatement(table));
  const insertRow = (parameters: SqliteValue[]): boolean => {
    parameters.push(Buffer.from(String(parameters.pop()), 'hex'));
    return insert.run(...parameters).changes === 1;
  };
  return {
    commit(rows) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const added = rows.map(insertRow);
        database.exec('COMMIT');
        return added;
      } catch (error) {
        if (database.isTransaction) {
          database.exec('ROLLBACK');
        }
        throw error;
      }
    },
    close: () => database.close(),
  };
}
