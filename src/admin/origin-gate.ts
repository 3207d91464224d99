import type { Context, Next } from 'koa';
import { AdminRefusal } from './refusal.ts';

/** Requests that change nothing. */
const SAFE = new Set(['GET', 'HEAD']);

/**
 * Middleware that refuses what a browser sends for a page of another site: Sec-Fetch-Site tells it where the
 * connection is one that browsers trust, Origin on all others. Programs send neither. Links from elsewhere may lead
 * here; what another site embeds or fetches it could not read anyhow, but could measure how long it takes.
 */
export async function refuseOtherSites(ctx: Context, next: Next): Promise<void> {
  const site = ctx.get('Sec-Fetch-Site');
  const origin = ctx.get('Origin');
  const isOther = SAFE.has(ctx.method)
    ? (site === 'cross-site' || site === 'same-site') && !isVisit(ctx)
    : (site !== '' && site !== 'same-origin') || (origin !== '' && !isOwnOrigin(origin, ctx.get('Host')));
  if (isOther) {
    throw new AdminRefusal(403, 'other_site', 'The request comes from a page of another site.');
  }
  await next();
}

/** Whether somebody follows a link, so that the answer is a page of its own. */
function isVisit(ctx: Context): boolean {
  return ctx.get('Sec-Fetch-Mode') === 'navigate' && ctx.get('Sec-Fetch-Dest') === 'document';
}

/** The scheme may be either: a proxy in front may have taken TLS away. */
function isOwnOrigin(origin: string, host: string): boolean {
  const url = URL.parse(origin);
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.host === URL.parse(`${url.protocol}//${host}`)?.host
  );
}
