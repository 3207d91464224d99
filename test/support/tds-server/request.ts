import { BatchAborted } from './engine/execution.ts';
import type { Execution } from './engine/execution.ts';
import { parseCached, report, runNested, runStatements } from './engine/run-batch.ts';
import type { Variables } from './engine/session.ts';
import {
  beginTransaction,
  commitTransaction,
  rollbackTransaction,
  saveTransaction,
} from './engine/session-transaction.ts';
import { isolationLevel } from './engine/set-option.ts';
import { SqlError } from './engine/sql-error.ts';
import type { Prepared } from './prepared.ts';
import { callProcedure } from './procedures.ts';
import type { ReplyWriter, ReturnValue } from './reply-writer.ts';
import type { TransactionRequest } from './wire/requests.ts';
import type { RpcRequest } from './wire/requests.ts';

/** A request that was read. */
export type Request =
  | { readonly kind: 'batch'; readonly sql: string }
  | { readonly kind: 'rpc'; readonly call: RpcRequest }
  | { readonly kind: 'transaction'; readonly request: TransactionRequest }
  /** What was read already is wrong. */
  | { readonly kind: 'invalid'; readonly error: SqlError };

const ISOLATION = [
  '',
  'READ UNCOMMITTED',
  'READ COMMITTED',
  'REPEATABLE READ',
  'SERIALIZABLE',
  'SNAPSHOT',
] as const;

/** What running a request needs besides the request. */
export interface RequestContext extends Omit<Execution, 'variables' | 'depth' | 'nested' | 'sink'> {
  readonly reply: ReplyWriter;
  readonly prepared: Prepared;
}

/**
 * Runs a request; its errors become part of the reply.
 * @returns values of output parameters
 * @throws what is no SqlError: the reason why the request or the connection was given up
 */
export async function runRequest(request: Request, context: RequestContext): Promise<readonly ReturnValue[]> {
  const { reply, ...rest } = context;
  const start = (variables: Variables): Execution => ({
    ...rest,
    sink: reply,
    variables,
    depth: 1,
    nested: runNested,
  });
  const execution = start(new Map());
  try {
    switch (request.kind) {
      case 'batch':
        await runStatements(parseCached(request.sql), execution);
        return [];
      case 'rpc':
        return await callProcedure(request.call, context.prepared, start);
      case 'transaction':
        await runTransactionRequest(request.request, execution);
        return [];
      case 'invalid':
        throw request.error;
    }
  } catch (error) {
    if (error instanceof SqlError) {
      tell(error, execution);
    } else if (!(error instanceof BatchAborted)) {
      throw error;
    }
    return [];
  }
}

/** Reports an error that no statement stands for. */
export function tell(error: SqlError, execution: Execution): void {
  try {
    report(error, execution);
  } catch (aborted) {
    if (!(aborted instanceof BatchAborted)) {
      throw aborted;
    }
  }
}

async function runTransactionRequest(request: TransactionRequest, execution: Execution): Promise<void> {
  const { session, sink } = execution;
  switch (request.action) {
    case 'begin': {
      const level = ISOLATION[request.isolation];
      if (level !== undefined && level !== '') {
        session.options = { ...session.options, isolation: isolationLevel(level, session) };
      }
      beginTransaction(session, request.name, sink);
      return;
    }
    case 'commit': {
      await commitTransaction(execution);
      return;
    }
    case 'rollback': {
      rollbackTransaction(session, request.name, sink);
      return;
    }
    case 'save': {
      saveTransaction(session, request.name);
      return;
    }
  }
}
