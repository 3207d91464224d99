import type { Context, Middleware } from 'koa';
import type { Logger } from '../log.ts';
import type { Primary } from '../mirror/mirror.ts';
import type { Client } from '../net/client.ts';
import type { Receipt } from '../receive.ts';
import { internalServiceFault } from '../soap/faults.ts';
import { RefusedMessage } from '../soap/reply.ts';
import { sendReply } from './send-reply.ts';

/** What the parts of the endpoint leave for the log line. */
export interface RequestState {
  /** Set by the first middleware. */
  requestId: string;
  receivedAt: Date;
  /** By the clock of `performance.now()`, in milliseconds. */
  startedAt: number;
  /** Set by the gate of callers. */
  client: Client;
  /** Set where the request is refused before its message is read: why. */
  refusal?: string;
  /** Set by the endpoint where a message was read. */
  receipt?: Receipt;
  /** Set where the old endpoint's reply is the one that counts: whose the reply was. */
  answeredBy?: Primary;
}

/** The state of a request of ours; Koa's own type knows nothing of it. */
export function stateOf(ctx: Context): RequestState {
  return ctx.state;
}

/**
 * The outermost middleware for those who may call: turns whatever is thrown inside into a reply, and writes the one
 * line a request. Refusals are warnings, what is our fault is an error, a look at the page is for debugging.
 */
export function createRequestLog(log: Logger): Middleware {
  return async function requestLog(ctx, next) {
    const state = stateOf(ctx);
    let thrown: unknown = null;
    try {
      await next();
    } catch (error) {
      thrown = error;
      if (error instanceof RefusedMessage) {
        state.refusal = error.code;
      }
      sendReply(ctx, error instanceof RefusedMessage ? error.reply : internalServiceFault());
    }
    const ms = Math.round((performance.now() - state.startedAt) * 10) / 10;
    writeLine(log, ctx, thrown, ms);
  };
}

function writeLine(log: Logger, ctx: Context, thrown: unknown, ms: number): void {
  const { client, requestId, receipt, answeredBy } = stateOf(ctx);
  const base = {
    requestId,
    ...senderFields(client, ctx.get('X-Forwarded-For')),
    status: ctx.status,
    ...(answeredBy !== undefined && { answeredBy }),
    ms,
  };
  if (receipt !== undefined) {
    writeReceipt(log, receipt, base);
  } else if (thrown instanceof RefusedMessage) {
    log.warn('request refused', {
      ...base,
      method: ctx.method,
      path: ctx.path,
      code: thrown.code,
      reason: thrown.message,
    });
  } else if (thrown !== null) {
    log.error('request failed', { ...base, method: ctx.method, path: ctx.path, error: thrown });
  } else {
    log.debug('request answered', { ...base, method: ctx.method, path: ctx.path });
  }
}

function writeReceipt(log: Logger, receipt: Receipt, base: object): void {
  const { outcome, mandator, messages, rows, duplicates, code, error } = receipt;
  const events = messages.reduce((sum, message) => sum + message.events, 0);
  if (outcome === 'stored') {
    log.info('notification stored', {
      ...base,
      mandator,
      events,
      rows,
      ...(duplicates !== null && duplicates > 0 && { duplicates }),
      ...oddities(messages),
    });
  } else if (outcome === 'refused') {
    log.warn('notification refused', { ...base, mandator, code, reason: error?.message });
  } else {
    log.error('notification failed', { ...base, mandator, events, rows, code, error });
  }
}

/** What an administrator has to hear of although the message was stored. */
function oddities(messages: Receipt['messages']): { errors?: string[]; unknownEvents?: string[] } {
  const errors = messages
    .filter((message) => message.responseClass !== 'Success')
    .map(
      (message) =>
        `${message.responseCode ?? message.responseClass} (${message.subscriptionId ?? 'no subscription'})`,
    );
  const unknownEvents = [...new Set(messages.flatMap((message) => message.unknownEvents))];
  return { ...(errors.length > 0 && { errors }), ...(unknownEvents.length > 0 && { unknownEvents }) };
}

/** Characters of an element that is no address: the whole header stands in the line besides. */
const LONGEST_ELEMENT = 64;

/** What a log line tells of the sender: whom it is taken for, who handed it on, and what the header said. */
export function senderFields(client: Client, header: string): Readonly<Record<string, string>> {
  const { name, peer, unreadable } = client;
  return {
    from: name,
    ...(peer !== name && { via: peer }),
    ...(header !== '' && header !== name && { forwardedFor: header }),
    ...(unreadable !== null && { unreadableAddress: unreadable.slice(0, LONGEST_ELEMENT) }),
  };
}
