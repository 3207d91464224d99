import type { Context, Middleware } from 'koa';
import { isLoopbackHost } from '../config/admin-problems.ts';
import type { RepeatedLog } from '../http/repeated-log.ts';
import { parseAddress } from '../net/address.ts';
import { senderKey } from '../net/sender-key.ts';
import { createFailedTokens } from './failed-tokens.ts';
import { AdminRefusal } from './refusal.ts';
import { createTokenCheck, shownToken } from './token.ts';

/** How a request proved that it may: it showed the token, or none is needed. `null`: it did not. */
export type Right = 'bearer' | 'basic' | 'none' | null;

export interface AccessOptions {
  /** Setting `adminToken`. */
  readonly token: string | undefined;
  /** Setting `adminHost`. */
  readonly host: string;
  readonly log: RepeatedLog;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** The right of a request; Koa's own type knows nothing of it. */
export function rightOf(ctx: Context): Right {
  return (ctx.state as { right?: Right }).right ?? null;
}

/**
 * Middleware that finds out what right a request has, and refuses wrong tokens. Without a token to show, what counts
 * is that the request is meant for this machine: a page of another site that has its own name point to 127.0.0.1
 * (DNS rebinding) sends that name as Host. What a proxy hands on may come from anywhere.
 */
export function createAccess(options: AccessOptions): Middleware {
  const { token, host, log, now = (): number => performance.now() } = options;
  const isRight = token === undefined ? null : createTokenCheck(token);
  const failures = createFailedTokens(now);
  return async function access(ctx, next) {
    const state = ctx.state as { right?: Right };
    if (isRight === null) {
      const isMeant = isOwnHost(ctx.get('Host'), host) && isFromHere(ctx) && !isForwarded(ctx);
      state.right = isMeant ? 'none' : null;
      await next();
      return;
    }
    const shown = shownToken(ctx.get('Authorization'));
    if (shown !== null) {
      const from = ctx.req.socket.remoteAddress ?? 'unknown';
      const sender = senderKey(parseAddress(from) ?? 'unknown');
      if (!failures.mayTry(sender)) {
        log.warn('too many wrong tokens', { code: 'admin_token_attempts', from });
        throw new AdminRefusal(429, 'too_many_attempts', 'Too many wrong tokens. Wait a few seconds.', {
          'Retry-After': '5',
        });
      }
      if (!isRight(shown.token)) {
        failures.failed(sender);
        log.warn('wrong token for the administration', { code: 'admin_token', from, path: ctx.path });
        throw unauthorized('That token is not the one of the setting adminToken.');
      }
      state.right = shown.scheme;
    }
    await next();
  };
}

/** Middleware that lets nobody on without a right. */
export function createRightGate(hasToken: boolean): Middleware {
  return async function rightGate(ctx, next) {
    if (rightOf(ctx) !== null) {
      await next();
    } else if (hasToken) {
      throw unauthorized('Show the token of the setting adminToken: as a bearer token, or as the password.');
    } else {
      const message =
        'Without the setting adminToken only requests to the loopback address of this machine are answered, and none that a proxy hands on.';
      throw new AdminRefusal(403, 'foreign_host', message);
    }
  };
}

function unauthorized(message: string): AdminRefusal {
  return new AdminRefusal(401, 'token_needed', message, {
    'WWW-Authenticate': 'Basic realm="sync-notification", charset="UTF-8"',
  });
}

/** Headers by which proxies tell that they are ones: those of the RFCs, and of IIS, nginx and the large services. */
const PROXY_HEADER =
  /^(forwarded|via|x-(forwarded|original|arr)-.*|x-forwarded|(x-(real|client|cluster-client)|true-client|cf-connecting)-ip)$/;

/** nginx adds none of them and puts our own address into Host, but speaks HTTP/1.0 unless it is told otherwise. */
function isForwarded({ req }: Context): boolean {
  return req.httpVersion === '1.0' || Object.keys(req.headers).some((name) => PROXY_HEADER.test(name));
}

/** Whoever comes from elsewhere to a loopback address was led there by the rules of some router or container. */
function isFromHere({ req }: Context): boolean {
  return parseAddress(req.socket.remoteAddress ?? '')?.range() === 'loopback';
}

/** Whether the Host header names this machine's loopback address or the address that is listened on. */
function isOwnHost(header: string, adminHost: string): boolean {
  const name = /^(?:\[([^[\]]+)\]|([^[\]:]+))(?::\d{1,5})?$/.exec(header);
  const host = name?.[1] ?? name?.[2] ?? '';
  return isLoopbackHost(host) || host.toLowerCase() === adminHost.toLowerCase();
}
