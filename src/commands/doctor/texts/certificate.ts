import type { Texts } from '../../../language.ts';

const en = {
  own: 'certificate of this service',
  served: (host: string, port: number) => `certificate at ${host}:${port}`,
  handshake: (which: string, reason: string) => `${which}: the TLS handshake failed (${reason})`,
  unreached: (which: string) => `${which}: not seen, nothing can be reached there`,
  mendHandshake:
    'Check that the port speaks TLS, its certificate, and which TLS versions and ciphers it offers.',
  protocol: (which: string, protocol: string) => `${which}: ${protocol}`,
  oldProtocol: (which: string, protocol: string) => `${which}: only ${protocol}, which is outdated`,
  newerProtocol: 'Switch TLS 1.2 on there; Exchange Online speaks nothing older.',
  valid: (which: string, subject: string, day: string, days: number) =>
    `${which}: ${subject}, valid until ${day}, ${days} days`,
  soon: (which: string, subject: string, day: string, days: number) =>
    `${which}: ${subject} expires in ${days} days, on ${day}`,
  renew: 'Renew it before that day. Where that should happen by itself, find out why it did not.',
  expired: (which: string, subject: string, day: string) => `${which}: ${subject} expired on ${day}`,
  renewNow: 'Renew it now: Exchange sends nothing to an address whose certificate has expired.',
  early: (which: string, subject: string, day: string) => `${which}: ${subject} is not valid before ${day}`,
  clockOrOther: 'Check the clock of this machine, or install a certificate that is valid already.',
  named: (which: string, host: string) => `${which}: made out to ${host}`,
  misnamed: (which: string, host: string, names: string) => `${which}: made out to ${names}, not to ${host}`,
  otherName:
    'Install a certificate that has this host name among its alternative names, or let ROOMS name a host that it has.',
  trusted: (which: string) => `${which}: its chain leads to an authority that this machine trusts`,
  incomplete: (which: string, code: string) =>
    `${which}: the certificates of its issuers are not sent along (${code})`,
  sendChain: 'Install the whole chain on the server: browsers may find what is missing, Exchange need not.',
  selfSigned: (which: string, code: string) => `${which}: nobody but itself vouches for it (${code})`,
  trustIt:
    'Install a certificate of an authority that the Exchange servers trust, or its authority on each of them.',
  untrusted: (which: string, code: string) => `${which}: not trusted here (${code})`,
  none: 'no https URL, and no TLS of its own: there is no certificate to look at',
  unusable: (which: string, reason: string) => `${which}: ${reason}`,
  mendFiles: 'Correct tlsCert and tlsKey, or tlsPfx: the service does not start with them.',
};

const de: typeof en = {
  own: 'Zertifikat dieses Dienstes',
  served: (host, port) => `Zertifikat an ${host}:${port}`,
  handshake: (which, reason) => `${which}: der TLS-Handshake ist gescheitert (${reason})`,
  unreached: (which) => `${which}: nicht gesehen, dort ist nichts zu erreichen`,
  mendHandshake:
    'Prüfen Sie, ob der Port TLS spricht, sein Zertifikat, und welche TLS-Versionen und Verfahren er anbietet.',
  protocol: (which, protocol) => `${which}: ${protocol}`,
  oldProtocol: (which, protocol) => `${which}: nur ${protocol}, das ist veraltet`,
  newerProtocol: 'Schalten Sie dort TLS 1.2 ein; Exchange Online spricht nichts Älteres.',
  valid: (which, subject, day, days) => `${which}: ${subject}, gültig bis ${day}, ${days} Tage`,
  soon: (which, subject, day, days) => `${which}: ${subject} läuft in ${days} Tagen ab, am ${day}`,
  renew:
    'Erneuern Sie es vor diesem Tag. Wo das von selbst geschehen sollte, finden Sie heraus, warum nicht.',
  expired: (which, subject, day) => `${which}: ${subject} ist am ${day} abgelaufen`,
  renewNow: 'Erneuern Sie es jetzt: Exchange sendet nichts an eine Adresse, deren Zertifikat abgelaufen ist.',
  early: (which, subject, day) => `${which}: ${subject} gilt nicht vor dem ${day}`,
  clockOrOther: 'Prüfen Sie die Uhr dieser Maschine, oder installieren Sie ein Zertifikat, das schon gilt.',
  named: (which, host) => `${which}: ausgestellt auf ${host}`,
  misnamed: (which, host, names) => `${which}: ausgestellt auf ${names}, nicht auf ${host}`,
  otherName:
    'Installieren Sie ein Zertifikat, das diesen Hostnamen unter seinen alternativen Namen hat, oder lassen Sie ROOMS einen Host nennen, den es hat.',
  trusted: (which) => `${which}: seine Kette führt zu einer Stelle, der diese Maschine vertraut`,
  incomplete: (which, code) =>
    `${which}: die Zertifikate seiner Aussteller werden nicht mitgesendet (${code})`,
  sendChain:
    'Installieren Sie die ganze Kette auf dem Server: Browser finden vielleicht, was fehlt, Exchange muss es nicht.',
  selfSigned: (which, code) => `${which}: niemand ausser ihm selbst bürgt dafür (${code})`,
  trustIt:
    'Installieren Sie ein Zertifikat einer Stelle, der die Exchange-Server vertrauen, oder deren Zertifikat auf jedem von ihnen.',
  untrusted: (which, code) => `${which}: hier nicht vertraut (${code})`,
  none: 'keine https-URL und kein eigenes TLS: es gibt kein Zertifikat zu prüfen',
  unusable: (which, reason) => `${which}: ${reason}`,
  mendFiles: 'Korrigieren Sie tlsCert und tlsKey, oder tlsPfx: mit ihnen startet der Dienst nicht.',
};

/** What is said of certificates. */
export const CERTIFICATE_TEXTS: Texts<typeof en> = { en, de };

export type CertificateTexts = typeof en;
