import type { Settings } from './config/settings.ts';
import type { Logger } from './log.ts';
import { watchCertificate, type WatchedCertificate } from './tls/watch-certificate.ts';

/**
 * Reads the certificate of the service; null where it speaks plain HTTP.
 * @throws Error in words for the administrator
 */
export async function openTls(settings: Settings, log: Logger): Promise<WatchedCertificate | null> {
  const { tlsCert, tlsKey, tlsPfx, tlsPassphrase, tlsMinVersion, tlsClientCa, tlsReloadMs } = settings;
  if (tlsCert === undefined && tlsPfx === undefined) {
    return null;
  }
  return watchCertificate(
    {
      certFile: tlsCert,
      keyFile: tlsKey,
      pfxFile: tlsPfx,
      passphrase: tlsPassphrase,
      minVersion: tlsMinVersion,
      clientCaFile: tlsClientCa,
    },
    { log, everyMs: tlsReloadMs },
  );
}
