import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, for Prometheus. */
export function createMetricsRoute({ text, contentType }: Pick<Metrics, 'text' | 'contentType'>): Middleware {
  const router = new Router();
  router.get('/metrics', async (ctx) => {
    ctx.body = await text();
    ctx.set('Content-Type', contentType);
  });
  return router.routes() as Middleware;
}
