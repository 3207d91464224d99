import type { Row, Table } from '../../mapping/table.ts';
import { qualifiedName, quoteIdentifier } from './identifiers.ts';
import { parameterType, parameterValue, type Parameter } from './parameters.ts';
import { sameKeyCondition } from './same-key.ts';

/** A statement for a fixed number of rows; fewer are given to it with the rest empty. */
export interface InsertStatement {
  /** How many rows it has room for. */
  readonly size: number;
  /** Answers one row with one column: how many rows were added. */
  readonly text: string;
  /** @throws RangeError where there are none, or more than it has room for */
  parameters(rows: readonly Row[]): Parameter[];
}

/** Parameters a procedure call may have (https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server). */
const MAX_PARAMETERS = 2100;

/** Those of sp_executesql itself (statement and declarations), and the number of rows. */
const OWN_PARAMETERS = 3;

/**
 * Room for how many rows the statements have. Few sizes, so that the server has the plans ready: a size is its
 * own text and its own plan, and compiling one for 64 rows takes longer than running it many times.
 */
const SIZES: readonly number[] = [1, 4, 16, 64];

/**
 * Makes the statements for a table, smallest first, as far as the limit of parameters allows.
 * @throws RangeError where not even one row fits
 */
export function createInsertStatements(table: Table): readonly InsertStatement[] {
  const fitting = Math.floor((MAX_PARAMETERS - OWN_PARAMETERS) / table.columns.length);
  if (fitting < 1) {
    throw new RangeError(
      `the mapping has ${table.columns.length} columns; SQL Server takes at most ${MAX_PARAMETERS - OWN_PARAMETERS} in one statement`,
    );
  }
  const sizes = SIZES.filter((size) => size < fitting);
  const largest = Math.min(fitting, SIZES.at(-1) ?? 1);
  return [...sizes.filter((size) => size < largest), largest].map((size) => createStatement(table, size));
}

/** The smallest statement with room for so many rows, else the largest. */
export function statementFor(statements: readonly InsertStatement[], rows: number): InsertStatement {
  const found = statements.find(({ size }) => size >= rows) ?? statements.at(-1);
  if (found === undefined) {
    throw new RangeError('there are no statements');
  }
  return found;
}

function createStatement(table: Table, size: number): InsertStatement {
  const types = table.columns.map(({ type }) => ({ column: type, parameter: parameterType(type) }));
  const count = parameterType({ kind: 'int' });
  return {
    size,
    text: size === 1 ? singleRowText(table) : manyRowsText(table, size),
    parameters(rows) {
      if (rows.length < 1 || rows.length > size) {
        throw new RangeError(`${rows.length} rows for a statement with room for ${size}`);
      }
      const parameters: Parameter[] = size === 1 ? [] : [{ name: 'n', ...count, value: rows.length }];
      for (let index = 0; index < size; index++) {
        const values = rows[index]?.values;
        types.forEach(({ column, parameter }, position) => {
          const name = parameterName(index * types.length + position);
          parameters.push({ name, ...parameter, value: parameterValue(values?.[position] ?? null, column) });
        });
      }
      return parameters;
    },
  };
}

function parameterName(index: number): string {
  return `p${index}`;
}

/*
 * `WHERE NOT EXISTS` looks and adds in one statement; the locks keep others from adding the same key in between
 * (where a server ignores them, the unique index refuses the second one and the statement is run again).
 * NOCOUNT keeps triggers and servers from answering counts of their own; `@@ROWCOUNT` is that of the INSERT
 * whatever its triggers did.
 */

/** One row is what comes most of the time: no derived table, and nothing to sort. */
function singleRowText(table: Table): string {
  const values = table.columns.map((_, column) => `@${parameterName(column)}`);
  return (
    `${insertClause(table)}\n` +
    `SELECT ${values.join(', ')}\n` +
    `WHERE ${isMissing(table, (column) => `@${parameterName(column)}`)};\n` +
    ANSWER
  );
}

/** ORDER BY gives identities in the order of the rows; `@n` is how many of the rows are meant. */
function manyRowsText(table: Table, size: number): string {
  const waiting = table.columns.map((_, column) => `c${column}`);
  const rows = Array.from({ length: size }, (_, row) => {
    const names = waiting.map((_, column) => `@${parameterName(row * waiting.length + column)}`);
    return `(${[row, ...names].join(',')})`;
  });
  return (
    `${insertClause(table)}\n` +
    `SELECT ${waiting.map((column) => `v.${column}`).join(', ')}\n` +
    `FROM (VALUES ${rows.join(',\n')}) AS v (n, ${waiting.join(', ')})\n` +
    `WHERE v.n < @n AND ${isMissing(table, (column) => `v.c${column}`)}\n` +
    `ORDER BY v.n;\n` +
    ANSWER
  );
}

const ANSWER = 'SELECT @@ROWCOUNT AS written;';

function insertClause(table: Table): string {
  const columns = table.columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  return `SET NOCOUNT ON;\nINSERT INTO ${qualifiedName(table)} (${columns})`;
}

function isMissing(table: Table, waitingValue: (index: number) => string): string {
  const same = sameKeyCondition(table, waitingValue);
  return `NOT EXISTS (SELECT 1 FROM ${qualifiedName(table)} AS t WITH (UPDLOCK, HOLDLOCK) WHERE ${same})`;
}
