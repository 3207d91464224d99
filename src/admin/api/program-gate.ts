import type { Context, Next } from 'koa';
import { rightOf } from '../access.ts';
import { AdminRefusal } from '../refusal.ts';

/**
 * Middleware that refuses requests that change something unless a program of the administrator's sent them: with the
 * token as a bearer token, or with the header X-Requested-With. Pages of other sites can add neither without a
 * permission that this service never gives (CORS).
 */
export async function refuseForms(ctx: Context, next: Next): Promise<void> {
  const isSafe = ctx.method === 'GET' || ctx.method === 'HEAD';
  if (!isSafe && rightOf(ctx) !== 'bearer' && ctx.get('X-Requested-With') === '') {
    const message = 'Send the token as a bearer token, or the header X-Requested-With with any value.';
    throw new AdminRefusal(403, 'header_needed', message);
  }
  await next();
}
