import http from 'node:http';
import https from 'node:https';
import type { CopiedMessage } from './copied-message.ts';
import { copyHeaders } from './copy-headers.ts';
import type { OldReply, Trouble } from './old-reply.ts';

/** What became of one copy: a reply, whatever it says, or what came instead. */
export type Delivery =
  | { readonly reply: OldReply; readonly trouble?: never }
  | { readonly reply?: never; readonly trouble: Trouble };

/** Sends copies. */
export interface Deliverer {
  /** Never rejects. */
  send(message: CopiedMessage): Promise<Delivery>;
  /** Cuts what is under way and closes the connections. Idempotent. */
  close(): void;
}

export interface DelivererOptions {
  /** http or https, without a query. */
  readonly url: string;
  /** Most connections at a time. */
  readonly connections: number;
  /** Milliseconds from the first byte sent to the last one read. */
  readonly timeoutMs: number;
}

/** A longer reply is not one of such an endpoint. Bytes as received. */
const REPLY_LIMIT = 1024 * 1024;

/** How long an idle connection is kept, in milliseconds: less than the two minutes that IIS keeps one. */
const IDLE_MS = 60_000;

/**
 * Makes the sender of copies, with connections of its own that are kept alive. Redirects are not followed: they are
 * replies. Certificates are checked against the authorities that Node knows (`NODE_EXTRA_CA_CERTS` adds others).
 */
export function createDeliverer({ url, connections, timeoutMs }: DelivererOptions): Deliverer {
  const target = new URL(url);
  const secure = target.protocol === 'https:';
  const agent = new (secure ? https : http).Agent({
    keepAlive: true,
    maxSockets: connections,
    timeout: IDLE_MS,
  });
  let closed = false;
  const exchange = (message: CopiedMessage): Promise<Delivery & { readonly stale: boolean }> =>
    new Promise((resolve) => {
      const request = (secure ? https : http).request(target, {
        method: 'POST',
        path: target.pathname + message.query,
        headers: copyHeaders(message, target.host),
        agent,
      });
      let answered = false;
      const fail = (trouble: Trouble): void => {
        clearTimeout(timer);
        // A kept connection may be closed by the other side at the very moment that it is used again.
        const stale = request.reusedSocket && !answered && trouble.code === 'ECONNRESET';
        resolve({ trouble, stale });
        request.destroy();
      };
      const timer = setTimeout(
        () => fail({ code: 'TIMEOUT', reason: `no whole reply within ${timeoutMs} ms` }),
        timeoutMs,
      );
      request.on('error', (error) => fail(troubleOf(error)));
      request.on('response', (response) => {
        answered = true;
        readReply(response, fail, (reply) => {
          clearTimeout(timer);
          resolve({ reply, stale: false });
        });
      });
      request.end(message.body);
    });
  return {
    async send(message) {
      try {
        const first = await exchange(message);
        return first.stale && !closed ? await exchange(message) : first;
      } catch (error) {
        return { trouble: troubleOf(error) };
      }
    },
    close() {
      closed = true;
      agent.destroy();
    },
  };
}

function readReply(
  response: http.IncomingMessage,
  fail: (trouble: Trouble) => void,
  done: (reply: OldReply) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > REPLY_LIMIT) {
      fail({ code: 'REPLY_TOO_LARGE', reason: `the reply is longer than ${REPLY_LIMIT} bytes` });
    }
  });
  // A reply that is cut off ends in an error here, after which `end` does not come.
  response.on('error', (error) => fail(troubleOf(error)));
  response.on('end', () => {
    const { statusCode = 0, statusMessage = '', headers } = response;
    done({ status: statusCode, reason: statusMessage, headers, body: Buffer.concat(chunks) });
  });
}

function troubleOf(thrown: unknown): Trouble {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  // A name with several addresses fails with one error each, and a message that is empty.
  const parts: unknown[] = error instanceof AggregateError ? error.errors : [error];
  const reason = parts.map((part) => (part instanceof Error ? part.message : String(part))).join('; ');
  return { code, reason };
}
