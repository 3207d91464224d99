import type { Execution, ResultSink } from './execution.ts';
import type { Session } from './session.ts';
import { SqlError } from './sql-error.ts';
import { undoTo } from './transaction.ts';
import type { Transaction } from './transaction.ts';

/** Opens a transaction, or counts up the one that is open. */
export function beginTransaction(session: Session, name: string, sink: ResultSink): void {
  if (session.transaction !== null) {
    session.transaction.count++;
    return;
  }
  const transaction = openTransaction(session, name, false);
  sink.transaction({ kind: 'begin', descriptor: transaction.descriptor });
}

/** Opens a transaction for one statement, which nobody is told of. */
export function openTransaction(session: Session, name: string, automatic: boolean): Transaction {
  const { instance } = session;
  const transaction: Transaction = {
    descriptor: instance.nextTransaction++,
    name,
    automatic,
    undo: [],
    savepoints: new Map(),
    count: 1,
  };
  session.transaction = transaction;
  return transaction;
}

/** COMMIT: takes effect when the outermost transaction ends. @throws SqlError 3902 */
export async function commitTransaction(execution: Execution): Promise<void> {
  const { session, sink, hooks } = execution;
  const { transaction } = session;
  if (transaction === null) {
    throw new SqlError(3902, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.');
  }
  if (transaction.count > 1) {
    transaction.count--;
    return;
  }
  await hooks.commit(() => endTransaction(session));
  if (!transaction.automatic) {
    sink.transaction({ kind: 'commit', descriptor: transaction.descriptor });
  }
}

function endTransaction(session: Session): void {
  session.transaction = null;
  session.instance.locks.releaseAll(session);
}

/** Undoes everything since the outermost BEGIN. Does nothing where no transaction is open. */
export function rollbackAll(session: Session, sink: ResultSink): void {
  const { transaction } = session;
  if (transaction === null) {
    return;
  }
  undoTo(transaction.undo, 0);
  endTransaction(session);
  if (!transaction.automatic) {
    sink.transaction({ kind: 'rollback', descriptor: transaction.descriptor });
  }
}

/** ROLLBACK, of everything or to a savepoint. @throws SqlError 3903, 6401 */
export function rollbackTransaction(session: Session, name: string, sink: ResultSink): void {
  const { transaction } = session;
  if (transaction === null) {
    throw new SqlError(3903, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.');
  }
  const mark = transaction.savepoints.get(name);
  if (name !== '' && mark !== undefined) {
    undoTo(transaction.undo, mark);
  } else if (name === '' || name === transaction.name) {
    rollbackAll(session, sink);
  } else {
    throw new SqlError(6401, `Cannot roll back ${name}. No transaction or savepoint of that name was found.`);
  }
}

/** SAVE TRANSACTION. @throws SqlError 628 */
export function saveTransaction(session: Session, name: string): void {
  if (session.transaction === null) {
    throw new SqlError(628, 'Cannot issue SAVE TRANSACTION when there is no active transaction.', 16, 0);
  }
  session.transaction.savepoints.set(name, session.transaction.undo.length);
}
