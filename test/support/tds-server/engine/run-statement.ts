import type { Expression } from '../sql/ast.ts';
import type { Statement } from '../sql/statement-ast.ts';
import type { BindContext, BoundScalar } from './bound.ts';
import { convertValue } from './convert.ts';
import type { Execution } from './execution.ts';
import { runChange } from './run-change.ts';
import { runQuery } from './run-query.ts';
import { setOption } from './set-option.ts';
import { EMPTY_SCOPE } from './scope.ts';
import {
  beginTransaction,
  commitTransaction,
  rollbackTransaction,
  saveTransaction,
} from './session-transaction.ts';
import { requireTable } from './object-names.ts';
import { SqlError, undeclaredVariable } from './sql-error.ts';
import { INT, MAX, sqlType } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { SqlValue } from './value.ts';
import { waitFor } from './wait-for.ts';
import { withLocks } from './with-locks.ts';

/** Runs one statement that holds no others. @throws SqlError, BatchAborted */
export async function runStatement(statement: Statement, execution: Execution): Promise<void> {
  const { session, sink, variables } = execution;
  switch (statement.kind) {
    case 'select': {
      await runQuery(statement.query, execution);
      return;
    }
    case 'declare':
      for (const { name, type, value } of statement.variables) {
        if (variables.has(name.toLowerCase())) {
          throw new SqlError(
            134,
            `The variable name '${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`,
            15,
            2,
          );
        }
        variables.set(name.toLowerCase(), {
          type,
          value: value === null ? null : await evaluate(value, type, execution),
        });
      }
      return;
    case 'setVariable': {
      const variable = variables.get(statement.name.toLowerCase());
      if (variable === undefined) {
        throw undeclaredVariable(statement.name);
      }
      variable.value = await evaluate(statement.value, variable.type, execution);
      return;
    }
    case 'setOption': {
      setOption(statement.names, statement.value, session);
      return;
    }
    case 'identityInsert':
      session.options = {
        ...session.options,
        identityInsert: statement.on ? requireTable(statement.table, session) : null,
      };
      return;
    case 'print': {
      sink.info(0, text(await evaluate(statement.value, sqlType('nvarchar', MAX), execution)), 0, 1);
      return;
    }
    case 'raiserror': {
      await raise(statement, execution);
      return;
    }
    case 'throw':
      throw new SqlError(
        Number(await evaluate(statement.number, INT, execution)),
        text(await evaluate(statement.message, sqlType('nvarchar', 2048), execution)),
        16,
        Number(await evaluate(statement.state, INT, execution)),
      );
    case 'transaction': {
      await runTransaction(statement, execution);
      return;
    }
    case 'waitFor': {
      await waitFor(statement.delay, execution.signal);
      return;
    }
    case 'use': {
      use(statement.database, execution);
      return;
    }
    case 'executeProcedure': {
      const name = statement.name.join('.');
      throw new SqlError(2812, `Could not find stored procedure '${name}'.`, 16, 62);
    }
    case 'block':
    case 'if':
    case 'executeText':
    case 'return':
      throw new Error(`${statement.kind} is run by its batch`);
    default: {
      await runChange(statement, execution);
      return;
    }
  }
}

/** Computes an expression that stands alone, and brings it to a type. */
export async function evaluate(
  expression: Expression,
  type: SqlType,
  execution: Execution,
): Promise<SqlValue> {
  const bind = (context: BindContext): BoundScalar => context.binder.scalar(expression, EMPTY_SCOPE, context);
  return await withLocks(execution, bind, (scalar, env) => convertValue(scalar.run(env), scalar.type, type));
}

function text(value: SqlValue): string {
  return typeof value === 'string' ? value : '';
}

/** Severity 10 and less is a message; errors raised so do not end the batch, not even under XACT_ABORT. */
async function raise(statement: Statement & { kind: 'raiserror' }, execution: Execution): Promise<void> {
  const message = text(await evaluate(statement.message, sqlType('nvarchar', 2048), execution));
  const severity = Number(await evaluate(statement.severity, INT, execution));
  const state = Number(await evaluate(statement.state, INT, execution));
  if (severity <= 10) {
    execution.sink.info(50000, message, severity, state);
    return;
  }
  execution.session.lastError = 50000;
  execution.sink.error(new SqlError(50000, message, severity, state));
}

async function runTransaction(
  { action, name }: Statement & { kind: 'transaction' },
  execution: Execution,
): Promise<void> {
  const { session, sink } = execution;
  switch (action) {
    case 'begin': {
      beginTransaction(session, name, sink);
      return;
    }
    case 'commit': {
      await commitTransaction(execution);
      return;
    }
    case 'rollback': {
      rollbackTransaction(session, name, sink);
      return;
    }
    case 'save': {
      saveTransaction(session, name);
      return;
    }
  }
}

function use(name: string, { session, sink }: Execution): void {
  const database = session.instance.databases.get(name.toLowerCase());
  if (database === undefined) {
    throw new SqlError(
      911,
      `Database '${name}' does not exist. Make sure that the name is entered correctly.`,
    );
  }
  if (session.login.databases?.has(name.toLowerCase()) === false) {
    throw new SqlError(
      916,
      `The server principal "${session.login.name}" is not able to access the database "${name}" under the current security context.`,
      14,
    );
  }
  const before = session.database.name;
  session.database = database;
  sink.database(database.name, before);
  sink.info(5701, `Changed database context to '${database.name}'.`, 0, 2);
}
