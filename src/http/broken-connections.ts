import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RefuseConnection } from './refuse-connection.ts';

/** Why a connection was cut in the middle of a request. */
export interface Cut {
  /** For logs and metrics. */
  readonly code:
    | 'too_slow'
    | 'bad_framing'
    | 'headers_too_large'
    | 'chunk_extensions_too_large'
    | 'tls'
    | 'no_tls'
    | 'tls_handshake';
  /** For the log. */
  readonly reason: string;
  readonly status: 400 | 408 | 413 | 431;
}

/** Follows the requests of a server's connections. */
export interface BrokenConnections {
  /** To be called for each request before it is handled. */
  readonly note: (request: IncomingMessage, response: ServerResponse) => void;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const PHRASES = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  431: 'Request Header Fields Too Large',
} as const;

const cuts = new WeakMap<Duplex, Cut>();

/** Why the connection was cut; null where it was not, or the other side did. */
export function cutOf(socket: Duplex): Cut | null {
  return cuts.get(socket) ?? null;
}

/**
 * Answers what the HTTP parser of Node does not make a request of, and who takes too long, in a status line and no
 * more; writes nothing where a reply is under way or was sent already, since a proxy in front could take a second one
 * for the reply to somebody else's request.
 */
export function answerBrokenConnections(server: Server, refuse: RefuseConnection): BrokenConnections {
  const exchanges = new WeakMap<Duplex, Exchange[]>();
  server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket) => {
    const cut = explain(error);
    const open = (exchanges.get(socket) ?? []).filter(isOpen);
    if (cut === null) {
      socket.destroy(error);
      return;
    }
    cuts.set(socket, cut);
    // A request whose body is being read has its own line.
    if (!open.some(({ request, response }) => !request.complete && !response.headersSent)) {
      refuse({ code: cut.code, reason: cut.reason, from: addressOf(socket) });
    }
    end(socket, mayReply(open) && !isOfTls(cut) ? cut.status : null, error);
  });
  server.on('connect', (_request, socket) => {
    refuse({ code: 'method', reason: 'CONNECT is for proxies', from: addressOf(socket) });
    end(socket, 405);
  });
  return {
    note(request, response) {
      const { socket } = request;
      exchanges.set(socket, [...(exchanges.get(socket) ?? []).filter(isOpen), { request, response }]);
    },
  };
}

/** Nothing in HTTP can be said before the handshake is over. */
function isOfTls({ code }: Cut): boolean {
  return code === 'no_tls' || code === 'tls_handshake';
}

function isOpen({ request, response }: Exchange): boolean {
  return !request.complete || !response.writableFinished;
}

function mayReply(open: readonly Exchange[]): boolean {
  const [first, ...more] = open;
  return first === undefined || (more.length === 0 && !first.request.complete && !first.response.headersSent);
}

function end(socket: Duplex, status: keyof typeof PHRASES | null, error?: Error): void {
  if (status !== null && socket.writable) {
    socket.write(`HTTP/1.1 ${status} ${PHRASES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
  socket.destroy(error);
}

function explain(error: NodeJS.ErrnoException & { rawPacket?: Buffer }): Cut | null {
  const { code = '', rawPacket } = error;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { code: 'too_slow', reason: 'the request did not come in time', status: 408 };
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return { code: 'headers_too_large', reason: 'the headers are larger than 16 KiB', status: 431 };
  }
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') {
    return {
      code: 'chunk_extensions_too_large',
      reason: 'the chunk extensions are larger than 16 KiB',
      status: 413,
    };
  }
  if (code.startsWith('HPE_') && rawPacket?.[0] === 0x16 && rawPacket[1] === 0x03) {
    const reason = 'a TLS handshake came to a port without TLS: use http://, or set tlsCert and tlsKey';
    return { code: 'tls', reason, status: 400 };
  }
  if (code === 'ERR_SSL_HTTP_REQUEST') {
    return { code: 'no_tls', reason: 'an HTTP request came to the TLS port: use https://', status: 400 };
  }
  if (code.startsWith('ERR_SSL_') || code === 'ERR_TLS_HANDSHAKE_TIMEOUT' || code === 'EPROTO') {
    return { code: 'tls_handshake', reason: `the TLS handshake failed: ${error.message}`, status: 400 };
  }
  // Who closes in the middle of a message has hung up.
  return code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE'
    ? { code: 'bad_framing', reason: `what was sent is no HTTP request: ${error.message}`, status: 400 }
    : null;
}

function addressOf(socket: Duplex): string {
  return socket instanceof Socket ? (socket.remoteAddress ?? 'pipe') : 'pipe';
}
