import { once } from 'node:events';
import http from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A port of 127.0.0.1, or the path of a Unix socket. */
export type Target = number | string;

/** One request; nothing is added to it but `Host`, `Connection` and what frames the body. */
export interface HttpRequest {
  readonly method?: string;
  /** Path and query as they go onto the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  /** Sends the body in chunks of a byte count, `Transfer-Encoding: chunked`. */
  readonly chunkSize?: number;
  /** Connections to go over; one of its own, closed afterwards, unless given. */
  readonly agent?: http.Agent;
}

/** A reply with nothing hidden. */
export interface HttpReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** Whether `100 Continue` came before it. */
  readonly continued: boolean;
}

/**
 * Sends a request over node:http. With `Expect: 100-continue` among the headers the body is sent when it is asked
 * for, and not at all where it is not.
 */
export async function request(target: Target, options: HttpRequest): Promise<HttpReply> {
  const { method = 'POST', path, headers = {}, body, chunkSize, agent = false } = options;
  const bytes = body === undefined ? null : Buffer.from(body);
  const length = bytes === null || chunkSize !== undefined ? {} : { 'Content-Length': String(bytes.length) };
  const outgoing = http.request({
    ...(typeof target === 'number' ? { host: '127.0.0.1', port: target } : { socketPath: target }),
    method,
    path,
    headers: { ...length, ...headers } as http.OutgoingHttpHeaders,
    agent,
  });
  let continued = false;
  const sendBody = (): void => {
    for (let at = 0; chunkSize !== undefined && bytes !== null && at < bytes.length; at += chunkSize) {
      outgoing.write(bytes.subarray(at, at + chunkSize));
    }
    outgoing.end(chunkSize === undefined ? bytes : undefined);
  };
  if (outgoing.hasHeader('Expect')) {
    outgoing.on('continue', () => {
      continued = true;
      sendBody();
    });
    outgoing.flushHeaders();
  } else {
    sendBody();
  }
  const [response] = (await once(outgoing, 'response')) as [http.IncomingMessage];
  // What goes wrong after the reply's head (a connection cut while the body is still being sent) is the reply's.
  outgoing.on('error', () => undefined);
  const content = await buffer(response);
  if (!outgoing.writableEnded) {
    outgoing.destroy();
  }
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    headers: response.headers,
    body: content,
    text: content.toString(),
    continued,
  };
}

/** A connection on which exactly the given bytes are sent. */
export interface RawConnection {
  readonly socket: Socket;
  write(bytes: string | Uint8Array): Promise<void>;
  /** Everything received so far, as Latin-1. */
  received(): string;
  /** Waits until what was received passes the test. @throws Error where the peer ends the connection before */
  until(test: (received: string) => boolean): Promise<string>;
  /** Waits until the peer has closed the connection, and returns everything received. */
  closed(): Promise<string>;
}

/** Opens a connection of its own to the service. */
export async function openRaw(target: Target): Promise<RawConnection> {
  const socket = typeof target === 'number' ? connect(target, '127.0.0.1') : connect(target);
  await once(socket, 'connect');
  socket.setNoDelay(true);
  let text = '';
  let isClosed = false;
  socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
  socket.on('error', () => undefined);
  socket.on('close', () => (isClosed = true));
  return {
    socket,
    write: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
    received: () => text,
    async until(test) {
      while (!test(text)) {
        if (isClosed) {
          throw new Error(`the connection was closed after ${JSON.stringify(text)}`);
        }
        await Promise.race([once(socket, 'data'), once(socket, 'close')]);
      }
      return text;
    },
    async closed() {
      if (!isClosed) {
        await once(socket, 'close');
      }
      return text;
    },
  };
}
