import { createServer, type RequestListener, type Server } from 'node:http';
import { limitConnections } from '../http/limit-connections.ts';
import type { RepeatedLog } from '../http/repeated-log.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../store/clock.ts';

export interface AdminListenerOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly handler: RequestListener;
  readonly log: Logger;
  /** For what anybody could cause many times. */
  readonly repeated: RepeatedLog;
  readonly clock: Clock;
}

/** The listener for administrators, whether it has its port already or not. */
export interface AdminListener {
  /** `http://127.0.0.1:8081`; null while it has no port. */
  address(): string | null;
  /** Resolves when the port was tried once, or after a quarter of a second; for a log line that tells the address. */
  readonly tried: Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** How often a port that is taken is tried again, in milliseconds: the time that a recycled process takes to end. */
const RETRY_MS = 3000;

/** Administrators, monitoring and probes; more connections at once are none of these. */
const MOST_CONNECTIONS = 100;

/** One address does not keep the probes of others out, for supervisors would restart the service. */
const MOST_OF_ADDRESS = 50;

/**
 * How long nothing may be sent or taken, in milliseconds: who asks and then is gone, or reads no further, would keep
 * a connection for good. A self-test is waited for in silence, for up to a minute.
 */
const SILENCE_MS = 120_000;

/** How long replies that are under way may take when the service stops, in milliseconds. */
const CLOSE_MS = 1000;

/** How long it is waited for the first try, in milliseconds: an address is had at once, a name may have to be asked for. */
const FIRST_TRY_MS = 250;

/** What to do, by the error's code. */
const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'another program listens there, or another process of this service: give each a port of its own (adminPort), or off',
  EACCES: 'the account of the service may not listen there: set an adminPort above 1023',
  EADDRNOTAVAIL: 'adminHost is no address of this machine',
  ENOTFOUND: 'adminHost is a name that is not known',
};

/**
 * Begins to listen, and returns before it does: notifications never wait for this port. Where it cannot be had (two
 * processes overlap when IIS recycles, iisnode runs several), that is reported once, and it is tried again until it
 * can.
 */
export function openAdminListener(options: AdminListenerOptions): AdminListener {
  const { port, host, handler, log, repeated, clock } = options;
  const server = createServer(
    {
      keepAliveTimeout: 15_000,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 5000,
      maxHeaderSize: 16 * 1024,
    },
    handler,
  );
  server.setTimeout(SILENCE_MS);
  limitConnections(server, { max: MOST_CONNECTIONS, maxOf: () => MOST_OF_ADDRESS }, ({ code, from }) => {
    const limits = { most: MOST_CONNECTIONS, mostOfAddress: MOST_OF_ADDRESS };
    repeated.warn('too many connections to the port for administrators', { code, from, ...limits });
  });
  let reported: string | null = null;
  let isClosed = false;
  let cancel = (): void => undefined;

  const tryAgain = (error: NodeJS.ErrnoException): void => {
    const code = error.code ?? 'unknown';
    if (reported !== code) {
      reported = code;
      log.warn(
        'the status page and /readyz are not served for now; notifications are received all the same',
        {
          port,
          host,
          code,
          advice: ADVICE[code] ?? error.message,
        },
      );
    }
    cancel = clock.after(RETRY_MS, listen);
  };
  const listen = (): void => {
    if (!isClosed) {
      server.listen(port, host);
    }
  };
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (!isClosed && !server.listening) {
      tryAgain(error);
    }
  });
  server.on('listening', () => {
    if (isClosed) {
      server.close();
      return;
    }
    log.info('the listener for administrators is open', {
      address: addressOf(server),
      ...(reported !== null && { after: reported }),
    });
    reported = null;
  });
  const first = Promise.withResolvers<undefined>();
  const patience = setTimeout(() => first.resolve(undefined), FIRST_TRY_MS).unref();
  const end = (): void => {
    clearTimeout(patience);
    first.resolve(undefined);
  };
  server.once('listening', end).once('error', end);
  listen();
  let closing: Promise<void> | null = null;
  return {
    address: () => addressOf(server),
    tried: first.promise,
    close() {
      isClosed = true;
      cancel();
      return (closing ??= closeServer(server));
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) {
    return;
  }
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await closed;
  clearTimeout(timer);
}

function addressOf(server: Server): string | null {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    return null;
  }
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
