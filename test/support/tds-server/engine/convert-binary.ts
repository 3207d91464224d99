import { encodeCodePage } from './code-page.ts';
import type { ConvertOptions } from './convert.ts';
import { SqlError } from './sql-error.ts';
import { isString, isWide, storageLength } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { SqlValue } from './value.ts';

/** The bytes of a value before they are cut to the type's length. @throws SqlError 206, 257, 8114 */
export function convertToBinary(
  value: SqlValue,
  from: SqlType,
  to: SqlType,
  options: ConvertOptions,
): Buffer {
  if (Buffer.isBuffer(value)) {
    return value;
  }
  if (typeof value === 'string' && isString(from)) {
    if (!options.explicit) {
      throw new SqlError(
        257,
        `Implicit conversion from data type ${from.kind} to ${to.kind} is not allowed. Use the CONVERT function to run this query.`,
        16,
        3,
      );
    }
    return fromText(value, from, to, options.style ?? 0);
  }
  if (typeof value === 'string') {
    const hex = value.replaceAll('-', '');
    const bytes = Buffer.from(hex, 'hex');
    return Buffer.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) => bytes[at] ?? 0));
  }
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    if (from.kind !== 'float') {
      return fromInteger(BigInt(value), storageLength(from), to);
    }
  }
  throw new SqlError(206, `Operand type clash: ${from.kind} is incompatible with ${to.kind}`, 16, 2);
}

function fromText(text: string, from: SqlType, to: SqlType, style: number): Buffer {
  if (style === 0) {
    return isWide(from) ? Buffer.from(text, 'utf16le') : encodeCodePage(text);
  }
  const digits = style === 1 ? text.slice(2) : text;
  if ((style === 1 && !/^0x/i.test(text)) || digits.length % 2 === 1 || !/^[0-9a-f]*$/i.test(digits)) {
    throw new SqlError(8114, `Error converting data type ${from.kind} to ${to.kind}.`, 16, 5);
  }
  return Buffer.from(digits, 'hex');
}

/** Integers are big-endian; a shorter target keeps the low bytes. */
function fromInteger(number: bigint, size: number, to: SqlType): Buffer {
  const all = Buffer.alloc(8);
  all.writeBigInt64BE(number);
  if (to.kind === 'binary' && to.length > size) {
    return Buffer.concat([Buffer.alloc(to.length - size), all.subarray(8 - size)]);
  }
  const kept = to.length < 0 ? size : Math.min(size, to.length);
  return all.subarray(8 - kept);
}
