import { optionalSetting, setting } from './setting.ts';
import { duration, filePath, oneOf, text } from './value-type.ts';

/** The settings of TLS without a proxy, declared as all others are. */
export const tlsSettings = {
  tlsCert: optionalSetting(filePath('the path of a PEM file', 'file'), {
    group: 'TLS',
    unset: 'no TLS, unless `tlsPfx` is set',
    example: '/etc/sync-notification/tls/fullchain.pem',
    summary:
      'Certificate of this service, followed by those of its issuers (PEM). The port then speaks HTTPS only.',
    advice: 'Set it with `tlsKey` where no proxy in front does TLS.',
  }),
  tlsKey: optionalSetting(filePath('the path of a PEM file', 'file'), {
    group: 'TLS',
    unset: 'no TLS, unless `tlsPfx` is set',
    example: '/etc/sync-notification/tls/key.pem',
    summary: 'Private key of `tlsCert` (PEM).',
    advice: 'Let nobody but the service read it.',
  }),
  tlsPfx: optionalSetting(filePath('the path of a PFX file', 'file'), {
    group: 'TLS',
    unset: 'no TLS, unless `tlsCert` is set',
    example: 'C:\\ProgramData\\sync-notification\\certificate.pfx',
    summary: 'Certificate and private key in one file (PFX, PKCS #12), as Windows exports them.',
    advice: 'Set it instead of `tlsCert` and `tlsKey`.',
  }),
  tlsPassphrase: optionalSetting(text('a passphrase', 'text'), {
    group: 'TLS',
    unset: 'none',
    example: 'better in SYNC_TLS_PASSPHRASE_FILE',
    secret: true,
    summary: 'Passphrase of `tlsKey` or `tlsPfx`.',
    advice: 'Prefer `SYNC_TLS_PASSPHRASE_FILE`, the path of a file that only the service may read.',
  }),
  tlsMinVersion: setting(oneOf(['TLSv1.2', 'TLSv1.3']), {
    group: 'TLS',
    default: 'TLSv1.2',
    summary: 'Oldest TLS version accepted from callers.',
    advice: 'Leave it: Exchange Server up to 2016 knows nothing newer than 1.2.',
  }),
  tlsClientCa: optionalSetting(filePath('the path of a PEM file', 'file'), {
    group: 'TLS',
    unset: 'no certificate is asked for',
    example: '/etc/sync-notification/tls/client-ca.pem',
    summary: 'Issuers of client certificates (PEM): who presents none of theirs gets no connection.',
    advice:
      'Exchange has none to present; set it where only a proxy of yours may call, health checks included.',
  }),
  tlsReloadMs: setting(duration(100), {
    group: 'TLS',
    default: '60s',
    summary:
      'How often the files of TLS are looked at: what has changed counts for the next connection, and what is broken ' +
      'does not replace what works.',
    advice: 'Leave it.',
  }),
};
