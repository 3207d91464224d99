import type { Texts } from '../language.ts';

const en = {
  codes: {
    0: 'every reply was OK',
    1: 'a reply was not OK',
    130: 'interrupted by Ctrl-C; what was done so far is summed up',
  },
  url: 'where to, with the mandator as its query',
  kinds: 'kinds of events, separated by commas (default: all but StatusEvent)',
  timeout: 'longest wait for a reply',
  insecure: 'believe any certificate (https)',
  json: 'print the summary as JSON',

  send: 'send messages as Exchange does, and sum up the replies',
  count: 'messages to send (default: 1, or each file once)',
  duration: 'send for so long instead',
  rate: 'messages a second (default: as fast as replies come)',
  concurrency: 'messages under way at a time',
  events: 'events a message (default: 2)',
  subscriptions:
    "mailboxes to play (default: as many as --concurrency; with fewer, the messages of one overlap, as Exchange's never do)",
  file: 'send these files byte for byte, in turn (give the URL before)',
  statusEvents: 'send heartbeats instead of events',
  error: 'send an error message with this response code instead of events',
  forwardedFor: 'send this X-Forwarded-For, as a proxy would',
  seed: 'the same text makes the same messages (surely so with --concurrency 1)',
  bothCountAndDuration: 'expected --count or --duration, found both',
  urlAmongFiles: (url: string) => `expected files after --file, found the URL ${url}: give it before --file`,
  unreadable: (reason: string) => `cannot read a file to send: ${reason}`,

  simulate: 'play an Exchange server with many subscriptions, for rehearsals',
  simulateCodes: { 1: 'a reply was not OK, or a subscription ended' },
  mailboxes: 'mailboxes',
  eventRate: 'events a second, all mailboxes together',
  distribution: 'when events happen: by chance or evenly',
  statusFrequency: 'StatusFrequency of the subscriptions',
  speed: 'how many times faster the clock runs',
  minutes: 'how long events happen; what is open then is finished',
  maxEvents: 'most events a message',
  ledger: 'write every event, reply and end of a subscription into this file, as JSON Lines',
  mailboxSeed: 'the same text makes the same events in the same mailboxes',
  notes: `Plays a whole Exchange server: a mailbox a subscription, one message of each under way at a time, what happens
meanwhile gathered into the next one, heartbeats, and the same message again after 30, 60, 120, ... seconds until
StatusFrequency has passed and the subscription is dropped. It writes rows: send to a mandator made for rehearsals.

Minutes, rates and frequencies are simulated time: at --speed 60, 60 minutes take one, and --rate 2 sends up to 120
events a second. The service's own time limits and --timeout stay as they are.`,
  noLedger: (reason: string) => `cannot write the ledger: ${reason}`,
  wrongSpeed: (highest: number, found: string) => `Expected a speed from 1 to ${highest}, found "${found}".`,
};

export type LoadTexts = typeof en;

const de: LoadTexts = {
  codes: {
    0: 'jede Antwort war OK',
    1: 'eine Antwort war nicht OK',
    130: 'mit Ctrl-C unterbrochen; was bis dahin geschah, wird zusammengefasst',
  },
  url: 'wohin, mit dem Mandanten als Query',
  kinds: 'Arten von Ereignissen, durch Kommas getrennt (Vorgabe: alle ausser StatusEvent)',
  timeout: 'wie lange höchstens auf eine Antwort gewartet wird',
  insecure: 'jedem Zertifikat glauben (https)',
  json: 'die Zusammenfassung als JSON ausgeben',

  send: 'Meldungen senden wie Exchange, und die Antworten zusammenfassen',
  count: 'Anzahl Meldungen (Vorgabe: 1, oder jede Datei einmal)',
  duration: 'stattdessen so lange senden',
  rate: 'Meldungen pro Sekunde (Vorgabe: so schnell, wie Antworten kommen)',
  concurrency: 'Meldungen, die gleichzeitig unterwegs sind',
  events: 'Ereignisse pro Meldung (Vorgabe: 2)',
  subscriptions:
    'gespielte Postfächer (Vorgabe: so viele wie --concurrency; bei weniger überschneiden sich die Meldungen eines Postfachs, was bei Exchange nie vorkommt)',
  file: 'diese Dateien Byte für Byte senden, der Reihe nach (die URL steht davor)',
  statusEvents: 'Lebenszeichen statt Ereignisse senden',
  error: 'statt Ereignissen eine Fehlermeldung mit diesem Antwortcode senden',
  forwardedFor: 'dieses X-Forwarded-For senden, wie ein Proxy es täte',
  seed: 'derselbe Text ergibt dieselben Meldungen (mit Sicherheit bei --concurrency 1)',
  bothCountAndDuration: 'erwartet: --count oder --duration; gefunden: beide',
  urlAmongFiles: (url) =>
    `nach --file werden Dateien erwartet; gefunden: die URL ${url}. Sie gehört vor --file`,
  unreadable: (reason) => `eine Datei zum Senden lässt sich nicht lesen: ${reason}`,

  simulate: 'einen Exchange-Server mit vielen Subscriptions spielen, für Proben',
  simulateCodes: { 1: 'eine Antwort war nicht OK, oder eine Subscription ging zu Ende' },
  mailboxes: 'Postfächer',
  eventRate: 'Ereignisse pro Sekunde, alle Postfächer zusammen',
  distribution: 'wann Ereignisse geschehen: zufällig oder gleichmässig',
  statusFrequency: 'StatusFrequency der Subscriptions',
  speed: 'wie vielmal schneller die Uhr läuft',
  minutes: 'wie lange Ereignisse geschehen; was dann offen ist, wird noch erledigt',
  maxEvents: 'höchstens so viele Ereignisse pro Meldung',
  ledger:
    'jedes Ereignis, jede Antwort und jedes Ende einer Subscription als JSON Lines in diese Datei schreiben',
  mailboxSeed: 'derselbe Text ergibt dieselben Ereignisse in denselben Postfächern',
  notes: `Spielt einen ganzen Exchange-Server: ein Postfach pro Subscription, von jeder höchstens eine Meldung unterwegs, was
inzwischen geschieht kommt in die nächste, Lebenszeichen, und dieselbe Meldung noch einmal nach 30, 60, 120, ...
Sekunden, bis StatusFrequency vorbei ist und die Subscription verworfen wird. Es werden Zeilen geschrieben: senden
Sie an einen Mandanten, der für Proben da ist.

Minuten, Raten und Frequenzen sind simulierte Zeit: bei --speed 60 dauern 60 Minuten eine, und --rate 2 sendet bis zu
120 Ereignisse pro Sekunde. Die Zeitlimiten des Dienstes und --timeout bleiben, wie sie sind.`,
  noLedger: (reason) => `das Journal lässt sich nicht schreiben: ${reason}`,
  wrongSpeed: (highest, found) => `Erwartet: ein Tempo von 1 bis ${highest}; gefunden: «${found}».`,
};

/** What `send` and `simulate` say before they run; what they measured is told in English. */
export const LOAD_TEXTS: Texts<LoadTexts> = { en, de };
