import type { Middleware } from 'koa';
import type { ListenerObserver } from '../observer.ts';
import { stateOf } from './request-log.ts';

/**
 * The first middleware: gives each request its id and its time, and tells what became of it, whoever answered it.
 * What is thrown past it is nobody's reply and not told.
 */
export function createRequestBeginning(observer?: ListenerObserver): Middleware {
  const nextId = createIdSource();
  return async function beginRequest(ctx, next) {
    const state = stateOf(ctx);
    state.startedAt = performance.now();
    state.requestId = nextId();
    state.receivedAt = new Date();
    await next();
    observer?.requestAnswered({
      requestId: state.requestId,
      receivedAt: state.receivedAt,
      client: state.client,
      method: ctx.method,
      status: ctx.status,
      ms: performance.now() - state.startedAt,
      receipt: state.receipt ?? null,
      refusal: state.refusal ?? null,
    });
  };
}

/** Ids that are short, unique in the process and told apart from those of the process before: `m3x9k2-1f`. */
function createIdSource(): () => string {
  const process = Date.now().toString(36);
  let count = 0;
  return () => {
    count += 1;
    return `${process}-${count.toString(36)}`;
  };
}
