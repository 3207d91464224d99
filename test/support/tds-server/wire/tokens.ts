import type { OutputColumn } from '../engine/bound.ts';
import type { Collation } from '../engine/collation.ts';
import type { Command } from '../engine/execution.ts';
import type { ProductVersion } from '../engine/instance.ts';
import type { SqlError } from '../engine/sql-error.ts';
import type { SqlType } from '../engine/sql-type.ts';
import type { SqlRow, SqlValue } from '../engine/value.ts';
import type { ByteWriter } from './bytes.ts';
import { ByteWriter as Writer } from './bytes.ts';
import { writeTypeInfo, writeValue } from './write-value.ts';

const TOKEN = {
  returnStatus: 0x79,
  columns: 0x81,
  error: 0xaa,
  info: 0xab,
  returnValue: 0xac,
  loginAck: 0xad,
  row: 0xd1,
  environment: 0xe3,
  sspi: 0xed,
} as const;

/** The three kinds of DONE: after a statement of a batch, of a procedure, and after a procedure. */
export const DONE = { statement: 0xfd, inProcedure: 0xff, procedure: 0xfe } as const;
export const DONE_STATUS = {
  more: 0x01,
  error: 0x02,
  count: 0x10,
  attention: 0x20,
  serverError: 0x100,
} as const;

/** Types of ENVCHANGE (MS-TDS 2.2.7.9). */
export const ENVIRONMENT = {
  database: 1,
  language: 2,
  packetSize: 4,
  collation: 7,
  begin: 8,
  commit: 9,
  rollback: 10,
  resetConnection: 18,
} as const;

const COMMANDS: Readonly<Record<Command, number>> = {
  SELECT: 0xc1,
  INSERT: 0xc3,
  DELETE: 0xc4,
  UPDATE: 0xc5,
  OTHER: 0,
};
const NULLABLE = 0x01;
const UPDATABLE_UNKNOWN = 0x08;
const IDENTITY = 0x10;
const TDS_7_4 = 0x74000004;
const TDS_8_0 = 0x08000000;

/** ERROR. */
export function writeError(writer: ByteWriter, error: SqlError, server: string): void {
  writeMessage(writer, TOKEN.error, error.number, error.message, error.class, error.state, server);
}

/** INFO. */
export function writeInfo(
  writer: ByteWriter,
  number: number,
  message: string,
  severity: number,
  state: number,
  server: string,
): void {
  writeMessage(writer, TOKEN.info, number, message, severity, state, server);
}

function writeMessage(
  writer: ByteWriter,
  token: number,
  number: number,
  message: string,
  severity: number,
  state: number,
  server: string,
): void {
  const body = new Writer();
  // States are a byte; a negative number only comes from a careless RAISERROR.
  body
    .int32(number)
    .uint8(state & 0xff)
    .uint8(severity)
    .longText(message)
    .shortText(server)
    .shortText('')
    .uint32(1);
  writer.uint8(token).uint16(body.length).bytes(body.finish());
}

/** DONE, DONEINPROC or DONEPROC. @returns where the status stands, to be patched */
export function writeDone(
  writer: ByteWriter,
  token: number,
  status: number,
  command: Command,
  rows: number | null,
): number {
  writer.uint8(token);
  const at = writer.length;
  writer
    .uint16(rows === null ? status : status | DONE_STATUS.count)
    .uint16(COMMANDS[command])
    .uint64(BigInt(rows ?? 0));
  return at;
}

/** COLMETADATA. */
export function writeColumns(writer: ByteWriter, columns: readonly OutputColumn[]): void {
  writer.uint8(TOKEN.columns).uint16(columns.length);
  for (const { name, type, nullable, identity, label } of columns) {
    writer.uint32(0).uint16((nullable ? NULLABLE : 0) | UPDATABLE_UNKNOWN | (identity ? IDENTITY : 0));
    writeTypeInfo(writer, type, label.collation);
    writer.shortText(name);
  }
}

/** ROW. */
export function writeRow(writer: ByteWriter, row: SqlRow, columns: readonly OutputColumn[]): void {
  writer.uint8(TOKEN.row);
  columns.forEach(({ type }, at) => writeValue(writer, row[at] ?? null, type));
}

/** RETURNSTATUS. */
export function writeReturnStatus(writer: ByteWriter, status: number): void {
  writer.uint8(TOKEN.returnStatus).int32(status);
}

/** RETURNVALUE of an output parameter. */
export function writeReturnValue(
  writer: ByteWriter,
  ordinal: number,
  name: string,
  type: SqlType,
  value: SqlValue,
  collation: Collation,
): void {
  const isOutput = 0x01;
  writer.uint8(TOKEN.returnValue).uint16(ordinal).shortText(name).uint8(isOutput).uint32(0).uint16(NULLABLE);
  writeTypeInfo(writer, type, collation);
  writeValue(writer, value, type);
}

/** ENVCHANGE with texts. */
export function writeEnvironmentText(writer: ByteWriter, type: number, now: string, before: string): void {
  const body = new Writer().uint8(type).shortText(now).shortText(before);
  writer.uint8(TOKEN.environment).uint16(body.length).bytes(body.finish());
}

/** ENVCHANGE with bytes. */
export function writeEnvironmentBytes(
  writer: ByteWriter,
  type: number,
  now: Uint8Array,
  before: Uint8Array,
): void {
  writer.uint8(TOKEN.environment).uint16(3 + now.length + before.length);
  writer.uint8(type).uint8(now.length).bytes(now).uint8(before.length).bytes(before);
}

/** LOGINACK. */
export function writeLoginAck(writer: ByteWriter, version: ProductVersion, strict: boolean): void {
  const body = new Writer().uint8(1);
  const tds = Buffer.alloc(4);
  tds.writeUInt32BE(strict ? TDS_8_0 : TDS_7_4);
  body.bytes(tds).shortText('Microsoft SQL Server');
  body
    .uint8(version.major)
    .uint8(version.minor)
    .uint8(version.build >> 8)
    .uint8(version.build & 0xff);
  writer.uint8(TOKEN.loginAck).uint16(body.length).bytes(body.finish());
}

/** SSPI. */
export function writeSspi(writer: ByteWriter, challenge: Buffer): void {
  writer.uint8(TOKEN.sspi).uint16(challenge.length).bytes(challenge);
}
