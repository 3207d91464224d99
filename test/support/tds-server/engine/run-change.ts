import type { Statement } from '../sql/statement-ast.ts';
import type { Execution } from './execution.ts';
import { bindDdl } from './run-ddl.ts';
import type { DdlStatement } from './run-ddl.ts';
import { bindInsert } from './run-insert.ts';
import { bindDelete, bindTruncate, bindUpdate } from './run-modify.ts';
import { commitTransaction, openTransaction, rollbackAll } from './session-transaction.ts';
import { runTriggers } from './triggers.ts';
import type { UndoEntry } from './catalog.ts';
import { undoTo } from './transaction.ts';
import { withLocks } from './with-locks.ts';

/** Statements that change rows or the catalog. */
export type ChangeStatement =
  DdlStatement | Extract<Statement, { kind: 'insert' | 'update' | 'delete' | 'truncate' }>;

/**
 * Runs a statement that changes something: all of it or nothing. Outside of a transaction it is one of its own,
 * committed before it is reported done.
 */
export async function runChange(statement: ChangeStatement, execution: Execution): Promise<void> {
  const { session, sink } = execution;
  const isAutomatic = session.transaction === null;
  const transaction = session.transaction ?? openTransaction(session, '', true);
  const mark = transaction.undo.length;
  try {
    const rows = await change(statement, transaction.undo, execution);
    if (isAutomatic) {
      await commitTransaction(execution);
    }
    session.rowCount = rows ?? 0;
    report(statement, rows, execution);
  } catch (error) {
    // A trigger or a commit that failed may have ended the transaction already.
    if (session.transaction === transaction) {
      undoTo(transaction.undo, mark);
    }
    throw error;
  } finally {
    if (isAutomatic && session.transaction === transaction) {
      rollbackAll(session, sink);
    }
  }
}

/** @returns the number of rows; null where there is none to tell */
async function change(
  statement: ChangeStatement,
  undo: UndoEntry[],
  execution: Execution,
): Promise<number | null> {
  switch (statement.kind) {
    case 'insert':
      return await withLocks(
        execution,
        (context) => bindInsert(statement, context),
        async (bound, env) => {
          const rows = bound.run(env, undo);
          await runTriggers(bound.table, rows, execution);
          return rows.length;
        },
      );
    case 'update':
      return await withLocks(
        execution,
        (context) => bindUpdate(statement, context),
        (bound, env) => bound.run(env, undo),
      );
    case 'delete':
      return await withLocks(
        execution,
        (context) => bindDelete(statement, context),
        (bound, env) => bound.run(env, undo),
      );
    case 'truncate':
      await withLocks(
        execution,
        (context) => bindTruncate(statement, context),
        (bound, env) => bound.run(env, undo),
      );
      return null;
    default:
      await withLocks(
        execution,
        (context) => bindDdl(statement, context),
        (bound) => bound(undo),
      );
      return null;
  }
}

function report(statement: ChangeStatement, rows: number | null, { session, sink }: Execution): void {
  if (rows === null) {
    return;
  }
  const command = statement.kind === 'insert' ? 'INSERT' : statement.kind === 'update' ? 'UPDATE' : 'DELETE';
  sink.done(command, session.options.noCount ? null : rows, false);
}
