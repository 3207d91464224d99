import type { OutputColumn } from './engine/bound.ts';
import type { ResultSink } from './engine/execution.ts';
import type { Session } from './engine/session.ts';
import type { SqlType } from './engine/sql-type.ts';
import type { SqlValue } from './engine/value.ts';
import { ByteWriter } from './wire/bytes.ts';
import {
  DONE,
  DONE_STATUS,
  ENVIRONMENT,
  writeColumns,
  writeDone,
  writeEnvironmentBytes,
  writeEnvironmentText,
  writeError,
  writeInfo,
  writeReturnStatus,
  writeReturnValue,
  writeRow,
} from './wire/tokens.ts';

/** An output parameter to return. */
export interface ReturnValue {
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** Turns what statements yield into the tokens of one reply. */
export interface ReplyWriter extends ResultSink {
  /** Number of the last error told; 0 where there was none. */
  readonly lastError: number;
  /** True once an error of severity 20 or more was told: the connection has to end. */
  readonly fatal: boolean;
  /** Told first where the session was reset. */
  resetDone(): void;
  finish(returned: readonly ReturnValue[]): Buffer;
}

/** @param kind of request: a procedure's statements end with DONEINPROC, and the call with a status and DONEPROC */
export function createReplyWriter(kind: 'batch' | 'procedure', session: Session): ReplyWriter {
  const writer = new ByteWriter();
  const server = session.instance.name;
  const done = kind === 'batch' ? DONE.statement : DONE.inProcedure;
  let columns: readonly OutputColumn[] = [];
  let lastDone: { readonly at: number; readonly end: number; readonly status: number } | null = null;
  let lastError = 0;
  let fatal = false;
  return {
    get lastError() {
      return lastError;
    },
    get fatal() {
      return fatal;
    },
    columns(next) {
      columns = next;
      writeColumns(writer, next);
    },
    row: (row) => writeRow(writer, row, columns),
    done(command, rowCount, failed) {
      const status = DONE_STATUS.more | (failed ? DONE_STATUS.error : 0);
      const at = writeDone(writer, done, status, command, rowCount);
      lastDone = { at, end: writer.length, status: rowCount === null ? status : status | DONE_STATUS.count };
    },
    error(error) {
      lastError = error.number;
      fatal ||= error.class >= 20;
      writeError(writer, error, server);
    },
    info: (number, message, severity, state) => writeInfo(writer, number, message, severity, state, server),
    transaction({ kind: change, descriptor }) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(descriptor);
      const none = Buffer.alloc(0);
      const [now, before] = change === 'begin' ? [bytes, none] : [none, bytes];
      writeEnvironmentBytes(writer, ENVIRONMENT[change], now, before);
    },
    database: (name, before) => writeEnvironmentText(writer, ENVIRONMENT.database, name, before),
    resetDone: () =>
      writeEnvironmentBytes(writer, ENVIRONMENT.resetConnection, Buffer.alloc(0), Buffer.alloc(0)),
    finish(returned) {
      const failed = lastError === 0 ? 0 : DONE_STATUS.error;
      if (kind === 'procedure') {
        writeReturnStatus(writer, lastError);
        const { collation } = session.database;
        returned.forEach(({ name, type, value }, at) =>
          writeReturnValue(writer, at, name, type, value, collation),
        );
        writeDone(writer, DONE.procedure, failed, 'OTHER', null);
      } else if (lastDone?.end === writer.length) {
        writer.patchUint16(lastDone.status & ~DONE_STATUS.more, lastDone.at);
      } else {
        writeDone(writer, DONE.statement, failed, 'OTHER', null);
      }
      return writer.finish();
    },
  };
}
