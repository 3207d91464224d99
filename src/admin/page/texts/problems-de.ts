import type { ProblemFacts, ProblemTexts } from './problem-texts.ts';

const von = ({ mandator }: ProblemFacts): string => (mandator === null ? '' : ` von ${mandator}`);
const zeilen = (facts: ProblemFacts): string =>
  facts.count('rows') === 1 ? '1 Zeile' : `${facts.number('rows')} Zeilen`;
const warten = (facts: ProblemFacts): string => (facts.count('rows') === 1 ? 'wartet' : 'warten');

const seit = (facts: ProblemFacts): string => (facts.has('since') ? ` seit ${facts.time('since')}` : '');
const wartend = (facts: ProblemFacts): string =>
  facts.count('rows') === 0
    ? 'noch musste nichts warten'
    : `${zeilen(facts)} ${warten(facts)} sicher auf dem Datenträger`;

/** Problems in German. */
export const PROBLEMS_DE: ProblemTexts = {
  intake_refused: (facts) => ({
    what: `Benachrichtigungen${facts.mandator === null ? '' : ` für ${facts.mandator}`} werden abgewiesen, weil weder die Datenbank noch der Spool Zeilen annimmt`,
    action: 'Schaffen Sie jetzt Platz auf dem Datenträger, oder bringen Sie die Datenbank zurück',
    meaning:
      'Exchange erhält einen Fehler und wiederholt jede Meldung so lange, wie seine StatusFrequency dauert, meist 30 Minuten. Danach verwirft es die Subscriptions, und ROOMS erfährt nichts mehr von Änderungen in diesen Postfächern.',
    remedy: `Was von beidem zuerst wieder geht, genügt. Der Spool meldet: ${facts.text('reason')}`,
  }),
  database_away: (facts) => ({
    what: `Die Datenbank${von(facts)} ist${seit(facts)} nicht verfügbar, und ${wartend(facts)}`,
    action: 'Prüfen Sie, ob SQL Server läuft und von dieser Maschine aus erreichbar ist',
    meaning:
      'Exchange erhält weiterhin OK, und nichts geht verloren: Was eintrifft, liegt im Spool und kommt in seiner Reihenfolge in die Tabelle, sobald die Datenbank wieder Zeilen annimmt. Bis dahin sieht ROOMS nichts davon.',
    remedy:
      'Die Statusseite zeigt, was die Datenbank sagt, und `sync-notification check`, was zu beheben ist. Ist die Datenbank zurück, muss hier nichts getan werden.',
  }),
  spool_overdue: (facts) => ({
    what: `Zeilen${von(facts)} warten seit ${facts.time('oldestAt')} im Spool, länger als erlaubt`,
    action: 'Bringen Sie die Datenbank zurück',
    meaning: `${zeilen(facts)} ${warten(facts)}. ROOMS arbeitet mit einem Kalender, der um so viel zurückliegt; die Zeilen selbst sind sicher.`,
    remedy:
      'Die Statusseite und `sync-notification check` zeigen, was die Datenbank sagt. Ist sie in Ordnung und warten die Zeilen trotzdem, starten Sie den Dienst neu und bewahren Sie sein Log auf.',
  }),
  spool_nearly_full: (facts) => ({
    what: `Der Spool ist fast voll: ${facts.bytes('bytes')} von ${facts.bytes('maxBytes')}`,
    action: 'Bringen Sie die Datenbank zurück, oder erlauben Sie einen grösseren Spool',
    meaning:
      'Ist er voll, während die Datenbank nicht verfügbar ist, werden Benachrichtigungen mit einem Fehler beantwortet.',
    remedy: 'Die Einstellung `spoolMaxBytes` erlaubt mehr, wo der Datenträger Platz dafür hat.',
  }),
  spool_unavailable: (facts) => ({
    what: 'Der Spool lässt sich nicht beschreiben, es fehlt also das Sicherheitsnetz',
    action: 'Prüfen Sie den Datenordner und seine Rechte',
    meaning:
      'Die Zeilen gehen direkt in die Datenbank, und solange sie verfügbar ist, ist alles gut. Fällt sie aus, werden Benachrichtigungen mit einem Fehler beantwortet.',
    remedy: `Prüfen Sie, ob der Datenträger Platz hat und der Dienst in seinen Datenordner schreiben darf. Der Spool meldet: ${facts.text('reason')}`,
  }),
  rows_set_aside: (facts) => ({
    what: `Die Datenbank hat ${zeilen(facts)}${von(facts)} wegen ihrer eigenen Daten abgelehnt`,
    action:
      'Sehen Sie die Gründe an, korrigieren Sie Tabelle oder Mapping, und versuchen Sie die Zeilen erneut',
    meaning:
      'Sie wurden zurückgestellt, damit sie niemanden aufhalten. ROOMS hat sie nicht; alles andere läuft weiter.',
    remedy:
      'Die Statusseite und `sync-notification spool list --set-aside` zeigen von jeder den Grund: meist eine Spalte, die zu kurz ist oder keinen leeren Wert erlaubt. Korrigieren Sie die Tabelle oder das Mapping, und versuchen Sie die Zeilen dort erneut. Verwerfen Sie nur, was ROOMS nicht braucht.',
  }),
  notifications_failed: (facts) => ({
    what: `${facts.number('count')} ${facts.count('count') === 1 ? 'Meldung wurde' : 'Meldungen wurden'} in den letzten 15 Minuten mit einem Fehler beantwortet`,
    action: 'Sehen Sie die Gründe an',
    meaning: 'Exchange sendet sie noch einmal, zuerst nach 30 Sekunden, dann immer seltener.',
    remedy:
      'Hören sie von selbst auf, ist nichts verloren. Gehen sie weiter, beheben Sie, was der Grund sagt: Er steht in der Liste der Statusseite, und in der Zeile `notification failed` des Logs.',
  }),
  disk_low: (facts) => ({
    what: `Der Datenträger des Datenordners hat nur noch ${facts.bytes('freeBytes')} frei`,
    action: 'Schaffen Sie Platz',
    meaning:
      'Ein voller Datenträger lässt keinen Platz für den Spool, der einen Ausfall der Datenbank überbrückt.',
    remedy: `Entfernen Sie, was nicht gebraucht wird, oder vergrössern Sie das Volume (${facts.bytes('totalBytes')}).`,
  }),
  subscriptions_silent: (facts) => ({
    what: `${facts.number('count')} von ${facts.number('total')} Subscriptions${von(facts)} ${facts.count('count') === 1 ? 'ist' : 'sind'} still`,
    action: 'Lassen Sie ROOMS diese Postfächer neu abonnieren',
    meaning:
      'Länger als das Doppelte ihrer StatusFrequency war nichts zu hören, nicht einmal ein Lebenszeichen: Exchange hat sie wohl verworfen, und Änderungen in diesen Postfächern erreichen ROOMS nicht mehr.',
    remedy:
      'Starten Sie in ROOMS die Synchronisation dieser Postfächer neu. Für entfernte Postfächer ist nichts zu tun; sie werden mit der Zeit vergessen.',
  }),
  exchange_silent: (facts) => ({
    what: `Seit ${facts.time('lastHeardAt')} ist nichts mehr von Exchange${facts.mandator === null ? '' : ` für ${facts.mandator}`} gekommen`,
    action: 'Prüfen Sie den Weg von Exchange zu diesem Dienst, und lassen Sie dann ROOMS neu abonnieren',
    meaning:
      'Alle Subscriptions sind still, Änderungen in Exchange erreichen ROOMS also nicht mehr. Entweder kommt Exchange nicht bis hierher (Name, Firewall, Zertifikat, Proxy), oder der ROOMS-Dienst abonniert nicht mehr.',
    remedy:
      'Öffnen Sie die Adresse des Endpunkts von aussen. Suchen Sie auf Exchange die Ereignisse 6 und 7 von MSExchange Web Services. Starten Sie dann den ROOMS-Dienst neu, er abonniert dabei neu. Der Selbsttest (`sync-notification selftest`) zeigt, ob dieser Teil funktioniert.',
  }),
  never_heard: () => ({
    what: 'Von Exchange ist noch nie etwas gekommen',
    action: 'Starten Sie den Selbsttest, und lassen Sie dann ROOMS diese Adresse abonnieren',
    meaning: 'Der Dienst läuft und wartet. Gleich nach der Installation ist das richtig so.',
    remedy:
      'Der Selbsttest (`sync-notification selftest`) zeigt, ob Meldungen bis in die Tabelle kämen. Die Adresse heisst in ROOMS ExchangeServiceUrl; der ROOMS-Dienst abonniert bei seinem Start.',
  }),
  gaps: (facts) => ({
    what: `Meldungen von ${facts.number('count')} ${facts.count('count') === 1 ? 'Subscription' : 'Subscriptions'}${von(facts)} fehlen`,
    action: 'Lassen Sie ROOMS diese Postfächer noch einmal synchronisieren',
    meaning:
      'Exchange bezieht sich auf Meldungen, die nie hier eintrafen: Jemand anders hat sie beantwortet, oder sie gingen verloren. Änderungen in diesen Postfächern können in ROOMS fehlen.',
    remedy:
      '`sync-notification subscriptions list --gaps` nennt sie, ebenso die Statusseite, nach Lücken sortiert. Synchronisieren Sie diese Postfächer in ROOMS. Nach einer Umstellung ist das einmal üblich.',
  }),
  subscriptions_not_kept: (facts) => ({
    what: 'Was über die Subscriptions bekannt ist, liegt nur im Arbeitsspeicher',
    action: 'Prüfen Sie den Datenordner und seine Rechte',
    meaning:
      'Die Benachrichtigungen betrifft das nicht. Nach einem Neustart sind Stille und Lücken erst wieder erkennbar, wenn von den Subscriptions etwas gekommen ist.',
    remedy: `Die Datei subscriptions.db im Datenordner lässt sich nicht benutzen: ${facts.text('reason')}`,
  }),
  callers_refused: (facts) => ({
    what: `${facts.number('count')} ${facts.count('count') === 1 ? 'Anfrage wurde' : 'Anfragen wurden'} in der letzten Stunde abgewiesen, weil der Absender nicht zugelassen ist`,
    action: `Prüfen Sie, ob ${facts.text('address')} Exchange oder ein eigener Proxy ist`,
    meaning:
      'Fremde werden zu Recht ausgesperrt. Ist es aber Exchange, kommen seine Benachrichtigungen nicht herein.',
    remedy:
      'Ist es Exchange, ergänzen Sie sein Netz in `allow`. Ist es Ihr Proxy, ergänzen Sie ihn in `trustProxy`. Sonst ist nichts zu tun.',
  }),
  certificate_expires: (facts) => ({
    what: `Das Zertifikat läuft am ${facts.day('until')} ab`,
    action: 'Erneuern Sie es',
    meaning: 'Danach verbindet sich Exchange nicht mehr, und seine Meldungen kommen nicht mehr an.',
    remedy: 'Ersetzen Sie die Dateien des Zertifikats. Der Dienst übernimmt die neuen ohne Neustart.',
  }),
  certificate_expired: (facts) => ({
    what: `Das Zertifikat ist am ${facts.day('until')} abgelaufen`,
    action: 'Ersetzen Sie es jetzt',
    meaning:
      'Mit einem abgelaufenen Zertifikat verbindet sich Exchange nicht: Seine Meldungen kommen nicht an.',
    remedy: 'Ersetzen Sie die Dateien des Zertifikats. Der Dienst übernimmt die neuen ohne Neustart.',
  }),
  ranges_old: (facts) => ({
    what: `Die Liste der Adressen von Exchange Online ist mehr als ${facts.number('days')} Tage alt`,
    action: 'Holen Sie sie neu mit `sync-notification ranges update`',
    meaning: 'Hat Microsoft seither Netze ergänzt, werden Benachrichtigungen von dort abgewiesen.',
    remedy: 'Lassen Sie sie monatlich holen. Der Dienst übernimmt die neue Liste ohne Neustart.',
  }),
  mirror_away: (facts) => ({
    what: 'Der alte Endpunkt, der jede Meldung als Kopie erhält, ist nicht erreichbar',
    action: 'Bringen Sie ihn zurück, oder beenden Sie das Spiegeln',
    meaning: `Unser eigenes Speichern betrifft das nicht. ${facts.number('lost')} Kopien wurden nicht zugestellt, der Vergleich der Antworten hat also Lücken.`,
    remedy: `Das Log sagt, warum. Ist die Umstellung fertig, entfernen Sie die Einstellung \`mirror\`.`,
  }),
  open_to_all: () => ({
    what: 'Wer den Port erreicht, darf Benachrichtigungen senden',
    action: 'Setzen Sie `allow` auf die Netze von Exchange und Ihrem Proxy',
    meaning: 'Ein Fremder könnte Zeilen schreiben, die ROOMS für Änderungen in Exchange hält.',
    remedy:
      '`exchange-online`, `private` oder einzelne Netze; docs/access.de.md zeigt, wie Sie herausfinden, welche.',
  }),
};
