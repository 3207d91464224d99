import type { Context } from 'koa';
import type { OldReply } from '../mirror/old-reply.ts';
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

/** Headers of the old endpoint's reply that say something of the reply, and not of its server or connection. */
const HANDED_ON = ['content-type', 'content-encoding', 'retry-after'] as const;

/** Writes the old endpoint's reply in place of ours, its body byte for byte. */
export function sendOldReply(ctx: Context, { status, reason, headers, body }: OldReply): void {
  ctx.status = status;
  ctx.message = reason;
  ctx.body = body;
  ctx.remove('Content-Type');
  for (const name of HANDED_ON) {
    const value = headers[name];
    if (value !== undefined) {
      ctx.set(name, value);
    }
  }
}
