import type { SecureContextOptions } from 'node:tls';
import type { Logger } from '../log.ts';
import { expiresSoon } from './expiry.ts';
import {
  digestOf,
  makeCertificate,
  readTlsFiles,
  type Certificate,
  type TlsOptions,
} from './read-certificate.ts';

/** The certificate in use, and what follows its files. */
export interface WatchedCertificate {
  /** For the start of the server. */
  readonly context: SecureContextOptions;
  /** Whether callers have to present a certificate. */
  readonly asksClients: boolean;
  /** The end of the certificate in use. */
  readonly validTo: Date;
  /** Calls back with what new connections are to be made with, when the files have changed for something that works. */
  follow(use: (context: SecureContextOptions) => void): void;
  close(): Promise<void>;
}

/** How often a certificate is warned of. */
const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Reads the certificate and looks at its files from time to time: links that are exchanged, as certbot and Kubernetes
 * do, and network drives tell nobody that they have changed.
 * @throws Error in words for the administrator where it cannot be used now
 */
export async function watchCertificate(
  options: TlsOptions,
  {
    log,
    everyMs,
    now = Date.now,
  }: { readonly log: Logger; readonly everyMs: number; readonly now?: () => number },
): Promise<WatchedCertificate> {
  let current = makeCertificate(await readTlsFiles(options), options);
  let use: (context: SecureContextOptions) => void = () => undefined;
  let refused: string | null = null;
  let warnedAt = -Infinity;
  let looking: Promise<void> = Promise.resolve();

  const warnOfEnd = (): void => {
    if (now() - warnedAt >= MILLISECONDS_A_DAY && warn(current, log, now())) {
      warnedAt = now();
    }
  };
  const look = async (): Promise<void> => {
    let seen = 'unreadable';
    try {
      const bytes = await readTlsFiles(options);
      seen = digestOf(bytes);
      if (seen !== current.digest && seen !== refused) {
        current = makeCertificate(bytes, options);
        use(current.context);
        refused = null;
        warnedAt = -Infinity;
        log.info('TLS certificate replaced', { subject: current.subject, validTo: current.validTo });
      }
    } catch (error) {
      if (seen !== refused) {
        refused = seen;
        log.error('TLS certificate not replaced, the old one stays', { validTo: current.validTo, error });
      }
    }
    warnOfEnd();
  };
  warnOfEnd();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, everyMs).unref();
  return {
    get context() {
      return current.context;
    },
    asksClients: options.clientCaFile !== undefined,
    get validTo() {
      return current.validTo;
    },
    follow(callback) {
      use = callback;
    },
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

function warn({ subject, validFrom, validTo }: Certificate, log: Logger, now: number): boolean {
  if (validTo.getTime() < now) {
    log.error('TLS certificate has expired', { subject, validTo });
  } else if (validFrom.getTime() > now) {
    log.error('TLS certificate is not valid yet', { subject, validFrom });
  } else if (expiresSoon(validTo, now)) {
    log.warn('TLS certificate expires soon', { subject, validTo });
  } else {
    return false;
  }
  return true;
}
