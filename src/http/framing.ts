import type { IncomingMessage } from 'node:http';
import type { Context, Next } from 'koa';
import { bare } from '../soap/faults.ts';
import { RefusedMessage } from '../soap/reply.ts';

/** Most header lines of a request. Exchange sends about ten, and proxies add a few. */
const MAX_HEADERS = 100;

/** A host name, IPv4 address or IPv6 address in brackets, with or without a port (RFC 3986, 3.2.2). */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/i;

/**
 * Refuses what one program may read as other than the next, wherever Node itself does not: a proxy in front that sees
 * the end of a message elsewhere than we do can be made to pass on requests that it never looked at. The connection is
 * closed after the reply.
 */
export async function refuseOddFraming(ctx: Context, next: Next): Promise<void> {
  const odd = findOddity(ctx.req);
  if (odd !== null) {
    ctx.res.shouldKeepAlive = false;
    throw new RefusedMessage(odd.code, odd.reason, bare(odd.status));
  }
  await next();
}

/** What one program may read as other than the next. */
export interface Oddity {
  readonly code: 'bad_framing' | 'expectation' | 'http_version' | 'too_many_headers';
  readonly reason: string;
  readonly status: 400 | 417 | 431 | 501 | 505;
}

/** Looks for what makes a request ambiguous; null where nothing does. */
export function findOddity(request: IncomingMessage): Oddity | null {
  const { httpVersion, headers, rawHeaders } = request;
  const badFraming = (reason: string, status: 400 | 501 = 400): Oddity => ({
    code: 'bad_framing',
    reason,
    status,
  });
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    return { code: 'http_version', reason: `the request is HTTP ${httpVersion}`, status: 505 };
  }
  if (rawHeaders.length / 2 > MAX_HEADERS) {
    const reason = `the request has ${rawHeaders.length / 2} headers, and ${MAX_HEADERS} are accepted`;
    return { code: 'too_many_headers', reason, status: 431 };
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    const reason = `the request expects ${JSON.stringify(headers.expect.slice(0, 40))}, not 100-continue`;
    return { code: 'expectation', reason, status: 417 };
  }
  const transfer = headers['transfer-encoding'];
  if (transfer !== undefined && httpVersion === '1.0') {
    return badFraming('an HTTP/1.0 request has a Transfer-Encoding, which came with 1.1');
  }
  if (transfer !== undefined && transfer.trim().toLowerCase() !== 'chunked') {
    return badFraming(`the Transfer-Encoding is ${JSON.stringify(transfer.slice(0, 40))}, not chunked`, 501);
  }
  if (rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length > 1) {
    return badFraming('there are several Host headers');
  }
  if (headers.host === undefined && httpVersion === '1.1') {
    return badFraming('there is no Host header');
  }
  if (!HOST.test(headers.host ?? '')) {
    return badFraming(`the Host is ${JSON.stringify(headers.host?.slice(0, 100))}, which is none`);
  }
  return isTarget(request)
    ? null
    : badFraming(`the request target is ${JSON.stringify(request.url?.slice(0, 100))}`);
}

/** A path; a whole URL, as to a proxy; or the `*` of OPTIONS. */
function isTarget({ url = '', method }: IncomingMessage): boolean {
  return /^(?:\/|https?:\/\/)/i.test(url) || (url === '*' && method === 'OPTIONS');
}
