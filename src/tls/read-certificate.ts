import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket, type SecureContextOptions, type SecureVersion } from 'node:tls';

/** Where the certificate of the service is, and what is asked of callers. */
export interface TlsOptions {
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly pfxFile?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly minVersion: SecureVersion;
  readonly clientCaFile?: string | undefined;
}

/** A certificate that can be used. */
export interface Certificate {
  readonly context: SecureContextOptions;
  /** Changes when one of the files does. */
  readonly digest: string;
  readonly subject: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** Whether it is made out to a host name, or to a name with a wildcard that covers it. */
  names(host: string): boolean;
}

/** Sentences for what OpenSSL says of files that do not work. */
const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/key values mismatch|key type mismatch/, 'tlsKey is not the key of the first certificate in tlsCert'],
  [/mac verify failure/, 'tlsPassphrase is not the passphrase of tlsPfx'],
  [/bad decrypt|bad password read|interrupted or cancelled/, 'tlsPassphrase is not the passphrase of tlsKey'],
  [/no start line/, 'tlsCert holds no certificate in PEM'],
  [/DECODER routines::unsupported/, 'tlsKey holds no private key in PEM'],
  [/wrong tag|not enough data|asn1/i, 'tlsPfx is no PFX file'],
];

/** The bytes of the files, by option. */
export type TlsBytes = Readonly<Record<'certFile' | 'keyFile' | 'pfxFile' | 'clientCaFile', Buffer | null>>;

/** @throws Error that names the setting and the file that cannot be read */
export async function readTlsFiles(options: TlsOptions): Promise<TlsBytes> {
  const names = ['certFile', 'keyFile', 'pfxFile', 'clientCaFile'] as const;
  const entries = names.map(async (name) => [name, await readOne(name, options[name])] as const);
  return Object.fromEntries(await Promise.all(entries)) as TlsBytes;
}

/** Tells whether files are the same as before. */
export function digestOf(bytes: TlsBytes): string {
  const hash = createHash('sha256');
  for (const content of Object.values(bytes)) {
    hash.update(`${content?.length ?? '-'}\n`).update(content ?? '');
  }
  return hash.digest('hex');
}

/** @throws Error in words for the administrator where the files do not make a certificate with its key */
export function makeCertificate(bytes: TlsBytes, { passphrase, minVersion }: TlsOptions): Certificate {
  const { certFile: cert, keyFile: key, pfxFile: pfx, clientCaFile: ca } = bytes;
  const context: SecureContextOptions = {
    ...(cert !== null && { cert }),
    ...(key !== null && { key }),
    ...(pfx !== null && { pfx }),
    ...(ca !== null && { ca: certificatesIn(ca) }),
    ...(passphrase !== undefined && { passphrase }),
    minVersion,
  };
  const own = ownCertificate(context);
  return {
    context,
    digest: digestOf(bytes),
    subject: own.subject.replaceAll('\n', ', '),
    validFrom: own.validFromDate,
    validTo: own.validToDate,
    names: (host) => own.checkHost(host) !== undefined,
  };
}

async function readOne(name: keyof TlsBytes, path: string | undefined): Promise<Buffer | null> {
  try {
    return path === undefined ? null : await readFile(path);
  } catch (error) {
    const setting = `tls${name.charAt(0).toUpperCase()}${name.slice(1, -'File'.length)}`;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${setting} cannot be read: ${reason}`, { cause: error });
  }
}

/** OpenSSL would pass over a file without certificates, and refuse everybody. */
function certificatesIn(pem: Buffer): string[] {
  const found = pem.toString('latin1').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  try {
    return (found ?? [])
      .map((one) => new X509Certificate(one).toString())
      .concat(found === null ? fail() : []);
  } catch (error) {
    throw new Error('tlsClientCa holds no certificates in PEM', { cause: error });
  }
}

function fail(): never {
  throw new Error('no certificate found');
}

/** The certificate that callers will see, whichever file it came in: a TLS socket that is connected to nobody knows. */
function ownCertificate(context: SecureContextOptions): X509Certificate {
  let socket: TLSSocket | null = null;
  try {
    const nobody = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    socket = new TLSSocket(nobody, { isServer: true, secureContext: createSecureContext(context) });
    const certificate = socket.getX509Certificate();
    if (certificate === undefined) {
      throw new Error('there is no certificate in it');
    }
    return certificate;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? message;
    throw new Error(`the certificate cannot be used: ${reason}`, { cause: error });
  } finally {
    socket?.destroy();
  }
}
