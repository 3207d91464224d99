import type { Column, ColumnType, Table } from '../../mapping/table.ts';
import { quoteIdentifier } from './identifiers.ts';

/**
 * The condition that row `t` of the table has the key of the waiting row `v`, whose columns are `v.c0`, `v.c1`, ...
 *
 * With a digest column it is one comparison of 32 bytes. Without, every key column is compared, NULL being equal
 * to NULL, twice where it holds characters: once under the database's own collation, so that an index on the
 * column can be sought, and once exactly, because that collation usually ignores case and ids do not.
 */
export function sameKeyCondition(table: Table): string {
  const indexes = table.digestIndex >= 0 ? [table.digestIndex] : table.keyIndexes;
  return indexes
    .map((index) => {
      const column = table.columns[index];
      if (column === undefined) {
        throw new RangeError(`the table ${table.name} has no column ${index}`);
      }
      return index === table.digestIndex
        ? `t.${quoteIdentifier(column.name)} = v.c${index}`
        : sameValue(column, `v.c${index}`);
    })
    .join(' AND ');
}

function sameValue({ name, type }: Column, waiting: string): string {
  const stored = `t.${quoteIdentifier(name)}`;
  const exact = exactly(type, stored, waiting);
  // Without an explicit collation a column with another one than the database's might be a conflict (error 468).
  const comparand = isCharacter(type) ? `${waiting} COLLATE DATABASE_DEFAULT` : waiting;
  const equal = `(${stored} = ${comparand} OR (${stored} IS NULL AND ${waiting} IS NULL))`;
  return exact === null ? equal : `${equal} AND (${stored} IS NULL OR (${exact}))`;
}

function isCharacter({ kind }: ColumnType): boolean {
  return kind === 'nvarchar' || kind === 'varchar' || kind === 'nchar' || kind === 'char';
}

/**
 * What `=` leaves open: case and accents; blanks at the end, which it ignores under every collation; zero bytes
 * at the end of a varbinary. Types of fixed length are padded, so their ends tell nothing. Characters of a code
 * page are compared as Unicode: a binary collation of another code page would take those it lacks for equal.
 */
function exactly(type: ColumnType, stored: string, waiting: string): string | null {
  switch (type.kind) {
    case 'nvarchar':
      return `${sameCharacters(stored, waiting)} AND ${sameLength(stored, waiting)}`;
    case 'nchar':
      return sameCharacters(stored, waiting);
    case 'varchar':
      return `${sameCharacters(asUnicode(type, stored), asUnicode(type, waiting))} AND ${sameLength(
        asUnicode(type, stored),
        asUnicode(type, waiting),
      )}`;
    case 'char':
      return sameCharacters(asUnicode(type, stored), asUnicode(type, waiting));
    case 'varbinary':
      return sameLength(stored, waiting);
    default:
      return null;
  }
}

function sameCharacters(left: string, right: string): string {
  return `${left} COLLATE Latin1_General_BIN2 = ${right} COLLATE Latin1_General_BIN2`;
}

function sameLength(left: string, right: string): string {
  return `DATALENGTH(${left}) = DATALENGTH(${right})`;
}

function asUnicode({ length }: { readonly length: number | null }, text: string): string {
  return `CONVERT(nvarchar(${length === null || length > 4000 ? 'max' : length}), ${text})`;
}
