import type { Context, Middleware } from 'koa';
import { isSupportedCharset } from '../soap/decode-body.ts';
import { bare } from '../soap/faults.ts';
import { COPY_HEADER } from '../mirror/copied-message.ts';
import { RefusedMessage } from '../soap/reply.ts';
import { readContentType } from './content-type.ts';

const EXPECTED = 'text/xml; charset=utf-8';

/**
 * Refuses, before the body is read and in WCF's order, what cannot be a message: no content (400), another
 * content type or charset (415), a Content-Encoding that is not read (415), an announced size over the limit (413).
 */
export function createContentGate(maxBodyBytes: number): Middleware {
  return async function contentGate(ctx, next) {
    assertContent(ctx);
    assertContentType(ctx);
    const length = Number(ctx.get('Content-Length') || '0');
    if (length > maxBodyBytes) {
      throw tooLarge(`${length} bytes are announced`, maxBodyBytes);
    }
    await next();
  };
}

/**
 * Refuses copies that another mirror sent, where there is a mirror here: two that lead to each other, or one that
 * leads back to itself, would send a message round for ever.
 */
export async function refuseCopies(ctx: Context, next: () => Promise<unknown>): Promise<void> {
  const copied = ctx.get(COPY_HEADER);
  if (copied !== '') {
    throw new RefusedMessage(
      'mirror_circle',
      `the message is the copy that a mirror made of request ${JSON.stringify(copied.slice(0, 64))}, and there is a ` +
        'mirror here too (setting mirror): it must not lead to a service with a mirror, least of all to itself',
      bare(508),
    );
  }
  await next();
}

function assertContent(ctx: Context): void {
  const { 'content-length': length, 'transfer-encoding': transfer } = ctx.req.headers;
  if (transfer === undefined && (length === undefined || Number(length) === 0)) {
    throw new RefusedMessage('no_content', 'the request has no body', bare(400));
  }
}

function assertContentType(ctx: Context): void {
  const header = ctx.req.headers['content-type'];
  const { mediaType, charset } = readContentType(header ?? 'application/octet-stream');
  if (mediaType !== 'text/xml' || (charset !== null && !isSupportedCharset(charset))) {
    const found = header ?? 'application/octet-stream';
    throw new RefusedMessage(
      'unsupported_media_type',
      `the content type is ${JSON.stringify(found.slice(0, 100))}, expected ${EXPECTED}`,
      bare(415, reasonPhrase(found)),
    );
  }
  const encoding = ctx.get('Content-Encoding').trim().toLowerCase();
  if (!['', 'identity', 'gzip', 'x-gzip', 'deflate'].includes(encoding)) {
    throw new RefusedMessage(
      'unsupported_encoding',
      `the content encoding is ${JSON.stringify(encoding.slice(0, 40))}, expected gzip, deflate or none`,
      bare(415),
    );
  }
}

/** WCF names both types in the reason phrase; what the caller sent must not break the status line. */
function reasonPhrase(found: string): string {
  const printable = found.slice(0, 100).replaceAll(/[^\x20-\x7e]/g, '?');
  return `Cannot process the message because the content type '${printable}' was not the expected type '${EXPECTED}'.`;
}

/** The refusal of a body over the limit, announced or not. */
export function tooLarge(what: string, maxBodyBytes: number): RefusedMessage {
  return new RefusedMessage(
    'too_large',
    `${what}, and ${maxBodyBytes} are accepted (setting maxBodyBytes)`,
    bare(413),
  );
}
