import type { Context } from 'koa';
import { stateOf } from './request-log.ts';

/** The sender's address, as far as proxies are believed; null where there is none, as behind a pipe. */
export function remoteAddress(ctx: Context): string | null {
  const { party, name } = stateOf(ctx).client;
  return typeof party === 'string' ? null : name;
}
