import type { Column, ColumnType, Table } from '../../mapping/table.ts';
import { quoteIdentifier } from './identifiers.ts';

/**
 * The condition that a row of the table has the key of a waiting row.
 *
 * With a digest column it is one comparison of 32 bytes. Without, all key columns are compared, first so that an
 * index on them can be sought: INTERSECT takes NULL for equal to NULL, and the optimiser seeks through it. That is
 * done under the database's own collation, which usually ignores case, so characters are then compared exactly.
 * @param waitingValue the waiting row's value for the column with this index, as the statement names it
 * @param storedValue the table's column of that name, as the statement names it: of row `t` unless given
 */
export function sameKeyCondition(
  table: Table,
  waitingValue: (index: number) => string,
  storedValue: (name: string) => string = (name) => `t.${quoteIdentifier(name)}`,
): string {
  if (table.digestIndex >= 0) {
    return `${storedValue(columnAt(table, table.digestIndex).name)} = ${waitingValue(table.digestIndex)}`;
  }
  const keys = table.keyIndexes.map((index) => {
    const { name, type } = columnAt(table, index);
    return { type, stored: storedValue(name), waiting: waitingValue(index) };
  });
  const stored = keys.map((key) => key.stored).join(', ');
  const waiting = keys.map((key) => (isCharacter(key.type) ? inDefaultCollation(key.waiting) : key.waiting));
  const exact = keys.flatMap((key) => {
    const condition = exactly(key.type, key.stored, key.waiting);
    return condition === null ? [] : [` AND (${key.stored} IS NULL OR (${condition}))`];
  });
  return `EXISTS (SELECT ${stored} INTERSECT SELECT ${waiting.join(', ')})${exact.join('')}`;
}

function columnAt(table: Table, index: number): Column {
  const column = table.columns[index];
  if (column === undefined) {
    throw new RangeError(`the table ${table.name} has no column ${index}`);
  }
  return column;
}

/** Without an explicit collation a column with another one than the database's might be a conflict (error 468). */
function inDefaultCollation(text: string): string {
  return `${text} COLLATE DATABASE_DEFAULT`;
}

function isCharacter({ kind }: ColumnType): boolean {
  return kind === 'nvarchar' || kind === 'varchar' || kind === 'nchar' || kind === 'char';
}

/**
 * What INTERSECT, like `=`, leaves open: case and accents; blanks at the end, which are ignored under every collation; zero bytes
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
