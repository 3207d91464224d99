import type { Context, Next } from 'koa';
import { AdminRefusal } from './refusal.ts';

/** Requests that change nothing. */
const SAFE = new Set(['GET', 'HEAD']);

/**
 * Middleware that refuses requests that change something where a browser says that another site sent them:
 * Sec-Fetch-Site where the connection is one that browsers trust, Origin on all others. Programs send neither.
 */
export async function refuseOtherSites(ctx: Context, next: Next): Promise<void> {
  if (!SAFE.has(ctx.method)) {
    const site = ctx.get('Sec-Fetch-Site');
    const origin = ctx.get('Origin');
    if ((site !== '' && site !== 'same-origin') || (origin !== '' && !isOwnOrigin(origin, ctx.get('Host')))) {
      throw new AdminRefusal(403, 'other_site', 'The request comes from a page of another site.');
    }
  }
  await next();
}

/** The scheme may be either: a proxy in front may have taken TLS away. */
function isOwnOrigin(origin: string, host: string): boolean {
  const url = URL.parse(origin);
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.host === URL.parse(`${url.protocol}//${host}`)?.host
  );
}
