import type { Context, Middleware } from 'koa';
import type { Copy, Mirror } from '../mirror/mirror.ts';
import { subscriptionLane } from '../mirror/subscription-lane.ts';
import type { IncomingMessage, Receipt } from '../receive.ts';
import { isSelftestSubscription } from '../subscriptions/selftest-mark.ts';
import { readContentType } from './content-type.ts';
import { mandatorFromQuery } from './mandator-query.ts';
import { bodyOf, receivedBodyOf } from './read-body.ts';
import { remoteAddress } from './remote-address.ts';
import { stateOf } from './request-log.ts';
import { sendOldReply, sendReply } from './send-reply.ts';

/** POST on the endpoint: hands the body's bytes to the use case and writes its reply. */
export function createEndpoint(
  receive: (message: IncomingMessage) => Promise<Receipt>,
  mirror: Mirror | null,
): Middleware {
  return async function endpoint(ctx) {
    const state = stateOf(ctx);
    const copy = mirror === null ? null : offerCopy(ctx, mirror);
    const receipt = await receive({
      bytes: bodyOf(ctx),
      charset: readContentType(ctx.get('Content-Type')).charset,
      soapAction: headerOf(ctx, 'soapaction'),
      mandatorName: mandatorFromQuery(ctx.querystring),
      remoteAddress: remoteAddress(ctx),
      requestId: state.requestId,
      receivedAt: state.receivedAt,
    });
    state.receipt = receipt;
    const oldReply = (await copy?.settle(receipt.reply, receipt.outcome === 'stored')) ?? null;
    if (mirror?.primary === 'legacy') {
      state.answeredBy = oldReply === null ? 'self' : 'legacy';
    }
    if (oldReply === null) {
      sendReply(ctx, receipt.reply);
    } else {
      sendOldReply(ctx, oldReply);
    }
  };
}

/**
 * Before the message is stored, so that both get the messages in the order they came in. A test message is not
 * copied: the old endpoint would write a row of it that nobody removes.
 */
function offerCopy(ctx: Context, mirror: Mirror): Copy | null {
  const lane = subscriptionLane(bodyOf(ctx));
  if (isSelftestSubscription(lane)) {
    return null;
  }
  const url = ctx.req.url ?? '';
  const query = url.indexOf('?');
  return mirror.offer({
    requestId: stateOf(ctx).requestId,
    rawHeaders: ctx.req.rawHeaders,
    query: query < 0 ? '' : url.slice(query),
    body: receivedBodyOf(ctx),
    lane,
  });
}

function headerOf(ctx: Context, name: string): string | undefined {
  const value = ctx.req.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
