import type { Column, Table } from '../../mapping/table.ts';
import { findColumn } from './compare-table.ts';
import type { Difference } from './difference.ts';
import { qualifiedName, quoteIdentifier } from './identifiers.ts';
import { isFilledByServer, type ColumnFacts, type TableFacts, type UniqueIndexFacts } from './table-facts.ts';
import { columnList, KEY_COLLATION, searchableColumns, uniqueKeyOf } from './unique-key.ts';

/** The unique index that keeps a row from standing in the table twice; null where there is none. */
export function findKeyIndex(table: Table, facts: TableFacts): UniqueIndexFacts | null {
  const { columns } = uniqueKeyOf(table);
  const isDigest = table.digestIndex >= 0;
  return (
    facts.uniqueIndexes.find(
      (index) => (isDigest || !index.isFiltered) && sameNames(index.columns, columns),
    ) ?? null
  );
}

/**
 * What stands in the way of adding every row exactly once: no unique index over the key, unique indexes that take
 * different rows for the same, and key columns whose index ignores case.
 */
export function compareKey(table: Table, facts: TableFacts): Difference[] {
  const index = findKeyIndex(table, facts);
  return [
    ...(index === null ? [missingIndex(table, facts)] : caseDifferences(table, facts, index)),
    ...facts.uniqueIndexes.flatMap((other) => (other === index ? [] : stricterIndex(table, facts, other))),
  ];
}

/**
 * A digest column that allows NULL may have many of them in a table that other programs write to as well, which a
 * unique constraint would take for duplicates: there the index leaves them out.
 */
function missingIndex(table: Table, facts: TableFacts): Difference {
  const { columns, name, room } = uniqueKeyOf(table);
  const found = `no unique index over ${columns.map((column) => column.name).join(', ')}: two instances that get the same message at the same moment may both add its rows`;
  const digest = table.columns[table.digestIndex];
  const target = `${qualifiedName(table)} (${columnList(columns)})`;
  if (digest !== undefined) {
    const filter =
      findColumn(facts, digest.name)?.nullable === true
        ? ` WHERE ${quoteIdentifier(digest.name)} IS NOT NULL`
        : '';
    return {
      severity: 'warn',
      found,
      remedy:
        filter === ''
          ? 'Let the database administrator create it:'
          : 'Let the database administrator create it; programs that write to the table then need QUOTED_IDENTIFIER ON, which is what drivers set:',
      sql: `${filter === '' ? '' : 'SET QUOTED_IDENTIFIER ON;\n'}CREATE UNIQUE NONCLUSTERED INDEX ${quoteIdentifier(name)} ON ${target}${filter};`,
    };
  }
  if (room === 'impossible') {
    const chosen = searchableColumns(columns);
    return {
      severity: 'warn',
      found,
      remedy:
        'The key is too long for an index: add a binary(32) column to the table and name it as "digest" in the mapping.' +
        (chosen.length === 0 ? '' : ' Until then an index makes looking rows up fast:'),
      sql:
        chosen.length === 0
          ? null
          : `CREATE NONCLUSTERED INDEX ${quoteIdentifier(`IX_${table.name}_Key`)} ON ${qualifiedName(table)} (${columnList(chosen)});`,
    };
  }
  const remark = room === 'fits' ? '' : ' (SQL Server 2014 and older take keys of 900 bytes only)';
  const insensitive = insensitiveColumns(columns, facts);
  const hint =
    insensitive.length === 0
      ? ''
      : ` Its columns ${insensitive.map((column) => column.name).join(', ')} need the collation ${KEY_COLLATION} first, because ids differ by case; a digest column is easier.`;
  return {
    severity: 'warn',
    found,
    remedy: `Let the database administrator create it${remark}.${hint}`,
    sql: `CREATE UNIQUE NONCLUSTERED INDEX ${quoteIdentifier(name)} ON ${target};`,
  };
}

function caseDifferences(table: Table, facts: TableFacts, index: UniqueIndexFacts): Difference[] {
  const { columns } = uniqueKeyOf(table);
  return insensitiveColumns(columns, facts).map((column) => ({
    severity: 'warn',
    found: `the collation ${column.collation ?? ''} of column ${column.name} may take ids that differ in case only for the same, and the unique index ${index.name} then refuses the second row`,
    remedy: `Give the column the collation ${KEY_COLLATION} (drop the index first), or use a digest column instead.`,
    sql: null,
  }));
}

/** A unique index over mapped columns alone that leaves out part of the key refuses rows that differ in that part. */
function stricterIndex(table: Table, facts: TableFacts, index: UniqueIndexFacts): Difference[] {
  const names = new Set(index.columns.map((name) => name.toLowerCase()));
  const mapped = table.columns.filter(({ name }) => names.has(name.toLowerCase()));
  const key = table.keyIndexes.flatMap((at) => table.columns[at] ?? []);
  const left = key.filter(({ name }) => !names.has(name.toLowerCase()));
  const digest = table.columns[table.digestIndex];
  const hasDigest = digest !== undefined && names.has(digest.name.toLowerCase());
  const isOurs = mapped.length === names.size && !index.columns.some((name) => isFilled(facts, name));
  if (!isOurs || left.length === 0 || hasDigest) {
    return [];
  }
  return [
    {
      severity: 'warn',
      found: `the unique index ${index.name} (${index.columns.join(', ')}) refuses rows that the key of the mapping takes for different: they may differ in ${left.map(({ name }) => name).join(', ')} alone`,
      remedy: 'Let "key" in the mapping be the columns of the index, or drop the index.',
      sql: null,
    },
  ];
}

function isFilled(facts: TableFacts, name: string): boolean {
  const column = findColumn(facts, name);
  return column !== undefined && isFilledByServer(column);
}

/** Key columns with characters whose collation is not a binary or case-sensitive one, by its name. */
function insensitiveColumns(columns: readonly Column[], facts: TableFacts): ColumnFacts[] {
  return columns
    .flatMap(({ name }) => findColumn(facts, name) ?? [])
    .filter(({ collation }) => collation !== null && !/_(BIN2?|CS)(_|$)/i.test(collation));
}

function sameNames(left: readonly string[], right: readonly Pick<Column, 'name'>[]): boolean {
  const names = new Set(left.map((name) => name.toLowerCase()));
  return names.size === right.length && right.every(({ name }) => names.has(name.toLowerCase()));
}
