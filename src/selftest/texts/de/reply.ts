import type { reply as english } from '../en/reply.ts';
import { isOutside, who, type Sentence, type Value } from '../value.ts';

const LOOK_AT_LOG = 'Warum, steht im Log des Dienstes in der Zeile dieses Augenblicks.';

/** Of the reply, by step and code. */
export const reply: Readonly<Record<keyof typeof english, Sentence>> = {
  'reply.ok': [
    () => 'SubscriptionStatus OK: Die Meldung ist gespeichert, und Exchange würde weitersenden',
    null,
  ],
  'reply.unsubscribe': [
    () =>
      'SubscriptionStatus Unsubscribe: Die Meldung ist gespeichert, und Exchange würde die Subscription beenden',
    () =>
      'Der Mandant steht in retiredMandators: Nehmen Sie ihn dort heraus, wenn ROOMS seine Benachrichtigungen bekommen soll.',
  ],
  'reply.timeout': [
    (v: Value) => `keine ganze Antwort innerhalb von ${v('ms')} ms`,
    () =>
      `Exchange wartet 30 s und sendet dann noch einmal. Die Datenbank oder der Datenträger des Datenordners ist zu langsam, oder ein Proxy hält die Meldung zurück. ${LOOK_AT_LOG}`,
  ],
  'reply.no_http': [
    (v: Value) => `was an ${v('target')} antwortet, spricht nicht HTTP (${v('reason')})`,
    () =>
      'Prüfen Sie den Port: Dort lauscht ein anderes Programm, oder er spricht TLS, und die Adresse muss mit https:// beginnen.',
  ],
  'reply.cut': [
    (v: Value) => `die Verbindung endete ohne ganze Antwort (${v('reason')})`,
    () =>
      'Der Dienst oder ein Proxy wurde gerade beendet, oder ein Proxy trennt Verbindungen: Wiederholen Sie den Test. Spricht der Port TLS, so muss die Adresse mit https:// beginnen.',
  ],
  'reply.page': [
    (v: Value) => `statt des Dienstes antwortet eine Webseite${who(v)}`,
    () =>
      'Ein Proxy, eine Anmeldeseite oder die Webanwendung nimmt die Adresse in Anspruch: Leiten Sie den Pfad des Endpunkts ohne Anmeldung zum Dienst (docs/iis.de.md).',
  ],
  'reply.other_reply': [
    (v: Value) => `die Antwort ist nicht die, die Exchange erwartet: ${v('problem')}${who(v)}`,
    () =>
      'An dieser Adresse antwortet etwas anderes, oder ein Proxy verändert Antworten: Leiten Sie den Pfad zum Dienst.',
  ],
  'reply.unavailable': [
    (v: Value) =>
      `503: Der Dienst nimmt zurzeit keine Meldung an${v('fault') === '' ? '' : `: ${v('fault')}`}`,
    () =>
      `Weder Datenbank noch Spool nehmen Zeilen an, oder es kommt mehr herein, als die Grenzen zulassen; Exchange sendet noch einmal. ${LOOK_AT_LOG}`,
  ],
  'reply.mandator_unknown': [
    (v: Value) => `der Dienst kennt den Mandanten nicht (${v('fault')})`,
    () =>
      'Er läuft mit anderen Einstellungen als dieser Befehl hier: Vergleichen Sie SYNC_CONFIG, ROOMS_CONFIG_DIR und mandators, oder starten Sie den Dienst neu.',
  ],
  'reply.action_lost': [
    () => 'der Header SOAPAction ist nicht angekommen',
    () => 'Ein Proxy oder Filter entfernt ihn: Lassen Sie ihn durch. Exchange würde es ebenso ergehen.',
  ],
  'reply.internal': [
    () => 'der Dienst ist an der Meldung gescheitert (ein SOAP-Fault ohne Grund)',
    () =>
      `Das Mapping, das dort gilt, passt nicht zur Meldung, oder der Dienst hat einen eigenen Fehler. ${LOOK_AT_LOG}`,
  ],
  'reply.fault': [
    (v: Value) => `${v('status')}, ein SOAP-Fault: ${v('fault')}`,
    () => 'Etwas auf dem Weg hat die Meldung verändert, oder an dieser Adresse antwortet ein anderer Dienst.',
  ],
  'reply.redirect': [
    (v: Value) => `${v('status')}: umgeleitet nach ${v('location')}${who(v)}`,
    () =>
      'Exchange folgt keiner Umleitung: Der Pfad des Endpunkts muss dort beantwortet werden, wo er aufgerufen wird.',
  ],
  'reply.bad_request': [
    (v: Value) => `400: Die Meldung wurde nicht verstanden${who(v)}`,
    () =>
      'Etwas auf dem Weg hat sie verändert, oder der Port spricht TLS, und die Adresse muss mit https:// beginnen.',
  ],
  'reply.login_wanted': [
    (v: Value) => `${v('status')}: Es wird eine Anmeldung verlangt (${v('login')})${who(v)}`,
    () =>
      'Exchange hat keine: Erlauben Sie im IIS oder Proxy für den Pfad des Endpunkts anonymen Zugriff, und nichts anderes.',
  ],
  'reply.caller_not_allowed': [
    () => '403: Der Dienst nimmt von hier keine Meldungen an',
    (v: Value) =>
      isOutside(v)
        ? 'Das Log nennt die Adresse, die er gesehen hat. Ist das ein Proxy, so nennen Sie ihn in trustProxy; soll diese Maschine aufrufen dürfen, so nehmen Sie sein Netz in allow auf (docs/access.de.md).'
        : 'Nehmen Sie loopback (hinter IIS und Pipes: pipe) in allow auf (SYNC_ALLOW), oder testen Sie mit --url von aussen.',
  ],
  'reply.forbidden_in_front': [
    (v: Value) => `403, und nicht vom Dienst${who(v)}`,
    () =>
      'Ein Proxy, eine Firewall oder der IIS (Einschränkung nach IP-Adressen, Clientzertifikate, Rechte am Ordner) weist ab.',
  ],
  'reply.path_unknown': [
    () => '404: Der Dienst antwortet nicht unter diesem Pfad',
    () => 'Nehmen Sie den Pfad in paths auf (SYNC_PATHS), oder korrigieren Sie die Adresse.',
  ],
  'reply.not_found_in_front': [
    (v: Value) => `404, und nicht vom Dienst${who(v)}`,
    () =>
      'IIS oder Proxy leiten den Pfad nicht zum Dienst: Sehen Sie nach web.config und Rewrite-Regeln; der IIS leitet *.svc zu ASP.NET, wenn ihm nichts anderes gesagt wird (docs/iis.de.md).',
  ],
  'reply.method_refused': [
    (v: Value) => `405: POST wird hier nicht angenommen${who(v)}`,
    () =>
      'Ein Handler für Dateien antwortet statt des Dienstes: Im IIS muss der Handler des Moduls den Pfad nehmen (docs/iis.de.md).',
  ],
  'reply.too_large': [
    (v: Value) => `413: zu gross, bei etwa 2 kB${who(v)}`,
    () =>
      'Heben Sie die Grenze des Proxys oder des IIS (maxAllowedContentLength, client_max_body_size) auf die von maxBodyBytes an.',
  ],
  'reply.content_type': [
    (v: Value) => `415: text/xml wurde nicht als text/xml angenommen${who(v)}`,
    () => 'Ein Proxy verändert den Header Content-Type, oder ein anderer Dienst antwortet.',
  ],
  'reply.too_many': [
    (v: Value) => `429: zu viele Anfragen${who(v)}`,
    () =>
      'Ein Proxy davor begrenzt die Anfragen: Nehmen Sie den Endpunkt davon aus, Exchange sendet in Schüben.',
  ],
  'reply.error_in_front': [
    (v: Value) => `500, und nicht vom Dienst${who(v)}`,
    () =>
      'Der Fehler liegt beim IIS oder Proxy selbst: 500.19 ist die web.config, 500.21 ein Handler von ASP.NET (docs/iis.de.md).',
  ],
  'reply.bad_gateway': [
    (v: Value) => `${v('status')}: Der Proxy erreicht den Dienst nicht${who(v)}`,
    () =>
      'Der Dienst läuft nicht, oder er lauscht anderswo. IIS: 502.5 heisst, er ist nicht gestartet, 502.3, er brach ab; sein Log sagt, warum.',
  ],
  'reply.stopped_in_front': [
    (v: Value) => `503, und nicht vom Dienst${who(v)}`,
    () =>
      'Der Anwendungspool ist gestoppt (der IIS tut das nach fünf gescheiterten Starts), oder der Proxy hat kein Ziel.',
  ],
  'reply.other_status': [
    (v: Value) => `${v('status')}: Exchange würde noch einmal senden${who(v)}`,
    () => 'Sehen Sie in den Logs von Proxy und Dienst nach.',
  ],
};
