import type { ConnectionConfiguration } from 'tedious';
import type { Table } from '../../mapping/table.ts';
import type { RowIdentity, SingleRow } from '../single-row.ts';
import type { StoreError } from '../store-error.ts';
import { mssqlStoreError } from './errors.ts';
import { qualifiedName, quoteIdentifier } from './identifiers.ts';
import { parameterType, parameterValue, type Parameter } from './parameters.ts';
import { sameKeyCondition } from './same-key.ts';
import { OpenError, openSession, type Session } from './session.ts';

export interface MssqlRowOptions {
  readonly config: ConnectionConfiguration;
  /** Whom errors name: `mandator PROD`. */
  readonly subject: string;
  /** How long connecting may take, and each statement, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Looks for one row in a mandator's table, on a connection of its own.
 * @throws StoreError where the database cannot be connected to
 */
export async function openMssqlRow(
  { config, subject, timeoutMs }: MssqlRowOptions,
  identity: RowIdentity,
): Promise<SingleRow> {
  const toStoreError = (error: unknown): StoreError =>
    mssqlStoreError(subject, error, error instanceof OpenError ? error.serverMessages : []);
  const attempt = <T>(action: () => Promise<T>): Promise<T> =>
    action().catch((error: unknown) => {
      throw toStoreError(error);
    });
  const connectTimeout = Math.min(config.options?.connectTimeout ?? timeoutMs, timeoutMs);
  const limited = { ...config, options: { ...config.options, connectTimeout } };
  const session = await attempt(() =>
    openSession({ config: limited, statementTimeoutMs: timeoutMs }, new AbortController().signal),
  );
  const statements = statementsFor(identity);
  return {
    count: () => attempt(() => run(session, statements.count, identity, timeoutMs)),
    remove: () =>
      attempt(async () => {
        await session.begin();
        try {
          const found = await run(session, statements.remove, identity, timeoutMs);
          await (found === 1 ? session.commit() : session.rollback());
          return { found, isRemoved: found === 1 };
        } catch (error) {
          await session.rollback().catch(() => session.close());
          throw error;
        }
      }),
    user: () =>
      attempt(async () => {
        const user = await session.execute('SELECT USER_NAME() AS userName;', [], 'userName', timeoutMs);
        return typeof user === 'string' ? user : null;
      }),
    close: () => session.close(),
  };
}

async function run(
  session: Session,
  text: string,
  { table, row, proofIndexes }: RowIdentity,
  timeoutMs: number,
): Promise<number> {
  const key = table.digestIndex >= 0 ? [table.digestIndex] : table.keyIndexes;
  const compared = new Set([...key, ...proofIndexes]);
  const parameters = table.columns.flatMap(({ type }, index): Parameter[] => {
    const value = parameterValue(row.values[index] ?? null, type);
    return compared.has(index) ? [{ name: `p${index}`, ...parameterType(type), value }] : [];
  });
  const found = await session.execute(text, parameters, 'found', timeoutMs);
  if (typeof found !== 'number') {
    throw new TypeError('SQL Server did not answer how many rows were found');
  }
  return found;
}

/** The key by its index, as the store's own statement seeks it; then what has to be equal besides. */
function statementsFor({ table, proofIndexes }: RowIdentity): { count: string; remove: string } {
  const waiting = (index: number): string => `@p${index}`;
  const exact: Table = { ...table, digestIndex: -1, keyIndexes: proofIndexes };
  const condition = [table, ...(proofIndexes.length === 0 ? [] : [exact])]
    .map((one) => sameKeyCondition(one, waiting, quoteIdentifier))
    .join(' AND ');
  const name = qualifiedName(table);
  return {
    count: `SELECT COUNT(*) AS found FROM ${name} WHERE ${condition};`,
    remove: `SET NOCOUNT ON;\nDELETE FROM ${name} WHERE ${condition};\nSELECT @@ROWCOUNT AS found;`,
  };
}
