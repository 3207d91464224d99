import type { Context, Middleware } from 'koa';
import type { Callers } from '../net/callers.ts';
import { bare } from '../soap/faults.ts';
import type { Refusals } from './refusals.ts';
import { senderFields, stateOf } from './request-log.ts';
import { sendReply } from './send-reply.ts';

/**
 * Finds out who sends, and answers 403 to those who may not, without asking for their body,
 * reading it or keeping the connection. Health checks are answered to all: load balancers call from anywhere, and the
 * answer tells nothing.
 */
export function createCallerGate(callers: Callers, refusals: Refusals): Middleware {
  return async function callerGate(ctx, next) {
    const client = callers.identify(ctx.req);
    stateOf(ctx).client = client;
    if (callers.isAllowed(client) || isHealthCheck(ctx)) {
      await next();
      return;
    }
    stateOf(ctx).refusal = 'caller_not_allowed';
    refusals.note({
      client,
      fields: {
        ...senderFields(client, ctx.get('X-Forwarded-For')),
        status: 403,
        method: ctx.method,
        path: ctx.path,
        code: 'caller_not_allowed',
        reason: 'the sender is in no network of the setting allow',
      },
    });
    sendReply(ctx, bare(403, undefined, { Connection: 'close' }));
  };
}

function isHealthCheck(ctx: Context): boolean {
  return ctx.path === '/healthz' && (ctx.method === 'GET' || ctx.method === 'HEAD');
}
