import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw, type InputType, type ZlibOptions } from 'node:zlib';
import { koaBody } from 'koa-body';
import type { Context, Middleware } from 'koa';
import { bare } from '../soap/faults.ts';
import { RefusedMessage } from '../soap/reply.ts';
import { cutOf } from './broken-connections.ts';
import { askForBody } from './expect-continue.ts';
import { tooLarge } from './gates.ts';

type Inflate = (bytes: InputType, options: ZlibOptions) => Promise<Buffer>;

const unzipGzip: Inflate = promisify<InputType, ZlibOptions, Buffer>(gunzip);
const unzipZlib: Inflate = promisify<InputType, ZlibOptions, Buffer>(inflate);
const unzipRaw: Inflate = promisify<InputType, ZlibOptions, Buffer>(inflateRaw);

/**
 * Reads the body as bytes into `ctx.request.body`, up to the limit before and after decompression. The charset is
 * not koa-body's business here: with an empty `encoding` its reader (co-body, raw-body) hands out a Buffer. Nor is
 * the Content-Encoding: co-body would inflate while it reads and lose a sender that hangs up half-way.
 */
export function createBodyReader(maxBodyBytes: number): Middleware[] {
  return [
    takeEncoding,
    koaBody({
      encoding: '',
      text: true,
      textTypes: ['text/xml'],
      textLimit: maxBodyBytes,
      json: false,
      urlencoded: false,
      multipart: false,
      onError: (error, ctx) => refuseUnread(error, ctx, maxBodyBytes),
    }),
    async function inflateBody(ctx, next) {
      (ctx.state as { received?: Uint8Array }).received = bodyOf(ctx);
      const bytes = await decompress(ctx, maxBodyBytes);
      if (bytes.length === 0) {
        throw new RefusedMessage('no_content', 'the body is empty', bare(400));
      }
      (ctx.request as { body?: unknown }).body = bytes;
      await next();
    },
  ];
}

async function takeEncoding(ctx: Context, next: () => Promise<void>): Promise<void> {
  (ctx.state as { contentEncoding?: string }).contentEncoding = ctx
    .get('Content-Encoding')
    .trim()
    .toLowerCase();
  delete ctx.req.headers['content-encoding'];
  askForBody(ctx.req, ctx.res);
  await next();
}

/** The bytes that `createBodyReader` left behind. */
export function bodyOf(ctx: Context): Uint8Array {
  const body = (ctx.request as { body?: unknown }).body;
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** The same as it was received: still compressed, if it was. */
export function receivedBodyOf(ctx: Context): Uint8Array {
  return (ctx.state as { received?: Uint8Array }).received ?? bodyOf(ctx);
}

function refuseUnread(error: Error, ctx: Context, maxBodyBytes: number): never {
  if (error instanceof RefusedMessage) {
    throw error;
  }
  const cut = cutOf(ctx.req.socket);
  if (cut !== null) {
    throw new RefusedMessage(cut.code, cut.reason, bare(cut.status));
  }
  const type = (error as { type?: string }).type;
  if (type === 'entity.too.large') {
    throw tooLarge('the body is larger', maxBodyBytes);
  }
  if (type === 'request.aborted' || (error as { code?: string }).code === 'ECONNRESET') {
    throw new RefusedMessage('aborted', 'the sender hung up before its body was complete', bare(400));
  }
  throw new RefusedMessage('unreadable_body', error.message, bare(400), { cause: error });
}

async function decompress(ctx: Context, maxOutputLength: number): Promise<Uint8Array> {
  const bytes = bodyOf(ctx);
  switch ((ctx.state as { contentEncoding?: string }).contentEncoding) {
    case 'gzip':
    case 'x-gzip':
      return run(unzipGzip, bytes, maxOutputLength);
    case 'deflate':
      // RFC 9110 means zlib's format, and some senders leave its two bytes away.
      return run(isZlib(bytes) ? unzipZlib : unzipRaw, bytes, maxOutputLength);
    default:
      return bytes;
  }
}

function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

async function run(inflateBytes: Inflate, bytes: Uint8Array, maxOutputLength: number): Promise<Buffer> {
  try {
    return await inflateBytes(bytes, { maxOutputLength });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge('the inflated body is larger', maxOutputLength);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new RefusedMessage('bad_compression', `the body cannot be inflated: ${reason}`, bare(400), {
      cause: error,
    });
  }
}
