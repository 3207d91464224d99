import type { Query } from '../sql/query-ast.ts';
import type { Execution } from './execution.ts';
import { EMPTY_SCOPE } from './scope.ts';
import { withLocks } from './with-locks.ts';

/** SELECT: sends its rows, or assigns variables and sends nothing. */
export async function runQuery(query: Query, execution: Execution): Promise<void> {
  const { session, sink } = execution;
  await withLocks(
    execution,
    (context) => context.binder.query(query, EMPTY_SCOPE, context),
    (bound, env) => {
      const rows = bound.run(env);
      session.rowCount = rows.length;
      if (bound.assigns) {
        return;
      }
      sink.columns(bound.columns);
      rows.forEach((row) => sink.row(row));
      sink.done('SELECT', rows.length, false);
    },
  );
}
