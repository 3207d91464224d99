import Router, { type RouterMiddleware } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import type { Actions } from '../actions.ts';
import { AdminRefusal } from '../refusal.ts';
import type { ServiceStatus } from '../status.ts';
import type { StatusSource } from '../status-source.ts';
import { refuseForms } from './program-gate.ts';
import { readJson, readQuery } from './read-input.ts';
import { readSetAside } from './read-set-aside.ts';
import { selectSubscriptions, SUBSCRIPTION_QUERY } from './select-subscriptions.ts';

export interface ApiRoutesOptions {
  readonly source: Pick<StatusSource, 'collectStatus'>;
  readonly actions: Actions;
}

/** Above any body that is asked for: some thousand numbers of rows. */
const BODY_LIMIT = '64kb';

const LOG_LEVEL = z.strictObject({ level: z.enum(['error', 'warn', 'info', 'debug']) });
const SELFTEST = z.strictObject({ mandator: z.string().optional() });
const NOTIFICATION_QUERY = {
  mandator: z.string().optional(),
  fate: z.enum(['table', 'spool', 'refused', 'failed']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(200),
};

/** `/api/`: what the status page shows and does, as JSON. Goes on to the next middleware at every other path. */
export function createApiRoutes({ source, actions }: ApiRoutesOptions): Middleware {
  const router = new Router({ prefix: '/api' });
  const readBody = koaBody({ json: true, urlencoded: false, text: false, jsonLimit: BODY_LIMIT });
  const get = (path: string, answer: (status: ServiceStatus, ctx: Context) => object): void => {
    router.get(path, (async (ctx: Context) => {
      ctx.body = answer(await source.collectStatus(), ctx);
    }) as RouterMiddleware);
  };
  const on = (method: 'post' | 'put', path: string, answer: (ctx: Context) => Promise<object>): void => {
    router[method](
      path,
      refuseForms as RouterMiddleware,
      readBody as RouterMiddleware,
      (async (ctx: Context) => {
        ctx.body = await answer(ctx);
      }) as RouterMiddleware,
    );
  };

  get('/status', ({ subscriptions, ...status }) => {
    const { takenAt, storageError, totals } = subscriptions;
    return { ...status, subscriptions: { takenAt, storageError, totals } };
  });
  get('/problems', ({ takenAt, problems }) => ({ takenAt, problems }));
  get('/mandators', ({ takenAt, mandators }) => ({ takenAt, mandators }));
  get('/history', ({ takenAt, history }) => ({ takenAt, history }));
  get('/set-aside', ({ takenAt, setAside }) => ({ takenAt, ...setAside }));
  get('/settings', ({ settings }) => ({ settings }));
  get('/subscriptions', ({ subscriptions }, ctx) =>
    selectSubscriptions(subscriptions, readQuery(ctx, SUBSCRIPTION_QUERY)),
  );
  get('/notifications', ({ takenAt, notifications }, ctx) => {
    const { mandator, fate, limit } = readQuery(ctx, NOTIFICATION_QUERY);
    const found = notifications.filter(
      (one) =>
        (mandator === undefined || one.mandator?.toLowerCase() === mandator.toLowerCase()) &&
        (fate === undefined || one.fate === fate),
    );
    return { takenAt, notifications: found.slice(0, limit) };
  });
  router.get('/log-level', (ctx) => {
    ctx.body = { level: actions.logLevel() };
  });

  on('post', '/set-aside/retry', async (ctx) => ({ rows: await actions.retry(readSetAside(ctx)) }));
  on('post', '/set-aside/drop', async (ctx) => ({ rows: await actions.drop(readSetAside(ctx)) }));
  on('put', '/log-level', (ctx) => {
    actions.setLogLevel(readJson(ctx, LOG_LEVEL).level);
    return Promise.resolve({ level: actions.logLevel() });
  });
  on('post', '/selftest', async (ctx) => {
    const { mandator: wanted } = readJson(ctx, SELFTEST);
    const { mandators } = await source.collectStatus();
    const found = mandators.find(({ mandator, isDefault }) =>
      wanted === undefined ? isDefault : mandator.toLowerCase() === wanted.toLowerCase(),
    );
    if (found === undefined) {
      throw new AdminRefusal(404, 'unknown_mandator', 'There is no such mandator.');
    }
    const report = await actions.selftest(found.mandator);
    if (report === null) {
      throw new AdminRefusal(409, 'selftest_under_way', 'Another self-test is under way.');
    }
    return report;
  });
  router.all('/{*rest}', (ctx) => {
    const known = router.stack.filter(({ path }) => path === ctx.path).flatMap(({ methods }) => methods);
    if (known.length > 0) {
      const allow = [...new Set(known)].join(', ');
      throw new AdminRefusal(405, 'method', `Only ${allow} are answered here.`, { Allow: allow });
    }
    throw new AdminRefusal(404, 'not_found', 'There is nothing at this path; docs/admin.md has the others.');
  });
  return router.routes() as Middleware;
}
