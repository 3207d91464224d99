import Router, { type RouterMiddleware } from '@koa/router';
import Koa, { type Context, type Middleware, type Next } from 'koa';
import type { RepeatedLog } from '../http/repeated-log.ts';
import type { Logger } from '../log.ts';
import { createAccess, createRightGate } from './access.ts';
import { createOddRequestGate } from './odd-requests.ts';
import { refuseOtherSites } from './origin-gate.ts';
import type { Probes } from './probes.ts';
import { AdminRefusal } from './refusal.ts';
import { setAdminHeaders } from './safe-headers.ts';

export interface AdminAppOptions {
  /** Setting `adminToken`. */
  readonly token: string | undefined;
  /** Setting `adminHost`. */
  readonly host: string;
  readonly probes: Probes;
  /** Routes that need the right to look, each a piece of middleware that goes on where it has nothing to say. */
  readonly routes: readonly Middleware[];
  readonly log: Logger;
  /** For what anybody could cause many times. */
  readonly repeated: RepeatedLog;
}

/** The application of the listener for administrators. */
export function createAdminApp(options: AdminAppOptions): Koa {
  const { token, host, probes, routes, log, repeated } = options;
  const app = new Koa();
  app.use(setAdminHeaders);
  app.use(createErrorReplies(log));
  app.use(createOddRequestGate());
  app.use(refuseOtherSites);
  app.use(probesWithoutToken(probes));
  app.use(createAccess({ token, host, log: repeated }));
  app.use(probesWithToken(probes));
  app.use(createRightGate(token !== undefined));
  for (const route of routes) {
    app.use(route);
  }
  app.use(function notFound() {
    throw new AdminRefusal(404, 'not_found', 'There is nothing at this path.');
  });
  // What reaches Koa's own handler happened while a reply was written: the peer is gone.
  app.on('error', (error: unknown) => log.debug('reply not sent', { error }));
  return app;
}

function probesWithoutToken({ alive }: Probes): Middleware {
  const router = new Router();
  router.get('/healthz', alive as RouterMiddleware);
  return router.routes() as Middleware;
}

/** Anybody may ask; who has the right to look is told more. */
function probesWithToken({ ready }: Probes): Middleware {
  const router = new Router();
  router.get('/readyz', ready as RouterMiddleware);
  return router.routes() as Middleware;
}

/** What is answered to those who have no right, or too often tried to get one. */
const NOT_LISTENED_TO = new Set([401, 403, 429]);

/** Turns what is thrown inside into a reply: JSON for programs, plain text for people. */
function createErrorReplies(log: Logger): Middleware {
  return async function errorReplies(ctx: Context, next: Next) {
    try {
      await next();
    } catch (error) {
      const refusal = error instanceof AdminRefusal ? error : unexpected(ctx, error, log);
      ctx.status = refusal.status;
      // Who may not ask is not listened to any longer: reading a body to its end costs time, too.
      if (NOT_LISTENED_TO.has(refusal.status) && !ctx.req.complete) {
        ctx.res.shouldKeepAlive = false;
      }
      ctx.set(refusal.headers);
      if (ctx.path.startsWith('/api/') || ctx.accepts('html', 'text', 'json') === 'json') {
        ctx.body = { error: { code: refusal.code, message: refusal.message } };
      } else {
        ctx.type = 'text/plain';
        ctx.body = `${refusal.message}\n`;
      }
    }
  };
}

function unexpected(ctx: Context, error: unknown, log: Logger): AdminRefusal {
  const { status, code, message } = error as Partial<Record<string, unknown>> & Error;
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new AdminRefusal(400, 'bad_request', 'The body is not what its Content-Encoding says.');
  }
  // What the body's parser refuses: no JSON, too long.
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AdminRefusal(status, 'bad_request', message);
  }
  log.error('a request of an administrator failed', { method: ctx.method, path: ctx.path, error });
  return new AdminRefusal(500, 'internal_error', 'It failed. The log of the service says why.');
}
