import { convertValue } from './engine/convert.ts';
import type { Execution } from './engine/execution.ts';
import { parseCached, runStatements } from './engine/run-batch.ts';
import type { Variables } from './engine/session.ts';
import { SqlError } from './engine/sql-error.ts';
import { INT } from './engine/sql-type.ts';
import type { Prepared } from './prepared.ts';
import type { ReturnValue } from './reply-writer.ts';
import { parseParameterList } from './sql/parse-batch.ts';
import type { VariableDeclaration } from './sql/statement-ast.ts';
import type { RpcParameter } from './wire/read-parameter.ts';
import type { RpcRequest } from './wire/requests.ts';

/** Starts an execution with variables. */
type Start = (variables: Variables) => Execution;

/**
 * The procedures that drivers call. There are no others.
 * @throws SqlError 201, 214, 2812, 8178, 8179 and those of the statements
 */
export async function callProcedure(
  call: RpcRequest,
  prepared: Prepared,
  start: Start,
): Promise<readonly ReturnValue[]> {
  const { parameters } = call;
  switch (call.procedure.toLowerCase()) {
    case 'sp_executesql':
      await execute(textOf(parameters[0]), textOf(parameters[1]), parameters.slice(2), start);
      return [];
    case 'sp_prepare': {
      const [handle, list, statement] = parameters;
      return [returnHandle(handle, prepare(prepared, textOf(statement), textOf(list)))];
    }
    case 'sp_prepexec': {
      const [handle, list, statement, ...values] = parameters;
      const made = prepare(prepared, textOf(statement), textOf(list));
      await execute(textOf(statement), textOf(list), values, start);
      return [returnHandle(handle, made)];
    }
    case 'sp_execute': {
      const [handle, ...values] = parameters;
      const statement = prepared.find(Number(handle?.value));
      if (statement === null) {
        throw noSuchHandle(handle);
      }
      await execute(statement.sql, statement.parameters, values, start);
      return [];
    }
    case 'sp_unprepare':
      if (!prepared.remove(Number(parameters[0]?.value))) {
        throw noSuchHandle(parameters[0]);
      }
      return [];
    default:
      throw new SqlError(2812, `Could not find stored procedure '${call.procedure}'.`, 16, 62);
  }
}

/** Text that a procedure was called with, for the log. */
export function calledText(
  call: RpcRequest,
  prepared: Prepared,
): { readonly text: string; readonly parameterCount: number } {
  const { parameters } = call;
  const count = (own: number): number => Math.max(0, parameters.length - own);
  switch (call.procedure.toLowerCase()) {
    case 'sp_executesql':
      return { text: textOf(parameters[0]), parameterCount: count(2) };
    case 'sp_prepare':
    case 'sp_prepexec':
      return { text: textOf(parameters[2]), parameterCount: count(3) };
    case 'sp_execute':
      return { text: prepared.find(Number(parameters[0]?.value))?.sql ?? '', parameterCount: count(1) };
    default:
      return { text: call.procedure, parameterCount: parameters.length };
  }
}

function textOf(parameter: RpcParameter | undefined): string {
  return typeof parameter?.value === 'string' ? parameter.value : '';
}

function noSuchHandle(handle: RpcParameter | undefined): SqlError {
  return new SqlError(
    8179,
    `Could not find prepared statement with handle ${Number(handle?.value ?? 0)}.`,
    16,
    2,
  );
}

function returnHandle(handle: RpcParameter | undefined, value: number): ReturnValue {
  return { name: handle?.name ?? '', type: INT, value };
}

/** A statement that cannot be parsed cannot be prepared. */
function prepare(prepared: Prepared, sql: string, parameters: string): number {
  parseParameterList(parameters);
  parseCached(sql);
  return prepared.add({ sql, parameters });
}

const lists = new Map<string, readonly VariableDeclaration[]>();
const LISTS_LIMIT = 500;

function parameterList(text: string): readonly VariableDeclaration[] {
  const known = lists.get(text);
  if (known !== undefined) {
    return known;
  }
  const list = parseParameterList(text);
  if (lists.size >= LISTS_LIMIT) {
    lists.clear();
  }
  lists.set(text, list);
  return list;
}

async function execute(
  sql: string,
  list: string,
  values: readonly RpcParameter[],
  start: Start,
): Promise<void> {
  const variables: Variables = new Map();
  const named = new Map(values.map((value) => [value.name.toLowerCase(), value]));
  for (const [at, declared] of parameterList(list).entries()) {
    const given = named.get(declared.name.toLowerCase()) ?? unnamed(values[at]);
    if (given === undefined) {
      throw new SqlError(
        8178,
        `The parameterized query '(${list})${sql.slice(0, 60)}' expects the parameter '${declared.name}', which was not supplied.`,
      );
    }
    // What is longer than the declared type is cut, as with any variable.
    variables.set(declared.name.toLowerCase(), {
      type: declared.type,
      value: convertValue(given.value, given.type, declared.type),
    });
  }
  const statements = parseCached(sql);
  const execution = start(variables);
  const { session } = execution;
  const { options } = session;
  const before = session.transaction?.count ?? 0;
  await runStatements(statements, execution).finally(() => (session.options = options));
  const after = session.transaction?.count ?? 0;
  if (before !== after) {
    throw new SqlError(
      266,
      `Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements. Previous count = ${before}, current count = ${after}.`,
      16,
      2,
    );
  }
}

function unnamed(value: RpcParameter | undefined): RpcParameter | undefined {
  return value?.name === '' ? value : undefined;
}
