import type { Context, Middleware } from 'koa';
import { rightOf } from './access.ts';
import { AdminRefusal } from './refusal.ts';
import type { Problem } from './status.ts';
import type { ReadyFacts, StatusSource } from './status-source.ts';

/** What load balancers, orchestrators and monitoring ask. */
export interface Probes {
  readonly alive: Middleware;
  readonly ready: Middleware;
}

/**
 * `/healthz` says that the process answers. `/readyz` answers 503 while notifications could be lost or pile up;
 * `?scope=intake` only while no mandator's message could be stored: taking load away from the only instance because
 * its database is away would lose what the spool is there to keep.
 */
export function createProbes(source: Pick<StatusSource, 'collectReady'>): Probes {
  return {
    alive: function alive(ctx) {
      ctx.body = { status: 'alive' };
    },
    ready: async function ready(ctx) {
      const scope = scopeOf(ctx);
      const facts = await source.collectReady();
      const isReady = scope === 'all' ? facts.problems.length === 0 : facts.takesMessages;
      ctx.status = isReady ? 200 : 503;
      ctx.body = {
        status: isReady ? 'ready' : 'not_ready',
        scope,
        ...(rightOf(ctx) === null ? brief(facts) : facts),
      };
    },
  };
}

/** What anybody may know: codes, and neither names nor numbers. */
function brief({ takenAt, problems }: ReadyFacts): {
  takenAt: string;
  problems: Pick<Problem, 'code' | 'level'>[];
} {
  const codes = new Map(problems.map(({ code, level }) => [code, { code, level }]));
  return { takenAt, problems: [...codes.values()] };
}

function scopeOf({ query }: Context): 'all' | 'intake' {
  const { scope = 'all' } = query;
  if (scope !== 'all' && scope !== 'intake') {
    throw new AdminRefusal(400, 'unknown_scope', 'The scope is all or intake.');
  }
  return scope;
}
