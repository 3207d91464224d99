import type { Context } from 'koa';

/** The peer's address; IPv4 where a dual-stack socket shows it mapped. Over a pipe there is none: null. */
export function remoteAddress(ctx: Context): string | null {
  return ctx.req.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? null;
}
