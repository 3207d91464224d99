import { bindPredicate } from './bind-predicate.ts';
import { bindQuery } from './bind-query.ts';
import { bindScalar } from './bind-scalar.ts';
import type { BindContext, Binder, Env } from './bound.ts';
import type { Execution } from './execution.ts';
import type { Table } from './table.ts';

const BINDER: Binder = { scalar: bindScalar, predicate: bindPredicate, query: bindQuery };

/** Starts the binding of one statement. */
function createContext({ session, variables }: Execution): BindContext {
  return {
    session,
    variables,
    now: Date.now(),
    locks: new Map(),
    heldLocks: new Set(),
    nextSlot: 0,
    binder: BINDER,
  };
}

/** An environment without rows. */
function createEnv(): Env {
  return { rows: [], aggregates: [] };
}

/**
 * Binds, waits for the tables' locks, and runs. Where it had to wait it binds again, for the tables may be others by
 * then. Locks that need not be kept until the transaction's end are let go of afterwards.
 * @throws SqlError from binding and running, 1205, 1222; the signal's reason
 */
export async function withLocks<Bound, Result>(
  execution: Execution,
  bind: (context: BindContext) => Bound,
  run: (bound: Bound, env: Env) => Result | Promise<Result>,
): Promise<Result> {
  const { session, signal } = execution;
  const { locks } = session.instance;
  const taken = new Set<Table>();
  let held = new Set<Table>();
  try {
    for (;;) {
      const context = createContext(execution);
      const bound = bind(context);
      held = context.heldLocks;
      const missing = [...context.locks].find(([table, mode]) => {
        const before = locks.holds(session, table);
        const granted = locks.tryAcquire(session, table, mode);
        if (granted && !before) {
          taken.add(table);
        }
        return !granted;
      });
      if (missing === undefined) {
        return await run(bound, createEnv());
      }
      const [table, mode] = missing;
      const before = locks.holds(session, table);
      await locks.wait(session, table, mode, { timeout: session.options.lockTimeout, signal });
      if (!before) {
        taken.add(table);
      }
    }
  } finally {
    for (const table of taken) {
      if (session.transaction === null || !held.has(table)) {
        locks.release(session, table);
      }
    }
  }
}
