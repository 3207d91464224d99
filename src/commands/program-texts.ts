import type { Texts } from '../language.ts';

const en = {
  description: 'Receives push notifications of Microsoft Exchange for the room booking system ROOMS.',
  seeHelp: '(run with --help for the options)',
  help: 'show this help',
  helpCommand: 'show the help of a command',
  version: 'print the version',
  forAdministrators: "The administrator's commands:",
  forTests: 'Commands for tests and rehearsals:',
  others: 'Other commands:',
  exitCodes: 'Exit codes:',
  examples: 'Examples:',
  error: 'error',
  wholeNumber: (min: number, max: number | null, found: string) =>
    `Expected a whole number ${max === null ? `from ${min} on` : `from ${min} to ${max}`}, found "${found}".`,
  positiveNumber: (max: number, found: string) =>
    `Expected a number above 0 and up to ${max}, found "${found}".`,
  eventKind: (kinds: string, found: string) => `Expected some of ${kinds}, found "${found}".`,
  responseCode: (found: string) => `Expected a code such as ErrorReadEventsFailed, found "${found}".`,
  httpUrl: (found: string) => `Expected an http or https URL, found "${found}".`,
  noMandator: (name: string, near: string | null, all: string) =>
    `There is no mandator ${name}; ${near === null ? `there are ${all}.` : `did you mean ${near}?`}`,
  dataDir: 'data folder of the service (SYNC_DATA_DIR)',
  config: 'settings file of the service (SYNC_CONFIG)',
  json: 'print it as JSON',
};

export type ProgramTexts = typeof en;

const de: ProgramTexts = {
  description: 'Empfängt Push-Benachrichtigungen von Microsoft Exchange für das Raumbuchungssystem ROOMS.',
  seeHelp: '(mit --help aufgerufen, nennt der Befehl seine Optionen)',
  help: 'diese Hilfe anzeigen',
  helpCommand: 'die Hilfe zu einem Befehl anzeigen',
  version: 'die Version ausgeben',
  forAdministrators: 'Befehle für Administratoren:',
  forTests: 'Befehle für Tests und Proben:',
  others: 'Weitere Befehle:',
  exitCodes: 'Exit-Codes:',
  examples: 'Beispiele:',
  error: 'Fehler',
  wholeNumber: (min, max, found) =>
    `Erwartet: eine ganze Zahl ${max === null ? `ab ${min}` : `von ${min} bis ${max}`}; gefunden: «${found}».`,
  positiveNumber: (max, found) => `Erwartet: eine Zahl über 0 bis ${max}; gefunden: «${found}».`,
  eventKind: (kinds, found) => `Erwartet: einige von ${kinds}; gefunden: «${found}».`,
  responseCode: (found) => `Erwartet: ein Code wie ErrorReadEventsFailed; gefunden: «${found}».`,
  httpUrl: (found) => `Erwartet: eine URL mit http oder https; gefunden: «${found}».`,
  noMandator: (name, near, all) =>
    `Den Mandanten ${name} gibt es nicht; ${near === null ? `es gibt ${all}.` : `meinten Sie ${near}?`}`,
  dataDir: 'Datenordner des Dienstes (SYNC_DATA_DIR)',
  config: 'Einstellungsdatei des Dienstes (SYNC_CONFIG)',
  json: 'als JSON ausgeben',
};

/** What belongs to no single command. */
export const PROGRAM_TEXTS: Texts<ProgramTexts> = { en, de };
