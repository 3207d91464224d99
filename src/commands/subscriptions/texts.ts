import type { Texts } from '../../language.ts';

const subscriptions = (count: number): string => (count === 1 ? '1 subscription' : `${count} subscriptions`);

const en = {
  description: 'see which subscriptions are alive, and end some of them',
  list: 'list subscriptions',
  silent: 'those not heard for more than twice their StatusFrequency',
  ended: 'those that have ended',
  gaps: 'those with messages missing',
  sort: 'order (default: mandator, server, mailbox)',
  full: 'do not cut long values',
  show: 'tell everything about a subscription',
  subscription: 'its SubscriptionId, or the GUID in it',
  end: 'answer the next message of subscriptions with Unsubscribe',
  names: 'their SubscriptionIds, or the GUIDs in them',
  undo: 'take it back, as long as they have not been answered',
  dryRun: 'only tell which ones are meant',
  mandator: 'those of this mandator',
  mailbox: 'those of this mailbox',
  server: 'those of Exchange servers with this in their name',
  notes: `Each message goes on being stored. The next one of such a subscription is answered Unsubscribe, and Exchange ends the
subscription. A running service notices within seconds. ROOMS subscribes again when it is told to.`,

  noFile: (file: string) =>
    `${file} does not exist: expected the data folder of a service that has been running (--data-dir, SYNC_DATA_DIR)`,
  noneOf: (count: number) => `None of ${subscriptions(count)}.`,
  unknown: (name: string) =>
    `no subscription "${name}" is known: expected a SubscriptionId or the GUID in it, as "subscriptions list" shows it`,
  nothingSelected: 'expected subscriptions, --mandator, --mailbox or --server, found none of them',
  noneToEnd: 'None that is not to be ended already.',
  noneToKeep: 'None of them was to be ended.',
  ends: (count: number, isDryRun: boolean) =>
    `${subscriptions(count)} ${isDryRun ? 'would' : 'will'} be answered Unsubscribe at the next message.`,
  goesOn: (count: number, isDryRun: boolean) =>
    `${subscriptions(count)} ${isDryRun ? 'would' : 'will'} go on.`,
  notRunning: (since: string) => `The service is not running: this is how things were at ${since}.`,

  heading: [
    'Mandator',
    'Mailbox',
    'Server',
    'State',
    'Last heard',
    'Messages',
    'Gaps',
    'Errors',
    'Subscription',
  ],
  states: { active: 'active', silent: 'silent', ended: 'ended' },
  toBeEnded: (state: string) => `${state}, to be ended`,
  fromItem: (mailbox: string) => `${mailbox} (from the id of an item)`,
  endedAt: (at: string, by: string) => `${at} by ${by}`,
  byService: 'answering Unsubscribe',
  byExchange: (code: string | null) => `Exchange: ${code ?? 'unknown'}`,
  askedFor: (at: string) => `asked for ${at}`,
  frequency: (minutes: number, isObserved: boolean) =>
    `${minutes} minutes (${isObserved ? 'observed' : 'not observed yet'})`,
  followed: (isFollowed: boolean): string => (isFollowed ? 'yes' : 'no: its watermarks tell nothing'),
  missingSince: (missing: string, since: string) => `${missing}, since ${since}`,
  errorAt: (code: string, at: string) => `${code} at ${at}`,
  facts: {
    subscribed: 'Subscribed',
    firstHeard: 'First heard',
    ended: 'Ended',
    toBeEnded: 'To be ended',
    lastWatermark: 'Last watermark',
    followed: 'Gaps can be found',
    duplicates: 'Received again',
    failures: 'Not stored',
    perhapsMissing: 'Perhaps missing',
    missing: 'Missing',
    events: 'Events',
    lastError: 'Last error',
  },
};

export type SubscriptionsTexts = typeof en;

const de: SubscriptionsTexts = {
  description: 'sehen, welche Subscriptions leben, und einige davon beenden',
  list: 'Subscriptions auflisten',
  silent: 'jene, von denen länger als das Doppelte ihrer StatusFrequency nichts zu hören war',
  ended: 'jene, die beendet sind',
  gaps: 'jene, bei denen Meldungen fehlen',
  sort: 'Reihenfolge (Vorgabe: Mandant, Server, Postfach)',
  full: 'lange Werte nicht kürzen',
  show: 'alles über eine Subscription sagen',
  subscription: 'ihre SubscriptionId, oder die GUID darin',
  end: 'die nächste Meldung von Subscriptions mit Unsubscribe beantworten',
  names: 'ihre SubscriptionIds, oder die GUIDs darin',
  undo: 'es zurücknehmen, solange sie noch nicht beantwortet sind',
  dryRun: 'nur sagen, welche gemeint sind',
  mandator: 'jene dieses Mandanten',
  mailbox: 'jene dieses Postfachs',
  server: 'jene von Exchange-Servern, in deren Namen dies vorkommt',
  notes: `Jede Meldung wird weiterhin gespeichert. Die nächste einer solchen Subscription wird mit Unsubscribe beantwortet,
und Exchange beendet die Subscription. Ein laufender Dienst merkt es innert Sekunden. ROOMS abonniert wieder, wenn man
es dazu auffordert.`,

  noFile: (file) =>
    `${file} gibt es nicht: erwartet wird der Datenordner eines Dienstes, der schon gelaufen ist (--data-dir, SYNC_DATA_DIR)`,
  noneOf: (count) => `Keine von ${count} ${count === 1 ? 'Subscription' : 'Subscriptions'}.`,
  unknown: (name) =>
    `eine Subscription «${name}» ist nicht bekannt: erwartet wird eine SubscriptionId oder die GUID darin, wie «subscriptions list» sie zeigt`,
  nothingSelected: 'erwartet: Subscriptions, --mandator, --mailbox oder --server; gefunden: nichts davon',
  noneToEnd: 'Keine, die nicht schon beendet werden soll.',
  noneToKeep: 'Keine davon sollte beendet werden.',
  ends: (count, isDryRun) =>
    `${many(count)} ${auxiliary(count, isDryRun)} bei der nächsten Meldung mit Unsubscribe beantwortet.`,
  goesOn: (count, isDryRun) =>
    isDryRun
      ? `${many(count)} ${auxiliary(count, isDryRun)} weiterlaufen.`
      : `${many(count)} ${count === 1 ? 'läuft' : 'laufen'} weiter.`,
  notRunning: (since) => `Der Dienst läuft nicht: so stand es um ${since}.`,

  heading: [
    'Mandant',
    'Postfach',
    'Server',
    'Zustand',
    'Zuletzt gehört',
    'Meldungen',
    'Lücken',
    'Fehler',
    'Subscription',
  ],
  states: { active: 'aktiv', silent: 'still', ended: 'beendet' },
  toBeEnded: (state) => `${state}, zu beenden`,
  fromItem: (mailbox) => `${mailbox} (aus der Id eines Elements)`,
  endedAt: (at, by) => `${at} durch ${by}`,
  byService: 'die Antwort Unsubscribe',
  byExchange: (code) => `Exchange: ${code ?? 'unbekannt'}`,
  askedFor: (at) => `verlangt um ${at}`,
  frequency: (minutes, isObserved) =>
    `${minutes} Minuten (${isObserved ? 'beobachtet' : 'noch nicht beobachtet'})`,
  followed: (isFollowed) => (isFollowed ? 'ja' : 'nein: ihre Watermarks sagen nichts aus'),
  missingSince: (missing, since) => `${missing}, seit ${since}`,
  errorAt: (code, at) => `${code} um ${at}`,
  facts: {
    subscribed: 'Abonniert',
    firstHeard: 'Zuerst gehört',
    ended: 'Beendet',
    toBeEnded: 'Zu beenden',
    lastWatermark: 'Letzte Watermark',
    followed: 'Lücken erkennbar',
    duplicates: 'Noch einmal erhalten',
    failures: 'Nicht gespeichert',
    perhapsMissing: 'Vielleicht fehlend',
    missing: 'Fehlend',
    events: 'Ereignisse',
    lastError: 'Letzter Fehler',
  },
};

function many(count: number): string {
  return count === 1 ? '1 Subscription' : `${count} Subscriptions`;
}

function auxiliary(count: number, isDryRun: boolean): string {
  const [one, several] = isDryRun ? ['würde', 'würden'] : ['wird', 'werden'];
  return count === 1 ? one : several;
}

/** What `subscriptions` and its subcommands say. */
export const SUBSCRIPTIONS_TEXTS: Texts<SubscriptionsTexts> = { en, de };
