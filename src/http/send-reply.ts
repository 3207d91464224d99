import type { Context } from 'koa';
import type { Reply } from '../soap/reply.ts';

/** Writes a reply, and nothing that stood in the response before. */
export function sendReply(ctx: Context, reply: Reply): void {
  ctx.status = reply.status;
  if (reply.reason !== undefined) {
    ctx.message = reply.reason;
  }
  ctx.body = reply.body;
  if (reply.contentType === undefined) {
    ctx.remove('Content-Type');
  } else {
    ctx.set('Content-Type', reply.contentType);
  }
  if (reply.headers !== undefined) {
    ctx.set(reply.headers as Record<string, string>);
  }
}
