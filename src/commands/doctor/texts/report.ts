import type { Texts } from '../../../language.ts';
import type { Area } from '../diagnosis.ts';

const en = {
  description: 'look at everything that the service rests on, and say what to do, in order',
  onlyMandator: 'look at the database of this mandator only',
  json: 'print the findings as JSON, in English',
  redact: 'put placeholders in place of names, addresses and ids, to send the output on',
  url: "a URL that Exchange reaches the service at, besides those in ROOMS's configuration",
  notes:
    'Nothing is changed on this machine, and nothing is sent but requests for pages. It works whether the service runs or not.',
  codes: {
    0: 'all in order, or only warnings',
    1: 'something keeps notifications from coming in or from being written',
  },
  areas: {
    settings: 'Settings',
    node: 'Node.js',
    disk: 'Data folder',
    database: 'Databases',
    port: 'Ports',
    service: 'Running service',
    iis: 'IIS',
    certificate: 'Certificates',
    url: 'URL from outside',
    proxy: 'Senders',
    clock: 'Clocks',
  } satisfies Record<Area, string>,
  results: { ok: 'OK', warn: 'WARN', fail: 'FAIL' },
  ofMandator: (name: string) => `${name}: `,
  partly:
    'the settings are not in order; what follows was looked at with defaults in place of what was refused',
  mendSettings: 'Mend the settings first, then run the command again.',
  nothingToDo: 'All in order. There is nothing to do.',
  toDo: 'What to do, in this order:',
  summary: (failures: number, warnings: number) =>
    `${failures} ${failures === 1 ? 'failure' : 'failures'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`,
};

const de: typeof en = {
  description: 'alles ansehen, worauf der Dienst beruht, und sagen, was der Reihe nach zu tun ist',
  onlyMandator: 'nur die Datenbank dieses Mandanten ansehen',
  json: 'die Befunde als JSON ausgeben, auf Englisch',
  redact: 'Platzhalter statt Namen, Adressen und Ids, um die Ausgabe weiterzugeben',
  url: 'eine URL, an der Exchange den Dienst erreicht, neben denen in der Konfiguration von ROOMS',
  notes:
    'Auf dieser Maschine wird nichts geändert, und gesendet werden nur Anfragen nach Seiten. Es geht mit laufendem Dienst wie ohne.',
  codes: {
    0: 'alles in Ordnung, oder nur Warnungen',
    1: 'etwas hindert Benachrichtigungen daran, anzukommen oder geschrieben zu werden',
  },
  areas: {
    settings: 'Einstellungen',
    node: 'Node.js',
    disk: 'Datenordner',
    database: 'Datenbanken',
    port: 'Ports',
    service: 'Laufender Dienst',
    iis: 'IIS',
    certificate: 'Zertifikate',
    url: 'URL von aussen',
    proxy: 'Absender',
    clock: 'Uhren',
  },
  results: { ok: 'OK', warn: 'WARNUNG', fail: 'FEHLER' },
  ofMandator: (name) => `${name}: `,
  partly:
    'die Einstellungen sind nicht in Ordnung; das Folgende wurde mit Vorgaben anstelle des Abgelehnten untersucht',
  mendSettings: 'Korrigieren Sie zuerst die Einstellungen, und führen Sie den Befehl dann noch einmal aus.',
  nothingToDo: 'Alles in Ordnung. Es gibt nichts zu tun.',
  toDo: 'Was zu tun ist, in dieser Reihenfolge:',
  summary: (failures, warnings) =>
    `${failures} Fehler, ${warnings} ${warnings === 1 ? 'Warnung' : 'Warnungen'}.`,
};

/** What is said around the findings, and in the command's help. */
export const REPORT_TEXTS: Texts<typeof en> = { en, de };
