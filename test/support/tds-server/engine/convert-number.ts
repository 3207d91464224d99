import { SqlError } from './sql-error.ts';
import { isString } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { SqlValue } from './value.ts';

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  bigint: [-9223372036854775808n, 9223372036854775807n],
};

/** To bit, an integer type or float. @throws SqlError 206, 220, 244, 245, 248, 8114, 8115 */
export function convertToNumber(value: SqlValue, from: SqlType, to: SqlType): number | bigint | boolean {
  if (typeof value === 'string' && isString(from)) {
    return fromText(value, from, to);
  }
  if (Buffer.isBuffer(value) && to.kind !== 'float') {
    return inRange(
      BigInt.asIntN(to.kind === 'bigint' ? 64 : 32, BigInt(`0x0${value.subarray(-8).toString('hex')}`)),
      from,
      to,
    );
  }
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'boolean') {
    throw new SqlError(206, `Operand type clash: ${from.kind} is incompatible with ${to.kind}`, 16, 2);
  }
  if (to.kind === 'bit') {
    return Boolean(value);
  }
  if (to.kind === 'float') {
    return Number(value);
  }
  return inRange(BigInt(typeof value === 'number' ? Math.trunc(value) : value), from, to);
}

function fromText(text: string, from: SqlType, to: SqlType): number | bigint | boolean {
  const trimmed = text.trim();
  if (to.kind === 'bit' && /^(true|false)$/i.test(trimmed)) {
    return trimmed.toLowerCase() === 'true';
  }
  if (to.kind === 'float') {
    const number = trimmed === '' ? 0 : Number(trimmed);
    if (Number.isNaN(number)) {
      throw new SqlError(8114, `Error converting data type ${from.kind} to float.`, 16, 5);
    }
    return number;
  }
  if (trimmed !== '' && !/^[+-]?\d+$/.test(trimmed)) {
    throw to.kind === 'bigint'
      ? new SqlError(8114, `Error converting data type ${from.kind} to bigint.`, 16, 5)
      : new SqlError(
          245,
          `Conversion failed when converting the ${from.kind} value '${text}' to data type ${to.kind}.`,
        );
  }
  const number = BigInt(trimmed.replace(/^\+/, ''));
  if (to.kind === 'bit') {
    return number !== 0n;
  }
  const [low, high] = RANGES[to.kind] as readonly [bigint, bigint];
  if (number < low || number > high) {
    throw textOverflow(text, from, to);
  }
  return to.kind === 'bigint' ? number : Number(number);
}

function textOverflow(text: string, from: SqlType, to: SqlType): SqlError {
  switch (to.kind) {
    case 'tinyint':
    case 'smallint': {
      const name = to.kind === 'tinyint' ? 'INT1' : 'INT2';
      return new SqlError(
        244,
        `The conversion of the ${from.kind} value '${text}' overflowed an ${name} column. Use a larger integer column.`,
      );
    }
    case 'int':
      return new SqlError(
        248,
        `The conversion of the ${from.kind} value '${text}' overflowed an int column.`,
      );
    default:
      return new SqlError(
        8115,
        `Arithmetic overflow error converting expression to data type ${to.kind}.`,
        16,
        2,
      );
  }
}

/**
 * The number as a value of the type.
 * @throws SqlError 220 (tinyint, smallint) or 8115 where the type cannot hold it
 */
export function inRange(number: bigint, from: SqlType, to: SqlType): number | bigint {
  const [low, high] = RANGES[to.kind] as readonly [bigint, bigint];
  if (number >= low && number <= high) {
    return to.kind === 'bigint' ? number : Number(number);
  }
  if ((to.kind === 'tinyint' || to.kind === 'smallint') && from.kind !== 'bigint') {
    throw new SqlError(220, `Arithmetic overflow error for data type ${to.kind}, value = ${number}.`, 16, 2);
  }
  throw new SqlError(8115, `Arithmetic overflow error converting expression to data type ${to.kind}.`, 16, 2);
}
