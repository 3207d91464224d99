import { decodeCodePage } from '../engine/code-page.ts';
import { guidFromBytes } from '../engine/convert.ts';
import { DATETIME_EPOCH, ticksOfThirds } from '../engine/date-time.ts';
import { SqlError } from '../engine/sql-error.ts';
import { MAX, isString, isWide, sqlType, storageLength } from '../engine/sql-type.ts';
import type { SqlType, TypeKind } from '../engine/sql-type.ts';
import type { SqlValue } from '../engine/value.ts';
import type { ByteReader } from './bytes.ts';
import { LONG_LENGTH, TYPE_ID } from './type-ids.ts';

/** A parameter of a remote procedure call. */
export interface RpcParameter {
  /** With the @; empty where it was given by position. */
  readonly name: string;
  readonly output: boolean;
  readonly type: SqlType;
  readonly value: SqlValue;
}

const PLP_NULL = 0xffff_ffff_ffff_ffffn;
const COLLATION_LENGTH = 5;

/** @param position from 1, for the message @throws SqlError 8009 for a type that this server does not read */
export function readParameter(reader: ByteReader, position: number): RpcParameter {
  const name = reader.text(reader.uint8());
  const output = (reader.uint8() & 1) !== 0;
  const id = reader.uint8();
  switch (id) {
    case TYPE_ID.intN: {
      const type = integerType(reader.uint8());
      return { name, output, type, value: readInteger(reader) };
    }
    case TYPE_ID.bitN:
      reader.uint8();
      return {
        name,
        output,
        type: sqlType('bit'),
        value: reader.uint8() === 0 ? null : reader.uint8() !== 0,
      };
    case TYPE_ID.floatN:
      reader.uint8();
      return { name, output, type: sqlType('float'), value: readFloat(reader) };
    case TYPE_ID.datetimeN:
      reader.uint8();
      return { name, output, type: sqlType('datetime'), value: readDateTime(reader) };
    case TYPE_ID.datetime2N: {
      const type = sqlType('datetime2', 0, reader.uint8());
      return { name, output, type, value: readDateTime2(reader, type.scale) };
    }
    case TYPE_ID.guid: {
      reader.uint8();
      const length = reader.uint8();
      return {
        name,
        output,
        type: sqlType('uniqueidentifier'),
        value: length === 0 ? null : guidFromBytes(reader.bytes(length)),
      };
    }
    default: {
      const type = sizedType(reader, id);
      if (type === null) {
        throw new SqlError(
          8009,
          `The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. Parameter ${position} ("${name}"): Data type 0x${id.toString(16).toUpperCase()} is unknown.`,
          16,
          12,
        );
      }
      return { name, output, type, value: readSized(reader, type, () => badLength(position, name, id)) };
    }
  }
}

function integerType(size: number): SqlType {
  return sqlType(size === 1 ? 'tinyint' : size === 2 ? 'smallint' : size === 4 ? 'int' : 'bigint');
}

function readInteger(reader: ByteReader): SqlValue {
  switch (reader.uint8()) {
    case 0:
      return null;
    case 1:
      return reader.uint8();
    case 2:
      return reader.int16();
    case 4:
      return reader.int32();
    default:
      return reader.bigInt64();
  }
}

function readFloat(reader: ByteReader): SqlValue {
  const length = reader.uint8();
  return length === 0 ? null : length === 4 ? reader.float() : reader.double();
}

function readDateTime(reader: ByteReader): SqlValue {
  if (reader.uint8() === 0) {
    return null;
  }
  const days = reader.int32() + DATETIME_EPOCH;
  return { days, ticks: ticksOfThirds(reader.uint32()) };
}

function readDateTime2(reader: ByteReader, scale: number): SqlValue {
  const length = reader.uint8();
  if (length === 0) {
    return null;
  }
  const ticks = reader.uint(length - 3) * 10 ** (7 - scale);
  return { days: reader.uint(3), ticks };
}

const SIZED: ReadonlyMap<number, TypeKind> = new Map([
  [TYPE_ID.nvarchar, 'nvarchar'],
  [TYPE_ID.nchar, 'nchar'],
  [TYPE_ID.varchar, 'varchar'],
  [TYPE_ID.char, 'char'],
  [TYPE_ID.varbinary, 'varbinary'],
  [TYPE_ID.binary, 'binary'],
]);

function sizedType(reader: ByteReader, id: number): SqlType | null {
  const kind = SIZED.get(id);
  if (kind === undefined) {
    return null;
  }
  const length = reader.uint16();
  const plain = sqlType(kind);
  if (isString(plain)) {
    reader.bytes(COLLATION_LENGTH);
  }
  return sqlType(kind, length === LONG_LENGTH ? MAX : isWide(plain) ? length / 2 : length);
}

/** 8016: a value that is longer than its own type says. */
function badLength(position: number, name: string, id: number): SqlError {
  return new SqlError(
    8016,
    `The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. Parameter ${position} ("${name}"): Data type 0x${id.toString(16).toUpperCase()} has an invalid data length or metadata length.`,
  );
}

function readSized(reader: ByteReader, type: SqlType, tooLong: () => SqlError): SqlValue {
  const bytes = type.length === MAX ? readChunks(reader) : readShort(reader);
  if (bytes === null) {
    return null;
  }
  if (type.length !== MAX && bytes.length > storageLength(type)) {
    throw tooLong();
  }
  if (isWide(type)) {
    return bytes.toString('utf16le');
  }
  return isString(type) ? decodeCodePage(bytes) : Buffer.from(bytes);
}

function readShort(reader: ByteReader): Buffer | null {
  const length = reader.uint16();
  return length === LONG_LENGTH ? null : reader.bytes(length);
}

/** Partially length-prefixed: chunks until an empty one. */
function readChunks(reader: ByteReader): Buffer | null {
  if (reader.bigUint64() === PLP_NULL) {
    return null;
  }
  const chunks: Buffer[] = [];
  for (let length = reader.uint32(); length > 0; length = reader.uint32()) {
    chunks.push(reader.bytes(length));
  }
  return Buffer.concat(chunks);
}
