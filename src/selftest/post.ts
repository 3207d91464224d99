import http, { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { failureOf, type Failure } from '../exchange/failure.ts';
import { replyStream } from '../exchange/reply-stream.ts';
import { requestHeaders } from '../exchange/request-headers.ts';

export interface PostOptions {
  readonly url: URL;
  /** Path of a named pipe or Unix socket instead of the URL's host and port. */
  readonly socketPath: string | null;
  /** False believes any certificate. */
  readonly isCertificateChecked: boolean;
  /** Until the last byte of the reply, in milliseconds. */
  readonly timeoutMs: number;
}

/** How far a request got: each stage was begun. */
export type PostStage = 'connect' | 'tls' | 'reply';

/** What came of one request. Never more than one is made. */
export interface Posted {
  /** The stage it ended in. */
  readonly stage: PostStage;
  readonly reply: PostReply | null;
  readonly failure: Failure | null;
  /** From the start until the connection (with TLS) stood, or the whole time where it never did; milliseconds. */
  readonly connectMs: number;
  readonly ms: number;
  /** Address of the peer: `127.0.0.1:8080`; null where there was no connection, or over a pipe. */
  readonly peer: string | null;
}

export interface PostReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body as far as it was read. */
  readonly text: string;
}

/** Longer replies are cut: what is looked for stands at the start. */
const MAX_REPLY = 64 * 1024;

/** Posts a message once, as Exchange does, on a connection of its own. Never rejects. */
export function postOnce(body: Uint8Array, options: PostOptions): Promise<Posted> {
  const { url, socketPath, isCertificateChecked, timeoutMs } = options;
  const start = performance.now();
  const isSecure = url.protocol === 'https:';
  let stage: PostStage = 'connect';
  let connectMs: number | null = null;
  let peer: string | null = null;
  return new Promise((resolve) => {
    const finish = (reply: PostReply | null, failure: Posted['failure']): void => {
      clearTimeout(timer);
      const ms = performance.now() - start;
      resolve({ stage, reply, failure, connectMs: connectMs ?? ms, ms, peer });
      request.destroy();
    };
    const fail = (error: Error): void => finish(null, failureOf(error));
    const request = (isSecure ? https : http).request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: requestHeaders(body.length),
        rejectUnauthorized: isCertificateChecked,
        ...(socketPath === null ? {} : { socketPath }),
      },
      (response) => {
        readStart(response, fail, (text) =>
          finish({ status: response.statusCode ?? 0, headers: response.headers, text }, null),
        );
      },
    );
    const timer = setTimeout(() => {
      finish(null, { code: 'TIMEOUT', message: `no whole reply within ${timeoutMs} ms` });
    }, timeoutMs);
    watchSocket(request, isSecure, {
      connected(address) {
        peer = address;
        stage = isSecure ? 'tls' : 'reply';
        connectMs = isSecure ? null : performance.now() - start;
      },
      secured() {
        stage = 'reply';
        connectMs = performance.now() - start;
      },
    });
    request.on('error', fail);
    request.end(body);
  });
}

interface SocketEvents {
  readonly connected: (peer: string | null) => void;
  readonly secured: () => void;
}

function watchSocket(request: ClientRequest, isSecure: boolean, events: SocketEvents): void {
  request.on('socket', (socket) => {
    socket.once('connect', () => {
      const { remoteAddress, remoteFamily, remotePort } = socket;
      const host = remoteFamily === 'IPv6' ? `[${remoteAddress}]` : remoteAddress;
      events.connected(remoteAddress === undefined ? null : `${host}:${remotePort}`);
    });
    if (isSecure) {
      socket.once('secureConnect', () => events.secured());
    }
  });
}

function readStart(
  response: IncomingMessage,
  fail: (error: Error) => void,
  done: (text: string) => void,
): void {
  const stream = replyStream(response);
  const chunks: Buffer[] = [];
  let length = 0;
  const end = (): void => done(new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MAX_REPLY)));
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_REPLY) {
      end();
    }
  });
  stream.on('error', fail);
  stream.on('end', end);
}
