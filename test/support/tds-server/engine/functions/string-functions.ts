import { createHash, randomUUID } from 'node:crypto';
import type { BoundScalar } from '../bound.ts';
import { convertValue } from '../convert.ts';
import { SqlError } from '../sql-error.ts';
import { BIGINT, INT, MAX, isBinary, isString, isWide, sqlType, storageLength } from '../sql-type.ts';
import type { SqlType } from '../sql-type.ts';
import { intArgument, textArgument } from './definition.ts';
import type { FunctionDefinition, FunctionTable } from './definition.ts';

/** The first argument's type if it is a string, without padding; else varchar. */
function sameText(parameters: readonly BoundScalar[]): SqlType {
  const type = parameters[0]?.type ?? sqlType('varchar', 8000);
  return isString(type)
    ? sqlType(isWide(type) ? 'nvarchar' : 'varchar', type.length)
    : sqlType('varchar', 8000);
}

function longText(parameters: readonly BoundScalar[]): SqlType {
  const { kind, length } = sameText(parameters);
  return sqlType(kind, length === MAX ? MAX : kind === 'nvarchar' ? 4000 : 8000);
}

function textFunction(change: (text: string) => string): FunctionDefinition {
  return { min: 1, max: 1, type: sameText, run: (values, site) => change(textArgument(values, site, 0)) };
}

const lengthType = (parameters: readonly BoundScalar[]): SqlType =>
  parameters[0]?.type.length === MAX ? BIGINT : INT;

function asLength(length: number, type: SqlType | undefined): number | bigint {
  return type?.length === MAX ? BigInt(length) : length;
}

/** Functions on strings and binaries. */
export const STRING_FUNCTIONS: FunctionTable = {
  UPPER: textFunction((text) => text.toUpperCase()),
  LOWER: textFunction((text) => text.toLowerCase()),
  LTRIM: textFunction((text) => text.replace(/^ +/, '')),
  RTRIM: textFunction((text) => text.replace(/ +$/, '')),
  TRIM: textFunction((text) => text.replace(/^ +| +$/g, '')),
  REVERSE: textFunction((text) => text.split('').reverse().join('')),
  LEN: {
    min: 1,
    max: 1,
    type: lengthType,
    run: (values, site) =>
      asLength(textArgument(values, site, 0).replace(/ +$/, '').length, site.arguments[0]?.type),
  },
  DATALENGTH: {
    min: 1,
    max: 1,
    type: lengthType,
    run: ([value], site) => {
      const type = site.arguments[0]?.type;
      if (typeof value === 'string' && type !== undefined && isString(type)) {
        return asLength(value.length * (isWide(type) ? 2 : 1), type);
      }
      return Buffer.isBuffer(value) ? asLength(value.length, type) : storageLength(type ?? INT);
    },
  },
  LEFT: {
    min: 2,
    max: 2,
    type: sameText,
    run: (values, site) => textArgument(values, site, 0).slice(0, count(values, site)),
  },
  RIGHT: {
    min: 2,
    max: 2,
    type: sameText,
    run: (values, site) => {
      const text = textArgument(values, site, 0);
      return text.slice(Math.max(0, text.length - count(values, site)));
    },
  },
  SUBSTRING: {
    min: 3,
    max: 3,
    type: (parameters) => {
      const type = parameters[0]?.type;
      return type !== undefined && isBinary(type) ? sqlType('varbinary', type.length) : sameText(parameters);
    },
    run: (values, site) => {
      const start = intArgument(values, site, 1) - 1;
      const end = start + intArgument(values, site, 2);
      if (end < start) {
        throw new SqlError(537, 'Invalid length parameter passed to the LEFT or SUBSTRING function.', 16, 3);
      }
      const [value] = values;
      const from = Math.max(0, start);
      const to = Math.max(0, end);
      return Buffer.isBuffer(value)
        ? value.subarray(from, to)
        : textArgument(values, site, 0).slice(from, to);
    },
  },
  REPLACE: {
    min: 3,
    max: 3,
    type: longText,
    run: (values, site) =>
      textArgument(values, site, 0).replaceAll(textArgument(values, site, 1), textArgument(values, site, 2)),
  },
  REPLICATE: {
    min: 2,
    max: 2,
    type: longText,
    run: (values, site) => {
      const times = intArgument(values, site, 1);
      return times < 0 ? null : textArgument(values, site, 0).repeat(times);
    },
  },
  SPACE: {
    min: 1,
    max: 1,
    type: sqlType('varchar', 8000),
    run: (values, site) => ' '.repeat(Math.max(0, intArgument(values, site, 0))),
  },
  CHAR: {
    min: 1,
    max: 1,
    type: sqlType('char', 1),
    run: (values, site) => String.fromCharCode(intArgument(values, site, 0)),
  },
  NCHAR: {
    min: 1,
    max: 1,
    type: sqlType('nchar', 1),
    run: (values, site) => String.fromCharCode(intArgument(values, site, 0)),
  },
  UNICODE: {
    min: 1,
    max: 1,
    type: INT,
    run: (values, site) => textArgument(values, site, 0).codePointAt(0) ?? null,
  },
  CHARINDEX: {
    min: 2,
    max: 2,
    type: INT,
    run: (values, site) => {
      const { collation } = (site.arguments[1] as BoundScalar).label;
      const fold = (text: string): string => (collation.caseSensitive ? text : text.toLowerCase());
      return fold(textArgument(values, site, 1)).indexOf(fold(textArgument(values, site, 0))) + 1;
    },
  },
  CONCAT: {
    min: 2,
    max: 254,
    takesNull: true,
    type: sqlType('nvarchar', MAX),
    run: (values, site) => values.map((_, at) => textArgument(values, site, at)).join(''),
  },
  QUOTENAME: {
    min: 1,
    max: 1,
    type: sqlType('nvarchar', 258),
    run: (values, site) => `[${textArgument(values, site, 0).replaceAll(']', ']]')}]`,
  },
  HASHBYTES: {
    min: 2,
    max: 2,
    type: sqlType('varbinary', 8000),
    run: (values, site) =>
      hashBytes(textArgument(values, site, 0), values[1], site.arguments[1]?.type ?? INT),
  },
  NEWID: { min: 0, max: 0, type: sqlType('uniqueidentifier'), run: () => randomUUID().toUpperCase() },
  ABS: {
    min: 1,
    max: 1,
    type: (parameters) => parameters[0]?.type ?? INT,
    run: ([value]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(Number(value))),
  },
};

function count(values: Parameters<typeof intArgument>[0], site: Parameters<typeof intArgument>[1]): number {
  const length = intArgument(values, site, 1);
  if (length < 0) {
    throw new SqlError(536, 'Invalid length parameter passed to the left function.', 16, 6);
  }
  return length;
}

function hashBytes(
  name: string,
  value: Parameters<typeof convertValue>[0] | undefined,
  type: SqlType,
): Buffer | null {
  const algorithm = { SHA2_256: 'sha256', SHA2_512: 'sha512', SHA1: 'sha1', SHA: 'sha1', MD5: 'md5' }[
    name.toUpperCase()
  ];
  if (algorithm === undefined) {
    return null;
  }
  const bytes = convertValue(value ?? null, type, sqlType('varbinary', MAX), { explicit: true, style: null });
  return Buffer.isBuffer(bytes) ? createHash(algorithm).update(bytes).digest() : null;
}
