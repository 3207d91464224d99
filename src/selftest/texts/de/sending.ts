import type { sending as english } from '../en/sending.ts';
import { isOutside, type Sentence, type Value } from '../value.ts';

const SET_PORT =
  'Prüfen Sie, ob der Dienst läuft und dort lauscht (PORT, HOST). Hinter dem IIS kennt nur der Dienst selbst seinen ' +
  'Port: Geben Sie die Adresse an, an der der IIS lauscht, --url http://localhost/Webservices/SyncNotification.svc.';
const FROM_INSIDE =
  'Viele Firewalls lassen eine Maschine ihre eigene Adresse von aussen nicht aufrufen: Führen Sie den Test dann mit ' +
  '--url auf einer Maschine ausserhalb aus. Sonst sehen Sie nach DNS, Firewall und Proxy.';

/** Of the way to the service, by step and code. */
export const sending: Readonly<Record<keyof typeof english, Sentence>> = {
  'address.running': [(v: Value) => `die eigene Adresse des Dienstes, ${v('socketPath') || v('url')}`, null],
  'address.settings': [(v: Value) => `${v('socketPath') || v('url')}, gemäss ${v('name')}`, null],
  'address.default': [(v: Value) => `${v('url')}: Es ist kein Port gesetzt, also der übliche`, null],
  'address.given': [(v: Value) => v('url'), null],
  'address.rooms': [(v: Value) => `${v('url')}: ${v('name')} von ROOMS, was Exchange mitgeteilt wird`, null],
  'address.port_unknown': [
    () => 'der Dienst nimmt irgendeinen freien Port (PORT ist 0), den nur er selbst kennt',
    () =>
      'Setzen Sie PORT, oder geben Sie die Adresse an: --url http://localhost:12345/Webservices/SyncNotification.svc.',
  ],
  'address.no_rooms_config': [
    () => 'die Konfiguration von ROOMS wird hier nicht gelesen; in ihr steht, welche Adresse Exchange kennt',
    () =>
      'Setzen Sie ROOMS_CONFIG_DIR auf den Ordner mit RoomsAppSettings.config, oder geben Sie die Adresse an: --url https://...',
  ],
  'address.no_rooms_url': [
    (v: Value) => `RoomsAppSettings.config in ${v('folder')} hat keine ExchangeServiceUrl`,
    () =>
      'Exchange wird dann die Root-Url aus den globalen Parametern von ROOMS mitgeteilt: Geben Sie diese an, --url https://.../Webservices/SyncNotification.svc.',
  ],

  'message.made': [
    (v: Value) =>
      `ein ${v('kind')} einer Subscription, die es nirgends gibt: ${v('subscriptionId').slice(0, 48)}...`,
    null,
  ],
  'message.no_row': [
    (v: Value) =>
      `nichts wird gesendet: Das Mapping macht nur aus ${v('kinds')} Zeilen, und keine Testmeldung kann so etwas sein`,
    () =>
      'Nehmen Sie die Arten von Ereignissen, von denen ROOMS erfahren soll, in «events» des Mappings auf.',
  ],
  'message.unfit_value': [
    (v: Value) => `nichts wird gesendet: Das Mapping kann ein ${v('kind')} nicht speichern: ${v('reason')}`,
    () =>
      'Korrigieren Sie diese Spalte im Mapping; Meldungen von Exchange scheitern vielleicht ebenso an ihr.',
  ],
  'message.key_changes': [
    (v: Value) =>
      `nichts wird gesendet: Der Schlüssel des Mappings enthält ${v('columns')}, was jedes Mal einen anderen Wert hat`,
    () =>
      'Nehmen Sie es aus «key» im Mapping: Was Exchange noch einmal sendet, stünde doppelt in der Tabelle, und die Zeile eines Tests wäre nicht zu finden.',
  ],
  'message.key_same': [
    (v: Value) =>
      `nichts wird gesendet: Der Schlüssel des Mappings (${v('columns')}) unterscheidet zwei Meldungen nicht`,
    () =>
      'Nehmen Sie Watermark und Ids in «key» des Mappings auf: So gehen Ereignisse verloren, die für wiederholte gehalten werden.',
  ],

  'send.sent': [
    (v: Value) =>
      `${v('bytes')} Byte${v('peer') === '' ? '' : ` an ${v('peer')}`}, verbunden in ${v('connectMs')} ms`,
    null,
  ],
  'send.refused': [
    (v: Value) => `an ${v('target')} lauscht niemand (${v('reason')})`,
    (v: Value) =>
      isOutside(v) ? 'Prüfen Sie Host und Port der Adresse, und den Webserver oder Proxy dort.' : SET_PORT,
  ],
  'send.name_unknown': [
    (v: Value) => `der Name ${v('target')} lässt sich nicht auflösen (${v('reason')})`,
    () =>
      'Korrigieren Sie den Namen, oder tragen Sie ihn im DNS ein; auch Exchange muss ihn auflösen können.',
  ],
  'send.pipe_missing': [
    (v: Value) => `die Pipe oder den Socket ${v('target')} gibt es nicht`,
    () =>
      'Prüfen Sie, ob der Dienst mit demselben PORT läuft. Hinter dem IIS ist die Pipe bei jedem Start eine andere: Geben Sie die Adresse an, an der der IIS lauscht, --url http://localhost/Webservices/SyncNotification.svc.',
  ],
  'send.not_permitted': [
    (v: Value) => `dieses Konto darf sich nicht mit ${v('target')} verbinden (${v('reason')})`,
    () => 'Führen Sie den Befehl mit dem Konto des Dienstes oder als Administrator aus.',
  ],
  'send.no_answer': [
    (v: Value) => `keine Verbindung zu ${v('target')} (${v('reason')})`,
    (v: Value) => (isOutside(v) ? FROM_INSIDE : SET_PORT),
  ],
  'send.certificate_expired': [
    (v: Value) => `das Zertifikat von ${v('target')} gilt heute nicht (${v('reason')})`,
    () =>
      'Erneuern Sie es dort, wo TLS endet: auf dem Proxy, im IIS oder in tlsCert/tlsPfx. Auch Exchange würde diese Adresse nicht aufrufen.',
  ],
  'send.certificate_name': [
    (v: Value) => `das Zertifikat von ${v('target')} lautet auf einen anderen Namen (${v('reason')})`,
    () =>
      'Verwenden Sie ein Zertifikat, in dem dieser Name steht, oder die Adresse, auf die es ausgestellt ist.',
  ],
  'send.certificate_wanted': [
    (v: Value) => `${v('target')} verlangt ein Zertifikat des Aufrufers (${v('reason')})`,
    () =>
      'Mit tlsClientCa darf nur ein Proxy mit seinem Zertifikat aufrufen: Testen Sie mit --url über diesen. Exchange hat keines vorzuweisen.',
  ],
  'send.certificate_untrusted': [
    (v: Value) => `dem Zertifikat von ${v('target')} wird hier nicht vertraut (${v('reason')})`,
    () =>
      'Lassen Sie den Server auch seine Zwischenzertifikate senden. Ist die Zertifizierungsstelle Ihre eigene, so muss Exchange ihr vertrauen; diesem Befehl sagt es NODE_EXTRA_CA_CERTS=stelle.pem.',
  ],
  'send.no_tls': [
    (v: Value) => `${v('target')} spricht kein TLS, oder keine Version, die beide kennen (${v('reason')})`,
    () =>
      'Prüfen Sie Port und Anfang der Adresse: https:// braucht dort ein Zertifikat, http:// ist ein anderer Port.',
  ],
  'send.hung_up': [
    (v: Value) => `${v('target')} hat aufgelegt, bevor es etwas gehört hat (${v('reason')})`,
    () =>
      'Vielleicht weist eine Firewall oder ein Proxy diese Maschine ab, oder maxConnections des Dienstes ist erreicht.',
  ],
  'send.not_connected': [
    (v: Value) => `keine Verbindung zu ${v('target')} (${v('reason')})`,
    () => 'Prüfen Sie die Adresse und das Netz dazwischen.',
  ],
};
