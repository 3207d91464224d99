import { parseColumnType } from './column-type.ts';
import { compileExpression, ExpressionError, type CompiledExpression } from './compile-expression.ts';
import type { RowKind } from './events.ts';
import { MappingError, type mappingFileSchema } from './mapping-file.ts';
import type { Column, Table } from './table.ts';
import { parseTableName } from './table-name.ts';
import type { Context } from './variables.ts';
import type { z } from 'zod';

/** A mapping ready for use: the table for the stores, and how each of its columns is read. */
export interface Mapping {
  readonly table: Table;
  readonly kinds: ReadonlySet<RowKind>;
  /** One for each column that is read from a message: all of `table.columns` but the digest. */
  readonly sources: readonly ColumnSource[];
  /** What it was compiled from. Plain data, so that another thread can compile it again. */
  readonly file: z.output<typeof mappingFileSchema>;
}

export interface ColumnSource {
  readonly context: Context;
  readonly expression: CompiledExpression;
  /** As it stands in the file, for messages. */
  readonly text: string;
}

const DIGEST_TYPE = { kind: 'binary', length: 32 } as const;

/**
 * Compiles a mapping file that has the right shape: types, table name, key and every expression.
 * @param origin where it came from, for the error
 * @throws MappingError naming every problem, with column, expression and position
 */
export function compileMapping(file: z.output<typeof mappingFileSchema>, origin: string): Mapping {
  const problems: string[] = [];
  const attempt = <T>(place: string, action: () => T): T | null => {
    try {
      return action();
    } catch (error) {
      if (error instanceof ExpressionError) {
        problems.push(...error.problems.map((problem) => `${place}: ${problem}`));
      } else if (error instanceof RangeError) {
        problems.push(`${place}: ${error.message}`);
      } else {
        throw error;
      }
      return null;
    }
  };
  const name = attempt('table', () => parseTableName(file.table));
  const columns: Column[] = [];
  const sources: ColumnSource[] = [];
  for (const { name: column, type: typeText, context, value } of file.columns) {
    const type = attempt(`column "${column}", type`, () => parseColumnType(typeText));
    const expression = attempt(`column "${column}", value "${value}"`, () =>
      compileExpression(value, context),
    );
    if (type !== null && expression !== null) {
      columns.push({ name: column, type });
      sources.push({ context, expression, text: value });
    }
  }
  problems.push(...nameProblems(file));
  if (name === null || problems.length > 0) {
    throw new MappingError(origin, problems);
  }
  if (file.digest !== null) {
    columns.push({ name: file.digest, type: DIGEST_TYPE });
  }
  const table: Table = {
    ...name,
    identity: file.identity,
    columns,
    digestIndex: file.digest === null ? -1 : columns.length - 1,
    keyIndexes: file.key.map((key) => columns.findIndex((column) => sameName(column.name, key))),
  };
  return { table, kinds: new Set(file.events), sources, file };
}

/** SQL Server compares identifiers by the database's collation, which usually ignores case. */
function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function nameProblems(file: z.output<typeof mappingFileSchema>): string[] {
  const names = file.columns.map((column) => column.name);
  const all = [...names, file.identity, file.digest].filter((name) => name !== null);
  const problems = all
    .filter((name, index) => all.findIndex((other) => sameName(other, name)) < index)
    .map((name) => `column "${name}" is there more than once`);
  const unknown = file.key.filter((key) => !names.some((name) => sameName(name, key)));
  problems.push(
    ...unknown.map((key) => `key: there is no column "${key}"; the columns are ${names.join(', ')}`),
  );
  return problems;
}
