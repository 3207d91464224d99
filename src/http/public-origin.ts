import type { Context } from 'koa';
import { stateOf } from './request-log.ts';

/** A host name, an IPv4 address or a bracketed IPv6 address, perhaps with a port (RFC 3986, section 3.2). */
const HOST = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?\.?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * The scheme and host that a request was sent to in the first place: what the outermost believed proxy says
 * (X-Forwarded-Proto, X-Forwarded-Host or Azure's X-Original-Host; ARR says with X-ARR-SSL that it took TLS), else the
 * connection's own. What is no scheme or host does not count.
 */
export function publicOrigin(ctx: Context): string {
  const { proxies } = stateOf(ctx).client;
  const forwarded = (name: string): string => elementOf(ctx.get(name), proxies);
  const scheme = [forwarded('X-Forwarded-Proto').toLowerCase(), forwarded('X-ARR-SSL') === '' ? '' : 'https'];
  const hosts = [forwarded('X-Forwarded-Host'), forwarded('X-Original-Host'), ctx.get('Host')];
  // HTTP/1.0 may come without a Host.
  const host = hosts.find((candidate) => HOST.test(candidate)) ?? 'localhost';
  return `${scheme.find((candidate) => /^https?$/.test(candidate)) ?? ctx.protocol}://${host}`;
}

/** Each proxy that appends adds an element on the right; one that overwrites leaves a single one. */
function elementOf(header: string, proxies: number): string {
  const elements = header.split(',').map((element) => element.trim());
  return proxies === 0 ? '' : (elements[Math.max(0, elements.length - proxies)] ?? '');
}
