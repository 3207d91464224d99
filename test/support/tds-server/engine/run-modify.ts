import type { Statement, UpdateStatement } from '../sql/statement-ast.ts';
import { assertMay } from './access.ts';
import type { BindContext, BoundPredicate, BoundScalar, Env } from './bound.ts';
import type { UndoEntry } from './catalog.ts';
import { rowScope } from './column-source.ts';
import { requireTable } from './object-names.ts';
import type { Permission } from './permissions.ts';
import { bindRowBuilder } from './row-builder.ts';
import type { Given } from './row-builder.ts';
import type { Expression, ObjectName } from '../sql/ast.ts';
import { SqlError, invalidColumn } from './sql-error.ts';
import type { SqlRow } from './value.ts';
import { assertWritable } from './writable.ts';

/** An UPDATE, DELETE or TRUNCATE, ready to be run. */
export interface BoundModification {
  /** @returns the number of rows changed */
  run(env: Env, undo: UndoEntry[]): number;
}

/** @throws SqlError 207, 208, 229, 271, 8102 */
export function bindUpdate(statement: UpdateStatement, context: BindContext): BoundModification {
  const target = bindTarget(statement.table, statement.where, 'UPDATE', context);
  const { table, scope } = target;
  const assignments = statement.assignments.map(({ column: name, value }): readonly [number, BoundScalar] => {
    const at = table.columnIndex(name);
    const column = table.columns[at];
    if (column === undefined) {
      throw invalidColumn(name);
    }
    if (column.computed !== null) {
      throw new SqlError(
        271,
        `The column "${column.name}" cannot be modified because it is either a computed column or is the result of a UNION operator.`,
      );
    }
    if (column.identity !== null) {
      throw new SqlError(8102, `Cannot update identity column '${column.name}'.`);
    }
    return [at, context.binder.scalar(value, scope, context)];
  });
  const builder = bindRowBuilder(table, context);
  return {
    run: (env, undo) => {
      assertWritable(table);
      const rows = target.find(env);
      for (const [rowId, row] of rows) {
        env.rows[scope.slot] = row;
        const given = new Map(
          assignments.map(([at, scalar]): [number, Given] => [
            at,
            { value: scalar.run(env), type: scalar.type },
          ]),
        );
        table.replace(rowId, builder.change(row, given), undo);
      }
      return rows.length;
    },
  };
}

/** @throws SqlError 208, 229 */
export function bindDelete(
  statement: Statement & { kind: 'delete' },
  context: BindContext,
): BoundModification {
  const target = bindTarget(statement.table, statement.where, 'DELETE', context);
  return {
    run: (env, undo) => {
      assertWritable(target.table);
      const rows = target.find(env);
      rows.forEach(([rowId]) => target.table.delete(rowId, undo));
      return rows.length;
    },
  };
}

/** Unlike DELETE it starts the identity anew. @throws SqlError 208, 1088 */
export function bindTruncate(
  statement: Statement & { kind: 'truncate' },
  context: BindContext,
): BoundModification {
  const target = bindTarget(statement.table, null, 'ALTER', context);
  const { table } = target;
  return {
    run: (env, undo) => {
      assertWritable(table);
      target.find(env).forEach(([rowId]) => table.delete(rowId, undo));
      const before = table.nextIdentity;
      table.nextIdentity = BigInt(
        table.columns.find((column) => column.identity !== null)?.identity?.seed ?? 1,
      );
      undo.push({ kind: 'catalog', undo: () => (table.nextIdentity = before) });
      return 0;
    },
  };
}

function bindTarget(
  name: ObjectName,
  condition: Expression | null,
  permission: Permission,
  context: BindContext,
) {
  const table = requireTable(name, context.session);
  assertMay(context.session, table, permission);
  const scope = rowScope(table.columns, table.name, context, table.fullName);
  const where: BoundPredicate | null =
    condition === null ? null : context.binder.predicate(condition, scope, context);
  if (where !== null && permission !== 'ALTER') {
    assertMay(context.session, table, 'SELECT');
  }
  context.locks.set(table, 'exclusive');
  context.heldLocks.add(table);
  const find = (env: Env): [number, SqlRow][] =>
    [...table.rows].filter(([, row]) => {
      env.rows[scope.slot] = row;
      return where === null || where.run(env) === true;
    });
  return { table, scope, find };
}
