import type { InsertStatement } from '../sql/statement-ast.ts';
import { assertMay } from './access.ts';
import { unify } from './bind-case.ts';
import type { BindContext, BoundScalar, Env } from './bound.ts';
import { convertValue } from './convert.ts';
import { bindRowBuilder } from './row-builder.ts';
import type { RowBuilder } from './row-builder.ts';
import { requireTable } from './object-names.ts';
import { EMPTY_SCOPE } from './scope.ts';
import { SqlError, invalidColumn } from './sql-error.ts';
import { INT } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { Table } from './table.ts';
import type { SqlRow } from './value.ts';
import { assertWritable } from './writable.ts';
import type { UndoEntry } from './catalog.ts';

/** An INSERT, ready to be run. */
export interface BoundInsert {
  readonly table: Table;
  /** Adds the rows in the order of the source. @returns the rows as they stand in the table now */
  run(env: Env, undo: UndoEntry[]): SqlRow[];
}

/** The rows to insert, with the types they come in. */
interface InsertSource {
  readonly types: readonly SqlType[];
  /** Per row and column; `undefined` asks for the default. */
  run(env: Env): readonly (readonly (SqlRow[number] | undefined)[])[];
}

/** @throws SqlError 109, 110, 120, 121, 207, 208, 213, 229, 264, 271, 544, 8101, 10738 */
export function bindInsert(statement: InsertStatement, context: BindContext): BoundInsert {
  const { session } = context;
  const table = requireTable(statement.table, session);
  assertMay(session, table, 'INSERT');
  // The source first: where it reads the same table, the exclusive lock must win over its shared one.
  const source = bindSource(statement, context);
  context.locks.set(table, 'exclusive');
  context.heldLocks.add(table);
  const identityInsert = session.options.identityInsert === table;
  const columns = targetColumns(statement, table, identityInsert);
  assertWidth(statement, columns, source);
  const builder: RowBuilder = bindRowBuilder(table, context);
  return {
    table,
    run: (env, undo) => {
      assertWritable(table);
      return source.run(env).map((values) => {
        const given = new Map(columns.map((at, position) => [at, converted(values[position], position)]));
        const row = builder.build(given, identityInsert);
        table.insert(row, undo);
        return row;
      });
    },
  };

  function converted(
    value: SqlRow[number] | undefined,
    position: number,
  ): { value: SqlRow[number]; type: SqlType } | undefined {
    const type = source.types[position];
    return value === undefined || type === undefined ? undefined : { value, type };
  }
}

function targetColumns(statement: InsertStatement, table: Table, identityInsert: boolean): number[] {
  if (statement.columns === null) {
    const all = table.columns.map((_, at) => at).filter((at) => !isGenerated(table, at, identityInsert));
    return statement.source === null ? [] : all;
  }
  const seen = new Set<number>();
  return statement.columns.map((name) => {
    const at = table.columnIndex(name);
    const column = table.columns[at];
    if (column === undefined) {
      throw invalidColumn(name);
    }
    if (seen.has(at)) {
      throw new SqlError(
        264,
        `The column name '${name}' is specified more than once in the SET clause or column list of an INSERT.`,
      );
    }
    seen.add(at);
    if (column.computed !== null) {
      throw new SqlError(
        271,
        `The column "${column.name}" cannot be modified because it is either a computed column or is the result of a UNION operator.`,
      );
    }
    if (column.identity !== null && !identityInsert) {
      throw new SqlError(
        544,
        `Cannot insert explicit value for identity column in table '${table.name}' when IDENTITY_INSERT is set to OFF.`,
      );
    }
    return at;
  });
}

function isGenerated(table: Table, at: number, identityInsert: boolean): boolean {
  const column = table.columns[at];
  return column?.computed !== null || (column.identity !== null && !identityInsert);
}

function assertWidth(
  { columns, source }: InsertStatement,
  targets: readonly number[],
  bound: InsertSource,
): void {
  const width = bound.types.length;
  if (source === null || width === targets.length) {
    return;
  }
  if (columns === null) {
    throw new SqlError(213, 'Column name or number of supplied values does not match table definition.');
  }
  const more = targets.length > width;
  if (source.kind === 'rows') {
    throw more
      ? new SqlError(
          109,
          'There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
          15,
        )
      : new SqlError(
          110,
          'There are fewer columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
          15,
        );
  }
  throw more
    ? new SqlError(
        120,
        'The select list for the INSERT statement contains fewer items than the insert list. The number of SELECT values must match the number of INSERT columns.',
        15,
      )
    : new SqlError(
        121,
        'The select list for the INSERT statement contains more items than the insert list. The number of SELECT values must match the number of INSERT columns.',
        15,
      );
}

function bindSource({ source }: InsertStatement, context: BindContext): InsertSource {
  if (source === null) {
    return { types: [], run: () => [[]] };
  }
  if (source.kind !== 'rows') {
    const query = context.binder.query(source, EMPTY_SCOPE, context);
    return { types: query.columns.map((column) => column.type), run: (env) => query.run(env) };
  }
  if (source.rows.length > 1000) {
    throw new SqlError(
      10738,
      'The number of row value expressions in the INSERT statement exceeds the maximum allowed number of 1000 row values.',
      15,
    );
  }
  const rows = source.rows.map((row) =>
    row.map((entry) => (entry === 'default' ? null : context.binder.scalar(entry, EMPTY_SCOPE, context))),
  );
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width)) {
    throw new SqlError(
      10709,
      'The number of columns for each row in a table value constructor must be the same.',
    );
  }
  const types = Array.from({ length: width }, (_, at) => unifyType(rows.map((row) => row[at] ?? null)));
  return {
    types,
    run: (env) =>
      rows.map((row) =>
        row.map((cell, at) =>
          cell === null ? undefined : convertValue(cell.run(env), cell.type, types[at] as SqlType),
        ),
      ),
  };
}

/** Several rows are one table value constructor: a column of them has one type, as with UNION ALL. */
function unifyType(cells: readonly (BoundScalar | null)[]): SqlType {
  const bound = cells.filter((cell) => cell !== null);
  return bound.length === 0 ? INT : unify(bound, 'UNION').type;
}
