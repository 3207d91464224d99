import http from 'node:http';
import https from 'node:https';
import { failureOf, type Failure } from './failure.ts';
import { readReply } from './read-reply.ts';
import type { ReplyContent } from './read-reply.ts';
import { replyStream } from './reply-stream.ts';
import { requestHeaders } from './request-headers.ts';

/** A reply longer than this is not one that Exchange would read. Bytes, inflated. */
const REPLY_LIMIT = 1024 * 1024;

/** Where and how to send. */
export interface SenderOptions {
  readonly url: string | URL;
  /** Most connections at a time; further messages wait for one, and that time counts into `ms`. */
  readonly concurrency: number;
  /** Added to Exchange's own headers, or in their place: `{ 'X-Forwarded-For': '203.0.113.7' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds from the first byte sent to the last one read. */
  readonly timeoutMs: number;
  /** False believes any certificate. True unless given. */
  readonly rejectUnauthorized?: boolean;
  /** Used instead of an agent of its own, and not closed. */
  readonly agent?: http.Agent;
}

/** What became of one message. */
export interface SendResult {
  /** HTTP status; null where no reply came. */
  readonly status: number | null;
  /** True for the one answer that means "stored": 200, text/xml, SubscriptionStatus OK. */
  readonly ok: boolean;
  readonly subscriptionStatus: 'OK' | 'Unsubscribe' | null;
  /** The fault's text; null where the reply is none. */
  readonly fault: string | null;
  /** Milliseconds until the reply was read, or the failure known. */
  readonly ms: number;
  readonly error?: Failure;
}

/** Posts messages as Exchange does. */
export interface Sender {
  /** Sends bytes as they are, a string as UTF-8. Never rejects: what went wrong is in the result. */
  readonly send: (
    message: string | Uint8Array,
    options?: { readonly contentType?: string },
  ) => Promise<SendResult>;
  /** Closes the connections. Idempotent. */
  readonly close: () => void;
}

/**
 * Keeps connections alive and sends the headers of Exchange's own requests: the action without quotes, a known
 * length, and no retry (what Exchange does about a failure is for the caller to play).
 * @throws TypeError where the URL is not an http or https one
 */
export function createSender(options: SenderOptions): Sender {
  const url = new URL(options.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError(`can only send to http and https URLs: found ${url.protocol}`);
  }
  const secure = url.protocol === 'https:';
  const agentOptions = { keepAlive: true, maxSockets: options.concurrency };
  const agent =
    options.agent ??
    (secure
      ? new https.Agent({ ...agentOptions, rejectUnauthorized: options.rejectUnauthorized ?? true })
      : new http.Agent(agentOptions));
  const readContent = rememberLast(readReply);

  const send: Sender['send'] = (message, { contentType } = {}) => {
    const body = typeof message === 'string' ? Buffer.from(message) : message;
    const headers = { ...requestHeaders(body.length, contentType), ...options.headers };
    const start = performance.now();
    return new Promise((resolve) => {
      const finish = (result: Omit<SendResult, 'ms'>): void => {
        clearTimeout(timer);
        resolve({ ...result, ms: performance.now() - start });
      };
      let status: number | null = null;
      const fail = (error: Error): void =>
        finish({ status, ok: false, subscriptionStatus: null, fault: null, error: failureOf(error) });

      const request = (secure ? https : http).request(url, { method: 'POST', agent, headers }, (response) => {
        status = response.statusCode ?? null;
        readBody(response, fail, (text) => finish(judge(response, readContent(text))));
      });
      const timer = setTimeout(() => {
        fail(coded('TIMEOUT', `no whole reply within ${options.timeoutMs} ms`));
        request.destroy();
      }, options.timeoutMs);
      request.on('error', fail);
      request.end(body);
    });
  };

  return {
    send,
    close: () => {
      if (options.agent === undefined) {
        agent.destroy();
      }
    },
  };
}

function judge(response: http.IncomingMessage, content: ReplyContent): Omit<SendResult, 'ms'> {
  const status = response.statusCode ?? null;
  const { subscriptionStatus, fault } = content;
  const type = response.headers['content-type'] ?? 'none';
  // A refusal may have any body or none; only what claims success has to be the contract's reply.
  const problem =
    status !== 200
      ? null
      : /^text\/xml\s*(;|$)/i.test(type)
        ? content.problem
        : `the reply's type is ${type}`;
  return {
    status,
    ok: status === 200 && subscriptionStatus === 'OK' && problem === null,
    subscriptionStatus,
    fault,
    ...(problem === null ? {} : { error: { code: 'BAD_REPLY', message: problem } }),
  };
}

function readBody(
  response: http.IncomingMessage,
  fail: (error: Error) => void,
  done: (text: string) => void,
): void {
  const stream = replyStream(response);
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > REPLY_LIMIT) {
      response.destroy(coded('BAD_REPLY', `the reply is longer than ${REPLY_LIMIT} bytes`));
    }
  });
  stream.on('error', fail);
  stream.on('end', () => done(new TextDecoder().decode(Buffer.concat(chunks))));
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** Replies are nearly always the same text, and reading one costs more than sending it. */
function rememberLast<T>(read: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly value: T } | null = null;
  return (text) => {
    if (last?.text !== text) {
      last = { text, value: read(text) };
    }
    return last.value;
  };
}
