import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context, Next } from 'koa';

/** Who asked for what is being done, for the log. */
export interface Actor {
  /** Middleware that remembers whom a request comes from while it is dealt with. */
  readonly remember: (ctx: Context, next: Next) => Promise<void>;
  /** Its address; `unknown` outside of a request. */
  readonly current: () => string;
}

/** Keeps it beside the calls, so that what is done for the page and for programs need not hand it on. */
export function createActor(): Actor {
  const storage = new AsyncLocalStorage<string>();
  return {
    remember: (ctx, next) => storage.run(ctx.req.socket.remoteAddress ?? 'unknown', next),
    current: () => storage.getStore() ?? 'unknown',
  };
}
