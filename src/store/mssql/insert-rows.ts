import type { Row } from '../../mapping/table.ts';
import { statementFor, type InsertStatement } from './insert-statement.ts';
import type { Session } from './session.ts';

/**
 * Adds the rows that are not in the table yet, in their order, all or none: one statement where they fit into
 * one, which is its own transaction, else several in one transaction.
 * @param timeoutMs how long each statement may take
 * @returns how many were added
 * @throws what the session threw; the transaction is then rolled back, or the connection's end does so
 */
export async function insertRows(
  session: Session,
  statements: readonly InsertStatement[],
  rows: readonly Row[],
  timeoutMs: () => number,
): Promise<number> {
  const run = async (chunk: readonly Row[]): Promise<number> => {
    const statement = statementFor(statements, chunk.length);
    const written = await session.execute(
      statement.text,
      statement.parameters(chunk),
      'written',
      timeoutMs(),
    );
    if (typeof written !== 'number') {
      throw new TypeError('SQL Server did not answer how many rows were added');
    }
    return written;
  };
  const room = statements.at(-1)?.size ?? 1;
  if (rows.length <= room) {
    return run(rows);
  }
  await session.begin();
  try {
    let written = 0;
    for (let start = 0; start < rows.length; start += room) {
      written += await run(rows.slice(start, start + room));
    }
    await session.commit();
    return written;
  } catch (error) {
    await session.rollback().catch(() => session.close());
    throw error;
  }
}
