import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Middleware } from 'koa';
import { findOddity } from '../http/framing.ts';
import { AdminRefusal } from './refusal.ts';

/**
 * Middleware that refuses what neither browsers, programs nor proxies send, and closes the connection. What a proxy
 * in front could understand otherwise is refused as on the public listener, and besides:
 * - a whole URL as the target, whose host is not the one that `Host` was looked at for;
 * - a request before the one before it is answered (pipelining): a few kilobytes of them would otherwise be hundreds
 *   of answers at once, in time and memory that notifications need.
 */
export function createOddRequestGate(): Middleware {
  const answering = new WeakMap<Socket, ServerResponse>();
  return async function oddRequestGate({ req, res }, next) {
    const before = answering.get(req.socket);
    answering.set(req.socket, res);
    const reason = findOddity(req)?.reason ?? findMore(req.url, before);
    if (reason !== null) {
      res.shouldKeepAlive = false;
      throw new AdminRefusal(400, 'odd_request', `This is not answered: ${reason}.`);
    }
    await next();
  };
}

function findMore(url = '', before: ServerResponse | undefined): string | null {
  if (!url.startsWith('/')) {
    return 'the request target is no path';
  }
  return before === undefined || before.writableEnded ? null : 'the request before it is not answered yet';
}
