import { SqlError } from '../engine/sql-error.ts';
import { ByteReader } from './bytes.ts';
import { readParameter } from './read-parameter.ts';
import type { RpcParameter } from './read-parameter.ts';

/** What stands before every request: the transaction that it belongs to. */
interface Headers {
  readonly descriptor: bigint;
}

const TRANSACTION_HEADER = 2;

/** Procedures that are called by number (MS-TDS 2.2.6.6). */
const PROCEDURES: Readonly<Record<number, string>> = {
  10: 'sp_executesql',
  11: 'sp_prepare',
  12: 'sp_execute',
  13: 'sp_prepexec',
  15: 'sp_unprepare',
};

/** A batch of SQL. */
export interface BatchRequest extends Headers {
  readonly sql: string;
}

/** A remote procedure call. */
export interface RpcRequest extends Headers {
  readonly procedure: string;
  readonly parameters: readonly RpcParameter[];
}

/** A transaction manager request. */
export interface TransactionRequest extends Headers {
  readonly action: 'begin' | 'commit' | 'rollback' | 'save';
  readonly name: string;
  /** 0 leaves it as it is; 1 to 5 as in MS-TDS 2.2.6.9. */
  readonly isolation: number;
}

/** @throws RangeError where the message is cut short */
export function readBatch(data: Buffer): BatchRequest {
  const reader = new ByteReader(data);
  const { descriptor } = readHeaders(reader);
  return { descriptor, sql: reader.rest().toString('utf16le') };
}

/** @throws SqlError 2812, 8003, 8009 */
export function readRpc(data: Buffer): RpcRequest {
  const reader = new ByteReader(data);
  const { descriptor } = readHeaders(reader);
  const length = reader.uint16();
  const number = length === 0xffff ? reader.uint16() : 0;
  const procedure = length === 0xffff ? PROCEDURES[number] : reader.text(length);
  if (procedure === undefined) {
    throw new SqlError(2812, `Could not find stored procedure number ${number}.`, 16, 62);
  }
  reader.uint16();
  const parameters: RpcParameter[] = [];
  while (reader.left > 0) {
    parameters.push(readParameter(reader, parameters.length + 1));
  }
  // What sp_executesql itself takes counts as well, which leaves 2,098 for the statement.
  if (parameters.length > 2100) {
    throw new SqlError(
      8003,
      'The incoming request has too many parameters. The server supports a maximum of 2100 parameters. Reduce the number of parameters and resend the request.',
    );
  }
  return { descriptor, procedure, parameters };
}

const ACTIONS: Readonly<Record<number, TransactionRequest['action']>> = {
  5: 'begin',
  7: 'commit',
  8: 'rollback',
  9: 'save',
};

/** @throws SqlError 8509 for what has to do with distributed transactions */
export function readTransaction(data: Buffer): TransactionRequest {
  const reader = new ByteReader(data);
  const { descriptor } = readHeaders(reader);
  const action = ACTIONS[reader.uint16()];
  if (action === undefined) {
    throw new SqlError(
      8509,
      'Import of Microsoft Distributed Transaction Coordinator (MS DTC) transaction failed.',
    );
  }
  const isolation = action === 'begin' ? reader.uint8() : 0;
  const name = reader.bytes(reader.uint8()).toString('utf16le');
  return { descriptor, action, name, isolation };
}

function readHeaders(reader: ByteReader): Headers {
  const end = reader.left - reader.uint32();
  let descriptor = 0n;
  while (reader.left > end) {
    const length = reader.uint32();
    const type = reader.uint16();
    const body = new ByteReader(reader.bytes(length - 6));
    if (type === TRANSACTION_HEADER) {
      descriptor = body.bigUint64();
    }
  }
  return { descriptor };
}
