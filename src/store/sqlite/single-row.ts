import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { SingleRow, RowIdentity } from '../single-row.ts';
import { StoreError } from '../store-error.ts';
import { retryWhileBusy, SHORT_BUSY_TIMEOUT_MS } from './retry-busy.ts';
import { sqliteStoreError } from './sqlite-errors.ts';
import { digestColumn, quoteIdentifier, toSqliteValue } from './sqlite-statements.ts';

/** How long the service's own transactions are waited for, in milliseconds; each takes a few. */
const BUSY_TIMEOUT_MS = 2000;

export interface SqliteRowOptions extends RowIdentity {
  /** How long another transaction is waited for, in milliseconds. */
  readonly busyTimeoutMs?: number;
}

/**
 * Looks for one row in the file of an embedded store, which the service has open as well.
 * @throws StoreError where there is no such file, or SQLite cannot use it
 */
export function openSqliteRow(file: string, options: SqliteRowOptions): SingleRow {
  const { table, row, proofIndexes, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  if (!existsSync(file)) {
    throw new StoreError(`${file} does not exist`, 'schema', 'NO_FILE');
  }
  const database = openDatabase(file);
  const attempt = <T>(action: () => T): Promise<T> =>
    retryWhileBusy(action, busyTimeoutMs).catch((error: unknown) => {
      throw toStoreError(file, error);
    });
  const proofs = proofIndexes.filter((index) => index !== table.digestIndex);
  const condition = [
    `${quoteIdentifier(digestColumn(table))} = ?`,
    ...proofs.map((index) => `${quoteIdentifier(table.columns[index]?.name ?? '')} IS ?`),
  ].join(' AND ');
  const values = [
    Buffer.from(row.key, 'hex'),
    ...proofs.map((index) => toSqliteValue(row.values[index] ?? null)),
  ];
  const name = quoteIdentifier(table.name);
  const count = (): number => {
    const found = database.prepare(`SELECT count(*) AS n FROM ${name} WHERE ${condition}`).get(...values);
    return Number(found?.['n']);
  };
  const remove = (): number => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const { changes } = database.prepare(`DELETE FROM ${name} WHERE ${condition}`).run(...values);
      database.exec(changes === 1 ? 'COMMIT' : 'ROLLBACK');
      return Number(changes);
    } finally {
      if (database.isTransaction) {
        database.exec('ROLLBACK');
      }
    }
  };
  return {
    count: () => attempt(count),
    async remove() {
      const found = await attempt(remove);
      return { found, isRemoved: found === 1 };
    },
    user: () => Promise.resolve(null),
    close: () => database.close(),
  };
}

function openDatabase(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: SHORT_BUSY_TIMEOUT_MS });
  } catch (error) {
    throw toStoreError(file, error);
  }
}

function toStoreError(file: string, error: unknown): unknown {
  const { errcode, message } = error as { errcode?: unknown; message?: unknown };
  return typeof errcode === 'number' ? sqliteStoreError(file, String(message), errcode) : error;
}
