import { Duplex } from 'node:stream';
import { TLSSocket, createSecureContext } from 'node:tls';
import type { Socket } from 'node:net';
import type { TlsOptions } from '../server-options.ts';

/** A TLS handshake whose messages travel inside of PRELOGIN messages, until it is done. */
export interface TlsStart {
  /** Takes the content of a PRELOGIN message. */
  push(data: Buffer): void;
  readonly secured: Promise<TLSSocket>;
}

/** How a handshake reaches the network. */
export interface TlsTransport {
  /** Sends handshake data as one message. */
  send(data: Buffer): void;
  /** Hands over the socket once the handshake is done: from here on TLS records travel as they are. */
  plain(): Socket;
}

function secureContext(options: TlsOptions): {
  secureContext: ReturnType<typeof createSecureContext>;
  isServer: true;
} {
  const { key, cert, minVersion, maxVersion, ciphers } = options;
  return {
    isServer: true,
    secureContext: createSecureContext({
      key,
      cert,
      // Inside of TDS 7 there is no TLS 1.3: its session tickets would follow when the framing is gone already.
      maxVersion: maxVersion ?? 'TLSv1.2',
      ...(minVersion === undefined ? {} : { minVersion }),
      ...(ciphers === undefined ? {} : { ciphers }),
    }),
  };
}

/** A stream whose other end is a function: what is written goes there, what is pushed is read. */
function bridge(write: (chunk: Buffer) => void, end: () => void): Duplex {
  return new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      write(chunk);
      done();
    },
    destroy(error, done) {
      end();
      done(error);
    },
  });
}

/** Starts a handshake as TDS 7 frames it. */
export function startTls(options: TlsOptions, transport: TlsTransport): TlsStart {
  let socket: Socket | null = null;
  const outgoing: Buffer[] = [];
  const flush = (): void => {
    if (outgoing.length > 0) {
      transport.send(Buffer.concat(outgoing.splice(0)));
    }
  };
  const inner = bridge(
    (chunk) => {
      if (socket !== null) {
        socket.write(chunk);
        return;
      }
      outgoing.push(chunk);
      // The client waits for exactly one message to each of its own: what is written in one go belongs together.
      if (outgoing.length === 1) {
        setImmediate(flush);
      }
    },
    () => socket?.destroy(),
  );
  const secure = new TLSSocket(inner, secureContext(options));
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  secure.once('error', reject);
  secure.once('secure', () => {
    // The end of the handshake is still to be written, and is framed as well. The client says nothing before it.
    setImmediate(() => {
      flush();
      socket = transport.plain();
      socket.on('data', (chunk: Buffer) => inner.push(chunk));
      socket.once('close', () => inner.destroy());
      resolve(secure);
    });
  });
  return { push: (data) => inner.push(data), secured: promise };
}

/** Starts TLS before TDS, as TDS 8 does. @param first what was read of the handshake already */
export function startStrictTls(socket: Socket, first: Buffer, options: TlsOptions): TLSSocket {
  const { maxVersion = 'TLSv1.3', ...rest } = options;
  const inner = bridge(
    (chunk) => socket.write(chunk),
    () => socket.destroy(),
  );
  const secure = new TLSSocket(inner, {
    ...secureContext({ ...rest, maxVersion }),
    ALPNProtocols: ['tds/8.0'],
  });
  inner.push(first);
  socket.on('data', (chunk: Buffer) => inner.push(chunk));
  socket.once('close', () => inner.destroy());
  return secure;
}
