import type { Texts } from '../../language.ts';

const en = {
  description: 'send a test message through the public path, follow it to the table and remove it',
  mandator: 'test this mandator only (default: each of them)',
  url: 'send it to this address instead of where the settings say that the service listens',
  outside: "send it to the address that ROOMS's configuration tells Exchange",
  insecure: 'believe any certificate (https)',
  timeout: 'longest wait for the reply (default: 30)',
  json: 'print what was found as JSON',
  notes:
    'The message is marked as a test and belongs to no mailbox. Its row stands in the table for a moment and is removed by its key, which needs the right to delete; without it the statement for the database administrator is printed. Run it where the service runs, with its settings.',
  codes: {
    0: 'the message came into the table, or there are only warnings',
    1: "Exchange's messages would not get through like this",
  },
  otherMandator: (inUrl: string, named: string) =>
    `--url names the mandator ${inUrl} and --mandator ${named}; give one of the two`,
  results: { ok: 'OK', warn: 'WARN', fail: 'FAIL' },
  ms: (ms: string) => `${ms} ms`,
  allInOrder: 'All in order.',
  someWarnings: 'It works; the warnings say what to know.',
  someFailures: 'Messages do not get through like this.',
};

export type SelftestTexts = typeof en;

const de: SelftestTexts = {
  description:
    'eine Testmeldung über den öffentlichen Weg senden, ihr bis in die Tabelle folgen und sie entfernen',
  mandator: 'nur diesen Mandanten testen (sonst jeden)',
  url: 'an diese Adresse senden statt dorthin, wo der Dienst den Einstellungen nach lauscht',
  outside: 'an die Adresse senden, die Exchange laut der Konfiguration von ROOMS kennt',
  insecure: 'jedem Zertifikat glauben (https)',
  timeout: 'wie lange auf die Antwort gewartet wird (sonst 30)',
  json: 'die Befunde als JSON ausgeben',
  notes:
    'Die Meldung ist als Test gekennzeichnet und gehört zu keinem Postfach. Ihre Zeile steht einen Augenblick lang in der Tabelle und wird anhand ihres Schlüssels entfernt, was das Recht zum Löschen braucht; ohne dieses wird die Anweisung für den Datenbankadministrator ausgegeben. Führen Sie den Befehl dort aus, wo der Dienst läuft, mit dessen Einstellungen.',
  codes: {
    0: 'die Meldung kam in die Tabelle, oder es gibt nur Warnungen',
    1: 'Meldungen von Exchange kämen so nicht an',
  },
  otherMandator: (inUrl, named) =>
    `--url nennt den Mandanten ${inUrl} und --mandator ${named}; geben Sie nur eines von beiden an`,
  results: { ok: 'OK', warn: 'WARNUNG', fail: 'FEHLER' },
  ms: (ms) => `${ms} ms`,
  allInOrder: 'Alles in Ordnung.',
  someWarnings: 'Es funktioniert; die Warnungen sagen, was Sie wissen sollten.',
  someFailures: 'So kommen Meldungen nicht an.',
};

/** What `selftest` says besides its findings. */
export const SELFTEST_TEXTS: Texts<SelftestTexts> = { en, de };
