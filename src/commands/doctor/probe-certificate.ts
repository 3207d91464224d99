import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { makeCertificate, readTlsFiles } from '../../tls/read-certificate.ts';
import { speaker } from '../texts.ts';
import { judgeDates } from './certificate-dates.ts';
import { keepHost } from './collect-private.ts';
import type { Context } from './context.ts';
import { bad, doubtful, good, type Diagnosis } from './diagnosis.ts';
import type { OutsideUrl } from './find-urls.ts';
import { shakeHands, type Handshake } from './handshake.ts';
import { hostOf } from './host-of.ts';
import { CERTIFICATE_TEXTS, type CertificateTexts } from './texts/certificate.ts';

type Which = (words: CertificateTexts) => string;

const say = speaker(CERTIFICATE_TEXTS);

/** Errors of the way there, not of TLS: what is found about the URL tells them. */
const NO_WAY = [
  ...['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'],
];

/** The certificates that callers see: those at the URLs from outside, and the service's own. */
export async function probeCertificates(urls: readonly OutsideUrl[], context: Context): Promise<Diagnosis[]> {
  const secure = urls.filter(({ url }) => url.protocol === 'https:').map(({ url }) => url);
  const places = [...new Map(secure.map((url) => [url.host, url])).values()];
  const [own, ...served] = await Promise.all([
    probeOwn(urls, context),
    ...places.map((url) => probeServed(hostOf(url), Number(url.port || 443), context)),
  ]);
  const all = [...served.flat(), ...own];
  return all.length > 0
    ? all
    : [
        good(
          'certificate',
          say((words) => words.none),
        ),
      ];
}

async function probeServed(host: string, port: number, { keep, now }: Context): Promise<Diagnosis[]> {
  const which: Which = (words) => words.served(host, port);
  let handshake: Handshake;
  try {
    handshake = await shakeHands(host, port);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (NO_WAY.includes(code ?? '')) {
      return [
        good(
          'certificate',
          say((words) => words.unreached(which(words))),
        ),
      ];
    }
    const failed = say((words) => words.handshake(which(words), code ?? message));
    return [
      bad(
        'certificate',
        failed,
        say((words) => words.mendHandshake),
      ),
    ];
  }
  const { certificate, protocol, trust } = handshake;
  const subject = keep('name', certificate.subject.replaceAll('\n', ', '));
  namesOf(certificate).forEach((name) => keepHost(name, keep));
  return [
    /^TLSv1(\.1)?$|^SSL/.test(protocol)
      ? doubtful(
          'certificate',
          say((words) => words.oldProtocol(which(words), protocol)),
          say((words) => words.newerProtocol),
        )
      : good(
          'certificate',
          say((words) => words.protocol(which(words), protocol)),
        ),
    judgeDates(
      which,
      { subject, validFrom: certificate.validFromDate, validTo: certificate.validToDate },
      now(),
    ),
    judgeName(which, certificate, host),
    ...judgeTrust(which, trust),
  ];
}

function judgeName(which: Which, certificate: X509Certificate, host: string): Diagnosis {
  const match = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  if (match !== undefined) {
    return good(
      'certificate',
      say((words) => words.named(which(words), host)),
    );
  }
  const names = namesOf(certificate).join(', ') || certificate.subject.replaceAll('\n', ', ');
  return bad(
    'certificate',
    say((words) => words.misnamed(which(words), host, names)),
    say((words) => words.otherName),
  );
}

/** `DNS:a.example, IP Address:192.0.2.1` without what kind of name each is. */
function namesOf({ subjectAltName }: X509Certificate): string[] {
  return (subjectAltName ?? '')
    .split(', ')
    .map((entry) => entry.replace(/^(?:DNS|IP Address):/, ''))
    .filter((entry) => entry !== '');
}

/** What OpenSSL says where an issuer is missing, and where the certificate is its own issuer. */
const INCOMPLETE = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
];
const SELF_SIGNED = ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'];

function judgeTrust(which: Which, trust: string): Diagnosis[] {
  if (trust === 'unknown') {
    return [];
  }
  if (trust === 'trusted') {
    return [
      good(
        'certificate',
        say((words) => words.trusted(which(words))),
      ),
    ];
  }
  const isIncomplete = INCOMPLETE.includes(trust);
  const found = say((words) => {
    const kind = isIncomplete ? 'incomplete' : SELF_SIGNED.includes(trust) ? 'selfSigned' : 'untrusted';
    return words[kind](which(words), trust);
  });
  return [
    doubtful(
      'certificate',
      found,
      say((words) => (isIncomplete ? words.sendChain : words.trustIt)),
    ),
  ];
}

/** The files of the settings. A proxy in front shows another certificate, so no name is asked of this one then. */
async function probeOwn(urls: readonly OutsideUrl[], { settings, keep, now }: Context): Promise<Diagnosis[]> {
  const { tlsCert, tlsKey, tlsPfx, tlsPassphrase, tlsMinVersion, tlsClientCa } = settings;
  if (tlsCert === undefined && tlsPfx === undefined) {
    return [];
  }
  const options = {
    ...{ certFile: tlsCert, keyFile: tlsKey, pfxFile: tlsPfx, clientCaFile: tlsClientCa },
    ...{ passphrase: tlsPassphrase, minVersion: tlsMinVersion },
  };
  try {
    const certificate = makeCertificate(await readTlsFiles(options), options);
    keep('name', certificate.subject);
    const hosts = urls.map(({ url }) => hostOf(url)).filter((host) => isIP(host) === 0);
    const covered = hosts.filter((host) => certificate.names(host));
    return [
      judgeDates((words) => words.own, certificate, now()),
      ...covered.map((host) =>
        good(
          'certificate',
          say((words) => words.named(words.own, host)),
        ),
      ),
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      bad(
        'certificate',
        say((words) => words.unusable(words.own, reason)),
        say((words) => words.mendFiles),
      ),
    ];
  }
}
