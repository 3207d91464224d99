import { formatColumnType } from '../../mapping/column-type.ts';
import type { Column, Table } from '../../mapping/table.ts';
import { compareType } from './compare-type.ts';
import type { Difference } from './difference.ts';
import { qualifiedName, quoteIdentifier } from './identifiers.ts';
import { formatFactsType, isFilledByServer, type ColumnFacts, type TableFacts } from './table-facts.ts';

/**
 * Compares the columns that a mapping writes with those that are there.
 * @param alwaysFilled names of mapped columns that have a value in every row; others may become NULL
 * @returns everything that does not fit, in the order of the mapping; empty where all does
 */
export function compareColumns(
  table: Table,
  facts: TableFacts,
  alwaysFilled: ReadonlySet<string>,
): Difference[] {
  const mapped = table.columns.flatMap((column, index): Difference[] => {
    const found = findColumn(facts, column.name);
    if (found === undefined) {
      return [missingColumn(table, column, facts)];
    }
    if (isFilledByServer(found)) {
      return [filledByServer(found)];
    }
    const isCompared = table.digestIndex < 0 ? table.keyIndexes.includes(index) : index === table.digestIndex;
    return [
      ...typeDifference(table, column, found, isCompared),
      ...nullDifference(column, found, alwaysFilled),
    ];
  });
  return [...mapped, ...facts.columns.flatMap((column) => unwrittenDifference(table, column))];
}

/** A column by its name; SQL Server compares names by a collation that usually ignores case. */
export function findColumn({ columns }: TableFacts, name: string): ColumnFacts | undefined {
  return (
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase())
  );
}

function missingColumn(table: Table, { name, type }: Column, facts: TableFacts): Difference {
  const free = facts.columns
    .filter(
      (column) => !table.columns.some((other) => other.name.toLowerCase() === column.name.toLowerCase()),
    )
    .filter((column) => !isFilledByServer(column))
    .map((column) => column.name);
  const others =
    free.length === 0 ? '' : `; columns of the table that the mapping does not write: ${free.join(', ')}`;
  return {
    severity: 'fail',
    found: `column ${name} is not in the table${others}`,
    remedy: 'Take it out of the mapping, correct its name there, or add it to the table:',
    sql: `ALTER TABLE ${qualifiedName(table)} ADD ${quoteIdentifier(name)} ${formatColumnType(type)} NULL;`,
  };
}

function filledByServer({ name, isIdentity, isComputed }: ColumnFacts): Difference {
  const what = isIdentity ? 'the identity column' : isComputed ? 'a computed column' : 'a rowversion column';
  return {
    severity: 'fail',
    found: `column ${name} is ${what}, which cannot be written`,
    remedy: isIdentity
      ? `Take it out of "columns" in the mapping; "identity": "${name}" is where it may stand.`
      : 'Take it out of the mapping.',
    sql: null,
  };
}

function typeDifference(table: Table, column: Column, found: ColumnFacts, isCompared: boolean): Difference[] {
  const { fit, why, mayAlter } = compareType(column.type, found, isCompared);
  if (fit === 'same') {
    return [];
  }
  const wanted = formatColumnType(column.type);
  const actual = formatFactsType(found);
  const isDigest = table.columns[table.digestIndex] === column;
  const byMapping = isDigest ? 'Name a binary(32) column as "digest".' : `Write "${actual}" in the mapping`;
  return [
    {
      severity: fit === 'wrong' ? 'fail' : 'warn',
      found: `column ${found.name} is ${actual}, the mapping says ${wanted}: ${why}`,
      remedy: isDigest
        ? byMapping
        : mayAlter
          ? `${byMapping}, or change the column:`
          : mendByMapping(fit, byMapping),
      sql: mayAlter && !isDigest ? alterColumn(table, found, wanted) : null,
    },
  ];
}

function mendByMapping(fit: 'harmless' | 'wrong', byMapping: string): string {
  return fit === 'harmless'
    ? `${byMapping}.`
    : 'Map another value to this column, or the value to another column.';
}

function alterColumn(table: Table, found: ColumnFacts, type: string): string {
  const collation = found.collation === null ? '' : ` COLLATE ${found.collation}`;
  const nullability = found.nullable ? 'NULL' : 'NOT NULL';
  return `ALTER TABLE ${qualifiedName(table)} ALTER COLUMN ${quoteIdentifier(found.name)} ${type}${collation} ${nullability};`;
}

function nullDifference(column: Column, found: ColumnFacts, alwaysFilled: ReadonlySet<string>): Difference[] {
  return found.nullable || alwaysFilled.has(column.name)
    ? []
    : [
        {
          severity: 'warn',
          found: `column ${found.name} takes no NULL, and its value is not in every message`,
          remedy:
            'Make sure that "events" has only kinds that have it, or write string(...) around the expression.',
          sql: null,
        },
      ];
}

function unwrittenDifference(table: Table, column: ColumnFacts): Difference[] {
  const isMapped = table.columns.some(({ name }) => name.toLowerCase() === column.name.toLowerCase());
  if (isMapped || column.nullable || column.hasDefault || isFilledByServer(column)) {
    return [];
  }
  return [
    {
      severity: 'fail',
      found: `column ${column.name} (${formatFactsType(column)}) is NOT NULL without a default, and the mapping does not write it`,
      remedy:
        'Map a value to it, or give it a default (write a fitting value in place of the question mark):',
      sql: `ALTER TABLE ${qualifiedName(table)} ADD DEFAULT (?) FOR ${quoteIdentifier(column.name)};`,
    },
  ];
}
