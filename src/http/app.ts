import Router, { type RouterMiddleware } from '@koa/router';
import Koa from 'koa';
import type { Context, Middleware, Next } from 'koa';
import type { Logger } from '../log.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Callers } from '../net/callers.ts';
import type { ListenerObserver } from '../observer.ts';
import type { IncomingMessage, Receipt } from '../receive.ts';
import { bare, destinationUnreachable } from '../soap/faults.ts';
import { RefusedMessage } from '../soap/reply.ts';
import { createRequestBeginning } from './begin-request.ts';
import { createCallerGate } from './caller-gate.ts';
import { createEndpoint } from './endpoint.ts';
import { refuseOddFraming } from './framing.ts';
import { createContentGate, refuseCopies } from './gates.ts';
import { createLoadGates, createRateGate, type Limits } from './load-gates.ts';
import { createPages } from './pages.ts';
import { publicOrigin } from './public-origin.ts';
import { discardRest } from './discard-rest.ts';
import { createBodyReader } from './read-body.ts';
import type { Refusals } from './refusals.ts';
import { createRequestLog } from './request-log.ts';

export interface AppOptions {
  /** URL paths of the endpoint, compared without regard to case; a trailing slash makes no difference. */
  readonly paths: readonly string[];
  readonly maxBodyBytes: number;
  readonly callers: Callers;
  /** Takes down who was refused. */
  readonly refusals: Refusals;
  readonly limits: Limits;
  /** Whether the WSDL and its parts are served. */
  readonly metadata: boolean;
  readonly receive: (message: IncomingMessage) => Promise<Receipt>;
  /** Sends each message to another endpoint too. */
  readonly mirror?: Mirror | null;
  readonly log: Logger;
  readonly observer?: ListenerObserver;
}

/** Longest query that WCF takes, in characters. */
const MAX_QUERY = 2048;

/** The public listener's application: the endpoint's paths and `/healthz`, and nothing else. */
export function createApp(options: AppOptions): Koa {
  const app = new Koa();
  app.use(createRequestBeginning(options.observer));
  app.use(setSafeHeaders);
  app.use(createCallerGate(options.callers, options.refusals));
  app.use(discardRest);
  app.use(createRequestLog(options.log));
  app.use(refuseOddFraming);
  app.use(createRouter(options).routes() as Middleware);
  app.use(function notFound() {
    throw new RefusedMessage('not_found', 'there is nothing at this path', bare(404));
  });
  // What reaches Koa's own handler happened while a reply was written: the peer is gone.
  app.on('error', (error: unknown) => options.log.debug('reply not sent', { error }));
  return app;
}

function createRouter(options: AppOptions): Router {
  const { paths, maxBodyBytes, metadata, receive, mirror = null, limits } = options;
  const router = new Router();
  const endpoints = paths.map((path) => pathPattern(path, '/?'));
  const below = paths.map((path) => pathPattern(path, '/.+'));
  const [countBytes, countMessage] = createLoadGates(limits);
  const receiving = [
    ...(mirror === null ? [] : [refuseCopies]),
    createContentGate(maxBodyBytes),
    countBytes,
    ...createBodyReader(maxBodyBytes),
    countMessage,
    createEndpoint(receive, mirror),
  ];
  router.get(/^\/healthz$/, (ctx) => {
    ctx.body = 'Healthy';
  });
  for (const pattern of endpoints) {
    router.all(pattern, createRateGate(limits) as RouterMiddleware);
    router.all(pattern, queryGate);
    router.post(pattern, ...(receiving as RouterMiddleware[]));
    router.get(pattern, createPages(metadata) as RouterMiddleware);
    router.all(pattern, () => {
      throw new RefusedMessage(
        'method',
        'only POST, GET and HEAD are answered',
        bare(405, undefined, { Allow: 'GET, HEAD, POST' }),
      );
    });
  }
  for (const pattern of below) {
    router.post(pattern, (ctx) => {
      throw new RefusedMessage(
        'not_found',
        'there is nothing below the endpoint',
        destinationUnreachable(`${publicOrigin(ctx)}${ctx.path}${ctx.search}`),
      );
    });
  }
  return router;
}

/** Browsers take no reply for anything but what it says it is. */
async function setSafeHeaders(ctx: Context, next: Next): Promise<void> {
  ctx.set('X-Content-Type-Options', 'nosniff');
  await next();
}

async function queryGate(ctx: { querystring: string }, next: () => Promise<unknown>): Promise<void> {
  if (ctx.querystring.length > MAX_QUERY) {
    throw new RefusedMessage('query_too_long', `the query is longer than ${MAX_QUERY} characters`, bare(414));
  }
  await next();
}

function pathPattern(path: string, end: string): RegExp {
  const literal = path.replace(/\/+$/, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal}${end}$`, 'i');
}
