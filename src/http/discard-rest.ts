import { finished } from 'node:stream/promises';
import type { Context, Next } from 'koa';
import { waitsForContinue } from './expect-continue.ts';

/**
 * Reads and throws away what a refused sender still sends, for as long as a request may take. To close a connection
 * while it sends would reset it, and the reply that is on its way would be lost with it: so where the connection is
 * to be closed after the reply, the reply waits for the rest.
 */
export async function discardRest(ctx: Context, next: Next): Promise<void> {
  await next();
  if (ctx.req.complete || waitsForContinue(ctx.req)) {
    return;
  }
  ctx.req.resume();
  if (!ctx.res.shouldKeepAlive) {
    await finished(ctx.req, { writable: false }).catch(() => undefined);
  }
}
