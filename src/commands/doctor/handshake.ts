import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, getCACertificates } from 'node:tls';

/** What a server shows of itself in a TLS handshake. */
export interface Handshake {
  readonly certificate: X509Certificate;
  /** `TLSv1.3` */
  readonly protocol: string;
  /** OpenSSL's code for why the chain is not trusted; `trusted`, or `unknown` where wrong dates hide it. */
  readonly trust: string;
}

/** How long it may take, in milliseconds. */
const PATIENCE_MS = 8000;

/** Verification stops at wrong dates, and says nothing of the chain then. */
const HIDING = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

/**
 * Shakes hands as a client that takes everything, old protocols included, to see what is there. An authority is
 * trusted where Node.js or the system itself trusts it: on Windows, those of the company are in the system's store.
 * @throws the connection's error, or Error where there was no handshake in time
 */
export function shakeHands(host: string, port: number): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ca: [...getCACertificates('default'), ...getCACertificates('system')],
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    socket.setTimeout(PATIENCE_MS, () =>
      socket.destroy(Object.assign(new Error('no handshake in time'), { code: 'ETIMEDOUT' })),
    );
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      const protocol = socket.getProtocol() ?? '';
      const reason = reasonOf(socket.authorizationError);
      socket.off('error', reject).on('error', () => undefined);
      socket.destroy();
      if (certificate === undefined) {
        reject(new Error('the server showed no certificate'));
      } else {
        resolve({
          certificate,
          protocol,
          trust: trustOf(certificate, reason),
        });
      }
    });
  });
}

/** The host's name is looked at after the chain, so that an error about the name means that the chain is in order. */
function trustOf(certificate: X509Certificate, reason: string | null): string {
  if (reason === null || reason === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'trusted';
  }
  if (!HIDING.includes(reason)) {
    return reason;
  }
  return certificate.subject === certificate.issuer ? 'DEPTH_ZERO_SELF_SIGNED_CERT' : 'unknown';
}

/** Documented as an error, and a code in fact. */
function reasonOf(error: unknown): string | null {
  if (error === null || error === undefined) {
    return null;
  }
  const { code } = error as { code?: unknown };
  return typeof error === 'string' ? error : typeof code === 'string' ? code : 'UNSPECIFIED';
}
