import { parseBatch } from '../sql/parse-batch.ts';
import type { Statement } from '../sql/statement-ast.ts';
import { BatchAborted } from './execution.ts';
import type { Execution } from './execution.ts';
import { EMPTY_SCOPE } from './scope.ts';
import { evaluate, runStatement } from './run-statement.ts';
import { rollbackAll } from './session-transaction.ts';
import { SqlError } from './sql-error.ts';
import { MAX, sqlType } from './sql-type.ts';
import { withLocks } from './with-locks.ts';

/** Errors that end the batch and the transaction, whatever XACT_ABORT says: deadlock, failed conversions, triggers. */
const ENDS_TRANSACTION: ReadonlySet<number> = new Set([1205, 241, 245, 3609, 8169, 9002]);
/** Errors of names and types, found when a statement is bound: the batch ends, the transaction stays. */
const ENDS_BATCH: ReadonlySet<number> = new Set([
  102, 105, 107, 108, 109, 110, 113, 116, 120, 121, 131, 134, 137, 141, 147, 156, 174, 189, 195, 205, 206,
  207, 208, 209, 213, 257, 263, 264, 271, 321, 402, 447, 448, 468, 544, 911, 916, 1011, 2715, 3952, 4104,
  4145, 7202, 8101, 8102, 8120, 8133, 8155, 8158, 8159, 10709, 10738,
]);
/** Calls may be this deep. */
const DEEPEST = 32;

const parsed = new Map<string, readonly Statement[]>();
const PARSED_LIMIT = 500;

/** Parses a batch, remembering what was parsed last. @throws SqlError */
export function parseCached(sql: string): readonly Statement[] {
  const known = parsed.get(sql);
  if (known !== undefined) {
    return known;
  }
  const statements = parseBatch(sql);
  if (parsed.size >= PARSED_LIMIT) {
    parsed.clear();
  }
  parsed.set(sql, statements);
  return statements;
}

/**
 * Runs the statements of a batch. Errors go to the sink; what follows from them for the batch and the transaction is
 * done here.
 * @throws BatchAborted where the rest must not run; the signal's reason
 */
export async function runStatements(
  statements: readonly Statement[],
  execution: Execution,
): Promise<'next' | 'return'> {
  for (const statement of statements) {
    if ((await runOne(statement, execution)) === 'return') {
      return 'return';
    }
  }
  return 'next';
}

async function runOne(statement: Statement, execution: Execution): Promise<'next' | 'return'> {
  const { session, signal } = execution;
  signal.throwIfAborted();
  switch (statement.kind) {
    case 'return':
      return 'return';
    case 'block':
      return await runStatements(statement.statements, execution);
    case 'if': {
      const chosen = await guard(() => branch(statement, execution), execution);
      return chosen === undefined || chosen === null ? 'next' : await runOne(chosen, execution);
    }
    case 'executeText':
      await guard(async () => {
        const sql = await evaluate(statement.text, sqlType('nvarchar', MAX), execution);
        await runNested(parseCached(typeof sql === 'string' ? sql : ''), execution);
      }, execution);
      return 'next';
    default:
      await guard(async () => {
        await runStatement(statement, execution);
        session.lastError = 0;
      }, execution);
      return 'next';
  }
}

async function branch(
  statement: Statement & { kind: 'if' },
  execution: Execution,
): Promise<Statement | null> {
  const isTrue = await withLocks(
    execution,
    (context) => context.binder.predicate(statement.condition, EMPTY_SCOPE, context),
    (condition, env) => condition.run(env) === true,
  );
  return isTrue ? statement.then : statement.otherwise;
}

/** Runs statements inside others: variables and SET options are their own. */
export async function runNested(statements: readonly Statement[], execution: Execution): Promise<void> {
  if (execution.depth >= DEEPEST) {
    throw new SqlError(
      217,
      'Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).',
    );
  }
  const { options } = execution.session;
  try {
    await runStatements(statements, { ...execution, variables: new Map(), depth: execution.depth + 1 });
  } finally {
    execution.session.options = options;
  }
}

async function guard<Result>(run: () => Promise<Result>, execution: Execution): Promise<Result | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SqlError)) {
      throw error;
    }
    report(error, execution);
    return undefined;
  }
}

/** Tells an error, and does what it does to transaction and batch. @throws BatchAborted */
export function report(error: SqlError, { session, sink }: Execution): void {
  session.lastError = error.number;
  session.rowCount = 0;
  sink.error(error);
  const endsTransaction =
    ENDS_TRANSACTION.has(error.number) || session.options.xactAbort || error.class >= 19;
  if (endsTransaction) {
    rollbackAll(session, sink);
  }
  if (endsTransaction || ENDS_BATCH.has(error.number) || error.number >= 50000) {
    throw new BatchAborted();
  }
  if ([515, 2601, 2627, 2628, 8152, 220, 8115, 512].includes(error.number)) {
    sink.info(3621, 'The statement has been terminated.', 0, 0);
  }
  sink.done('OTHER', null, true);
}
