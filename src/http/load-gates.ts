import type { IncomingMessage } from 'node:http';
import type { Context, Middleware, Next } from 'koa';
import { senderKey } from '../net/sender-key.ts';
import { bare, serviceUnavailable } from '../soap/faults.ts';
import { RefusedMessage } from '../soap/reply.ts';
import type { InFlight } from './in-flight.ts';
import { mandatorFromQuery } from './mandator-query.ts';
import { bodyOf, receivedBodyOf } from './read-body.ts';
import type { RepeatedLog } from './repeated-log.ts';
import { stateOf } from './request-log.ts';
import { sendReply } from './send-reply.ts';

/** How much is taken on at once. */
export interface Limits {
  /** Counts a request of a sender; false where there were too many. */
  readonly takeFrom: (party: ReturnType<typeof stateOf>['client']['party']) => boolean;
  /** Counts a message for a mandator, as the URL names it; false where there were too many. */
  readonly takeFor: (mandator: string | null) => boolean;
  readonly inFlight: InFlight;
  readonly log: RepeatedLog;
}

type Overload = 'rate_of_sender' | 'rate_of_mandator' | 'too_much_in_flight';

const TEXTS: Readonly<Record<Overload, string>> = {
  rate_of_sender: 'the sender sends more a second than the setting maxRatePerAddress lets it',
  rate_of_mandator:
    'more messages a second come for the mandator than the setting maxRatePerMandator lets in',
  too_much_in_flight: 'more comes in at once than maxMessagesInFlight and maxBytesInFlight let in',
};

/**
 * Refuses senders beyond their rate, and messages beyond a mandator's, before anything is read. Exchange repeats what
 * was answered with anything but OK, so nothing is lost.
 */
export function createRateGate({ takeFrom, takeFor, log }: Limits): Middleware {
  return async function rateGate(ctx, next) {
    if (!takeFrom(stateOf(ctx).client.party)) {
      refuse(ctx, 'rate_of_sender', log);
    } else if (ctx.method === 'POST' && !takeFor(mandatorFromQuery(ctx.querystring))) {
      refuse(ctx, 'rate_of_mandator', log);
    } else {
      await next();
    }
  };
}

/**
 * Bounds the memory of what is in the making: the first counts a body's bytes as they come in, the second stands
 * behind the body's reader, counts what is inflated and the message itself.
 */
export function createLoadGates({ inFlight, log }: Limits): readonly [Middleware, Middleware] {
  const accounts = new WeakMap<Context, ReturnType<InFlight['open']>>();
  const overload = new RefusedMessage('too_much_in_flight', TEXTS.too_much_in_flight, bare(503));
  return [
    async function countBytes(ctx: Context, next: Next) {
      const sender = senderKey(stateOf(ctx).client.party);
      if (!inFlight.hasRoom(sender)) {
        refuse(ctx, 'too_much_in_flight', log);
        return;
      }
      const account = inFlight.open(sender);
      accounts.set(ctx, account);
      try {
        countChunks(ctx.req, (bytes) => account.hold(bytes), overload);
        await next();
      } catch (error) {
        if (error !== overload) {
          throw error;
        }
        refuse(ctx, 'too_much_in_flight', log);
      } finally {
        account.close();
      }
    },
    async function countMessage(ctx: Context, next: Next) {
      const account = accounts.get(ctx);
      const inflated = receivedBodyOf(ctx) === bodyOf(ctx) ? 0 : bodyOf(ctx).length;
      if (account !== undefined && !(account.hold(inflated) && account.begin())) {
        throw overload;
      }
      await next();
    },
  ];
}

/** Watches a body without setting it going: what reads it comes later, and its listener brings ours along. */
function countChunks(request: IncomingMessage, hold: (bytes: number) => boolean, overload: Error): void {
  let isOver = false;
  const count = (chunk: Uint8Array): void => {
    if (!isOver && !hold(chunk.length)) {
      isOver = true;
      request.emit('error', overload);
    }
  };
  request.once('newListener', function begin(event) {
    if (event === 'data') {
      request.on('data', count);
    } else {
      request.once('newListener', begin);
    }
  });
}

function refuse(ctx: Context, code: Overload, log: RepeatedLog): void {
  stateOf(ctx).refusal = code;
  log.warn('requests refused', { code, reason: TEXTS[code], from: stateOf(ctx).client.name });
  const reply = serviceUnavailable();
  sendReply(ctx, ctx.method === 'POST' ? reply : bare(503, undefined, reply.headers));
}
