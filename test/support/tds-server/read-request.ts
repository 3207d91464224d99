import { parseCached } from './engine/run-batch.ts';
import type { Session } from './engine/session.ts';
import { SqlError } from './engine/sql-error.ts';
import type { Prepared } from './prepared.ts';
import { calledText } from './procedures.ts';
import type { Request } from './request.ts';
import type { LoggedStatement } from './server-options.ts';
import { MESSAGE } from './wire/packets.ts';
import type { TdsMessage } from './wire/packets.ts';
import { readBatch, readRpc, readTransaction } from './wire/requests.ts';

/** Reads a message as a request. What cannot be read is answered by an error. @throws Error for other messages */
export function readRequest(message: TdsMessage, session: Session): Request {
  try {
    switch (message.type) {
      case MESSAGE.batch: {
        const { descriptor, sql } = readBatch(message.data);
        return checked(descriptor, session, { kind: 'batch', sql });
      }
      case MESSAGE.rpc: {
        const call = readRpc(message.data);
        return checked(call.descriptor, session, { kind: 'rpc', call });
      }
      case MESSAGE.transaction: {
        const request = readTransaction(message.data);
        return checked(request.descriptor, session, { kind: 'transaction', request });
      }
      case MESSAGE.bulkLoad:
        throw new SqlError(
          4804,
          'While reading current row from host, a premature end-of-message was encountered: bulk load is not supported.',
        );
      default:
        throw new Error(`a message of type ${message.type} is no request`);
    }
  } catch (error) {
    if (error instanceof SqlError) {
      return { kind: 'invalid', error };
    }
    throw error;
  }
}

/** A request names the transaction that it belongs to; naming another one than is open is an error. */
function checked(descriptor: bigint, { transaction }: Session, request: Request): Request {
  const open = transaction?.descriptor ?? 0n;
  if (descriptor === open) {
    return request;
  }
  return {
    kind: 'invalid',
    error: new SqlError(
      3971,
      `The server failed to resume the transaction. Desc:${descriptor.toString(16)}.`,
    ),
  };
}

const PROCEDURE_KINDS: Readonly<Record<string, LoggedStatement['kind']>> = {
  sp_executesql: 'executesql',
  sp_prepare: 'prepare',
  sp_execute: 'execute',
  sp_prepexec: 'prepexec',
  sp_unprepare: 'unprepare',
};

/** A request as it is logged, and as faults look at it. */
export function describe(request: Request, prepared: Prepared, session: Session): LoggedStatement {
  const common = {
    time: Date.now(),
    session: session.id,
    login: session.login.name,
    database: session.database.name,
  };
  switch (request.kind) {
    case 'batch':
      return {
        ...common,
        kind: isOnlySet(request.sql) ? 'set' : 'batch',
        text: request.sql,
        parameterCount: 0,
      };
    case 'rpc':
      return {
        ...common,
        kind: PROCEDURE_KINDS[request.call.procedure.toLowerCase()] ?? 'procedure',
        ...calledText(request.call, prepared),
      };
    case 'transaction':
      return {
        ...common,
        kind: request.request.action,
        text: `${request.request.action.toUpperCase()} TRANSACTION`,
        parameterCount: 0,
      };
    case 'invalid':
      return { ...common, kind: 'batch', text: '', parameterCount: 0 };
  }
}

function isOnlySet(sql: string): boolean {
  try {
    const statements = parseCached(sql);
    return statements.length > 0 && statements.every((statement) => statement.kind === 'setOption');
  } catch (error) {
    if (error instanceof SqlError) {
      return false;
    }
    throw error;
  }
}
