import { stat, unlink } from 'node:fs/promises';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { Logger } from '../log.ts';
import type { ListenerObserver } from '../observer.ts';
import type { WatchedCertificate } from '../tls/watch-certificate.ts';
import { answerBrokenConnections } from './broken-connections.ts';
import { createConnectionDrain } from './connection-drain.ts';
import { noteExpectation } from './expect-continue.ts';
import { limitConnections, type ConnectionLimits } from './limit-connections.ts';
import { createConnectionRefusal } from './refuse-connection.ts';
import { createRepeatedLog } from './repeated-log.ts';

export interface ListenOptions {
  /** A TCP port (0: any free one), or the path of a named pipe or Unix socket. */
  readonly port: number | string;
  /** Ignored for a pipe or socket. */
  readonly host?: string | undefined;
  readonly keepAliveTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly connections: ConnectionLimits;
  /** The certificate where HTTPS is spoken; null for plain HTTP. */
  readonly tls: WatchedCertificate | null;
  readonly log: Logger;
  readonly observer?: ListenerObserver;
}

/** A server that listens. */
export interface Listener {
  /** `http://0.0.0.0:8080`, or the path of the pipe or socket. */
  readonly address: string;
  /** The TCP port that was taken; null for a pipe or socket. */
  readonly port: number | null;
  /** How many connections are open. */
  openConnections(): number;
  /**
   * Takes no more connections, lets what was accepted finish, and cuts what is left after the deadline.
   * @param deadlineMs milliseconds
   */
  close(deadlineMs: number): Promise<void>;
}

/** How often slow callers are looked for. Node's own 30 s would make a time-out of 30 s anything up to 60 s. */
const TIMEOUT_CHECK_MS = 5000;

/** Bytes of a request's head; more is answered with 431. */
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Starts the HTTP server.
 * @throws Error saying what to do where the address is taken or not allowed
 */
export async function listen(handler: RequestListener, options: ListenOptions): Promise<Listener> {
  const server = createAnyServer(
    options.tls,
    {
      keepAliveTimeout: options.keepAliveTimeoutMs,
      headersTimeout: options.headersTimeoutMs,
      requestTimeout: options.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(TIMEOUT_CHECK_MS, options.headersTimeoutMs),
      maxHeaderSize: MAX_HEADER_BYTES,
      insecureHTTPParser: false,
      // Refused by the application, which tells the log.
      requireHostHeader: false,
    },
    handler,
  );
  // Node would leave out what exceeds its limit without a word; the application counts them itself.
  server.maxHeadersCount = 0;
  const repeated = createRepeatedLog(options.log);
  const refuse = createConnectionRefusal(repeated, options.observer);
  limitConnections(server, options.connections, refuse);
  const drain = createConnectionDrain(server);
  const broken = answerBrokenConnections(server, refuse);
  const note: RequestListener = (request, response) => {
    drain.note(request, response);
    broken.note(request, response);
  };
  // Exchange may ask before it sends a body: it is told to go on when the body is wanted, not before the gates.
  server.on('checkContinue', (request, response) => {
    note(request, response);
    noteExpectation(request);
    handler(request, response);
  });
  server.on('checkExpectation', (request, response) => {
    note(request, response);
    noteExpectation(request);
    handler(request, response);
  });
  server.prependListener('request', note);
  if (typeof options.port === 'string') {
    await removeStaleSocket(options.port);
  }
  await startListening(server, options);
  return {
    ...addressOf(server, options.tls === null ? 'http' : 'https'),
    openConnections: drain.openConnections,
    async close(deadlineMs) {
      const closed = new Promise((resolve) => server.close(resolve));
      drain.begin();
      const timer = setTimeout(() => {
        const [requests, connections] = [drain.openRequests(), drain.openConnections()];
        if (connections > 0) {
          options.log.warn('requests were cut off because the service stops', {
            ...{ requests, connections, afterMs: deadlineMs },
            advice: 'what was not answered is sent again; shutdownTimeoutMs is how long a stop waits',
          });
        }
        server.closeAllConnections();
      }, deadlineMs);
      await closed;
      clearTimeout(timer);
      repeated.close();
    },
  };
}

/** An HTTPS server is an HTTP server for all but its sockets. */
function createAnyServer(
  tls: WatchedCertificate | null,
  options: ServerOptions,
  handler: RequestListener,
): Server {
  if (tls === null) {
    return createServer(options, handler);
  }
  const asksClients = { requestCert: tls.asksClients, rejectUnauthorized: tls.asksClients };
  const handshakeTimeout = options.headersTimeout ?? 0;
  const server = createTlsServer({ ...options, ...tls.context, ...asksClients, handshakeTimeout }, handler);
  tls.follow((context) => server.setSecureContext(context));
  return server;
}

function startListening(server: Server, { port, host }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    const onListening = (): void => {
      server.removeAllListeners('error');
      server.on('error', () => undefined);
      resolve();
    };
    if (typeof port === 'string') {
      server.listen(port, onListening);
    } else if (host === undefined) {
      server.listen(port, onListening);
    } else {
      server.listen(port, host, onListening);
    }
  });
}

function explain(error: NodeJS.ErrnoException, port: number | string): Error {
  const advice: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program listens there; stop it or set another PORT',
    EACCES: 'the account of the service may not listen there; set a PORT above 1023 or give it the right',
    EADDRNOTAVAIL: 'HOST is no address of this machine',
  };
  const what = advice[error.code ?? ''] ?? error.message;
  return new Error(`cannot listen on ${port}: ${what}`, { cause: error });
}

function addressOf(server: Server, scheme: string): { address: string; port: number | null } {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    return { address: address ?? '', port: null };
  }
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { address: `${scheme}://${host}:${address.port}`, port: address.port };
}

/** A Unix socket that a killed process left behind would keep us from listening; one in use is left alone. */
async function removeStaleSocket(path: string): Promise<void> {
  const isSocket = await stat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
  if (isSocket && !(await isAnswered(path))) {
    await unlink(path);
  }
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answered: boolean) => (): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });
}
