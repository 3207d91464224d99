import type { Context, Middleware } from 'koa';
import type { IncomingMessage, Receipt } from '../receive.ts';
import { readContentType } from './content-type.ts';
import { mandatorFromQuery } from './mandator-query.ts';
import { bodyOf } from './read-body.ts';
import { remoteAddress } from './remote-address.ts';
import { stateOf } from './request-log.ts';
import { sendReply } from './send-reply.ts';

/** POST on the endpoint: hands the body's bytes to the use case and writes its reply. */
export function createEndpoint(receive: (message: IncomingMessage) => Promise<Receipt>): Middleware {
  return async function endpoint(ctx) {
    const state = stateOf(ctx);
    state.receipt = await receive({
      bytes: bodyOf(ctx),
      charset: readContentType(ctx.get('Content-Type')).charset,
      soapAction: headerOf(ctx, 'soapaction'),
      mandatorName: mandatorFromQuery(ctx.querystring),
      remoteAddress: remoteAddress(ctx),
      requestId: state.requestId,
      receivedAt: state.receivedAt,
    });
    sendReply(ctx, state.receipt.reply);
  };
}

function headerOf(ctx: Context, name: string): string | undefined {
  const value = ctx.req.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
