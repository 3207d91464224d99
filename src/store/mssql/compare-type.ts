import type { ColumnType } from '../../mapping/table.ts';
import { lengthOf, type ColumnFacts } from './table-facts.ts';

/** How the type of a column takes values of the type that the mapping says. */
export interface TypeVerdict {
  readonly fit: 'same' | 'harmless' | 'wrong';
  /** Completes the sentence "the column is ..., the mapping says ...: ". Empty where it is the same. */
  readonly why: string;
  /** Whether making the column the mapping's type loses nothing. */
  readonly mayAlter: boolean;
}

const SAME: TypeVerdict = { fit: 'same', why: '', mayAlter: false };

/**
 * Compares a column's type with the mapping's.
 * @param isCompared whether the key is looked up by this column itself, so that what is stored must be equal to
 *   what is sent
 */
export function compareType(mapped: ColumnType, column: ColumnFacts, isCompared: boolean): TypeVerdict {
  switch (mapped.kind) {
    case 'nvarchar':
    case 'varchar':
    case 'nchar':
    case 'char':
      return compareText(mapped, column, isCompared);
    case 'binary':
    case 'varbinary':
      return compareBinary(mapped, column, isCompared);
    case 'datetime2':
    case 'datetime':
      return compareTime(mapped, column, isCompared);
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'bit':
      return compareNumber(mapped.kind, column);
    case 'uniqueidentifier':
      return column.typeName === 'uniqueidentifier' ? SAME : wrong('a GUID is no value of that type');
  }
}

type Sized = Extract<ColumnType, { length: number | null }>;

function compareText(mapped: Sized, column: ColumnFacts, isCompared: boolean): TypeVerdict {
  const { typeName } = column;
  if (!['nvarchar', 'varchar', 'nchar', 'char'].includes(typeName)) {
    return typeName === 'ntext' || typeName === 'text'
      ? isCompared
        ? wrong('this type cannot be compared, and the column is part of the key', true)
        : harmless('SQL Server converts it')
      : wrong('text is no value of that type');
  }
  const length = compareLength(mapped, column);
  if (length.fit === 'wrong') {
    return length;
  }
  const isFixed = typeName === 'nchar' || typeName === 'char';
  if (isFixed && mapped.kind !== 'nchar' && mapped.kind !== 'char') {
    return padded(isCompared, 'blanks');
  }
  if (typeName === mapped.kind) {
    return length;
  }
  if (typeName === 'varchar' || typeName === 'char') {
    const isLossy = mapped.kind === 'nvarchar' || mapped.kind === 'nchar';
    return harmless(
      isLossy
        ? 'characters that its code page lacks become question marks, and no index on it is used'
        : 'SQL Server converts it',
    );
  }
  return harmless('SQL Server converts it');
}

function compareBinary(mapped: Sized, column: ColumnFacts, isCompared: boolean): TypeVerdict {
  const { typeName } = column;
  if (typeName !== 'binary' && typeName !== 'varbinary') {
    return typeName === 'image' && !isCompared
      ? harmless('SQL Server converts it')
      : wrong('bytes are no value of that type');
  }
  const length = compareLength(mapped, column);
  if (length.fit === 'wrong') {
    return length;
  }
  if (typeName === 'binary' && (mapped.kind === 'varbinary' || mapped.length !== lengthOf(column))) {
    return padded(isCompared, 'zeros');
  }
  return typeName === mapped.kind ? length : harmless('SQL Server converts it');
}

function padded(isCompared: boolean, filler: string): TypeVerdict {
  const why = `shorter values are filled up with ${filler}`;
  return isCompared
    ? wrong(`${why}, so that a row of the same key is not found again and is added twice`, true)
    : harmless(why);
}

function compareLength(mapped: Sized, column: ColumnFacts): TypeVerdict {
  const length = lengthOf(column);
  if (length === mapped.length) {
    return SAME;
  }
  if (length !== null && (mapped.length === null || length < mapped.length)) {
    return wrong('longer values are refused by SQL Server, and their whole message with them', true);
  }
  return harmless('values that the column has room for are refused because the mapping says less');
}

/** datetime is rounded to a 300th of a second: finer than 2 digits, coarser than 3. */
const DATETIME_DIGITS = 2.5;

/** What a time is rounded to, as digits of a second; null where there is no time of day. */
function digitsOf({ typeName, scale }: ColumnFacts): number | null {
  return typeName === 'datetime2' || typeName === 'datetimeoffset'
    ? scale
    : typeName === 'datetime'
      ? 2.5
      : null;
}

function compareTime(mapped: ColumnType, column: ColumnFacts, isCompared: boolean): TypeVerdict {
  const digits = digitsOf(column);
  if (digits === null) {
    return ['date', 'smalldatetime'].includes(column.typeName) && !isCompared
      ? harmless('what is finer is cut off')
      : wrong('a time with seconds is no value of that type');
  }
  const sent = 'scale' in mapped ? mapped.scale : DATETIME_DIGITS;
  if (column.typeName === mapped.kind && digits === sent) {
    return SAME;
  }
  const isExact = digits >= sent && mapped.kind !== 'datetime' && column.typeName !== 'datetimeoffset';
  if (isCompared && !isExact) {
    return wrong(
      'the time is rounded, so that a row of the same key is not found again and is added twice',
      true,
    );
  }
  return harmless(digits < sent ? 'times are rounded' : 'SQL Server converts it');
}

const NUMBER_BITS: Readonly<Record<string, number>> = {
  bit: 1,
  tinyint: 8,
  smallint: 16,
  int: 32,
  bigint: 64,
};

function compareNumber(kind: keyof typeof NUMBER_BITS, column: ColumnFacts): TypeVerdict {
  const { typeName } = column;
  if (typeName === kind) {
    return SAME;
  }
  const found = NUMBER_BITS[typeName];
  if (found === undefined) {
    return ['decimal', 'numeric'].includes(typeName) && column.precision - column.scale >= 19
      ? harmless('SQL Server converts it')
      : wrong('a whole number is no value of that type, or does not always fit');
  }
  return found < (NUMBER_BITS[kind] ?? 0)
    ? wrong('larger numbers do not fit', true)
    : harmless('SQL Server converts it');
}

function harmless(why: string): TypeVerdict {
  return { fit: 'harmless', why, mayAlter: false };
}

function wrong(why: string, mayAlter = false): TypeVerdict {
  return { fit: 'wrong', why, mayAlter };
}
