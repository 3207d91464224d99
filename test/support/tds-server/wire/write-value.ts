import { encodeCodePage } from '../engine/code-page.ts';
import { convertToBinary } from '../engine/convert-binary.ts';
import { DATETIME_EPOCH, thirdsOf } from '../engine/date-time.ts';
import { MAX, isString, isWide, sqlType, storageLength } from '../engine/sql-type.ts';
import type { SqlType } from '../engine/sql-type.ts';
import { isDateTimeValue, isVariantValue } from '../engine/value.ts';
import type { SqlValue, VariantValue } from '../engine/value.ts';
import type { Collation } from '../engine/collation.ts';
import type { ByteWriter } from './bytes.ts';
import { collationBytes } from './collation-bytes.ts';
import { LONG_LENGTH, TYPE_ID, timeLength } from './type-ids.ts';

const SIZED = {
  nvarchar: TYPE_ID.nvarchar,
  nchar: TYPE_ID.nchar,
  varchar: TYPE_ID.varchar,
  char: TYPE_ID.char,
  varbinary: TYPE_ID.varbinary,
  binary: TYPE_ID.binary,
  text: TYPE_ID.varchar,
  ntext: TYPE_ID.nvarchar,
  image: TYPE_ID.varbinary,
} as const;

const PLP_NULL = 0xffff_ffff_ffff_ffffn;

/** TYPE_INFO of a column or returned value. Types always are the ones that may be NULL. */
export function writeTypeInfo(writer: ByteWriter, type: SqlType, collation: Collation): void {
  switch (type.kind) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      writer.uint8(TYPE_ID.intN).uint8(storageLength(type));
      return;
    case 'bit':
      writer.uint8(TYPE_ID.bitN).uint8(1);
      return;
    case 'float':
      writer.uint8(TYPE_ID.floatN).uint8(8);
      return;
    case 'datetime':
      writer.uint8(TYPE_ID.datetimeN).uint8(8);
      return;
    case 'datetime2':
      writer.uint8(TYPE_ID.datetime2N).uint8(type.scale);
      return;
    case 'uniqueidentifier':
      writer.uint8(TYPE_ID.guid).uint8(16);
      return;
    case 'sql_variant':
      writer.uint8(TYPE_ID.variant).uint32(8009);
      return;
    case 'decimal':
      writer.uint8(TYPE_ID.decimalN).uint8(9).uint8(18).uint8(0);
      return;
    case 'money':
      writer.uint8(TYPE_ID.moneyN).uint8(8);
      return;
    case 'date':
      writer.uint8(TYPE_ID.dateN);
      return;
    case 'time':
    case 'datetimeoffset':
      writer.uint8(type.kind === 'time' ? TYPE_ID.timeN : TYPE_ID.datetimeOffsetN).uint8(7);
      return;
    case 'xml':
      writer.uint8(TYPE_ID.xml).uint8(0);
      return;
    default:
      writer.uint8(SIZED[type.kind]).uint16(wireLength(type));
      if (type.kind !== 'varbinary' && type.kind !== 'binary' && type.kind !== 'image') {
        writer.bytes(collationBytes(collation));
      }
  }
}

function isLong(type: SqlType): boolean {
  return type.length === MAX || ['text', 'ntext', 'image', 'xml'].includes(type.kind);
}

function wireLength(type: SqlType): number {
  return isLong(type) ? LONG_LENGTH : type.length * (isWide(type) ? 2 : 1);
}

/** A value of a row. */
export function writeValue(writer: ByteWriter, value: SqlValue, type: SqlType): void {
  if (value === null) {
    writeNull(writer, type);
  } else if (typeof value === 'string' && isString(type)) {
    writeBytes(writer, isWide(type) ? Buffer.from(value, 'utf16le') : encodeCodePage(value), type);
  } else if (Buffer.isBuffer(value)) {
    writeBytes(writer, value, type);
  } else if (isVariantValue(value)) {
    writeVariant(writer, value);
  } else {
    writeFixed(writer, value, type);
  }
}

function writeNull(writer: ByteWriter, type: SqlType): void {
  if (isLong(type)) {
    writer.uint64(PLP_NULL);
  } else if (type.kind === 'sql_variant') {
    writer.uint32(0);
  } else if (type.kind in SIZED) {
    writer.uint16(LONG_LENGTH);
  } else {
    writer.uint8(0);
  }
}

function writeBytes(writer: ByteWriter, bytes: Buffer, type: SqlType): void {
  if (!isLong(type)) {
    writer.uint16(bytes.length).bytes(bytes);
    return;
  }
  writer.uint64(BigInt(bytes.length));
  if (bytes.length > 0) {
    writer.uint32(bytes.length).bytes(bytes);
  }
  writer.uint32(0);
}

function writeFixed(writer: ByteWriter, value: SqlValue, type: SqlType): void {
  switch (type.kind) {
    case 'tinyint':
      writer.uint8(1).uint8(Number(value));
      return;
    case 'smallint':
      writer.uint8(2).int16(Number(value));
      return;
    case 'int':
      writer.uint8(4).int32(Number(value));
      return;
    case 'bigint':
      writer.uint8(8).int64(value as bigint);
      return;
    case 'bit':
      writer.uint8(1).uint8(value === true ? 1 : 0);
      return;
    case 'float':
      writer.uint8(8).double(Number(value));
      return;
    case 'uniqueidentifier':
      writer
        .uint8(16)
        .bytes(convertToBinary(value, type, sqlType('binary', 16), { explicit: true, style: null }));
      return;
    default:
      if (!isDateTimeValue(value)) {
        throw new Error(`cannot send a value as ${type.kind}`);
      }
      if (type.kind === 'datetime') {
        writer
          .uint8(8)
          .int32(value.days - DATETIME_EPOCH)
          .uint32(thirdsOf(value));
      } else {
        const size = timeLength(type.scale);
        writer
          .uint8(size + 3)
          .uint(Math.round(value.ticks / 10 ** (7 - type.scale)), size)
          .uint(value.days, 3);
      }
  }
}

/** Only what SERVERPROPERTY and its like yield: nvarchar and int. */
function writeVariant(writer: ByteWriter, { type, value }: VariantValue): void {
  if (typeof value === 'number') {
    writer.uint32(6).uint8(0x38).uint8(0).int32(value);
    return;
  }
  const bytes = Buffer.from(value, 'utf16le');
  // Base type, number of property bytes, collation, maximum length.
  writer
    .uint32(2 + 7 + bytes.length)
    .uint8(TYPE_ID.nvarchar)
    .uint8(7);
  writer
    .bytes(Buffer.of(0x09, 0x04, 0xd0, 0x00, 0x34))
    .uint16(type.length * 2)
    .bytes(bytes);
}
