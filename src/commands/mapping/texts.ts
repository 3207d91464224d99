import type { Texts } from '../../language.ts';

const en = {
  description: 'work on the mapping from messages to table columns',
  check: 'check a mapping file, and show the rows that a message would give',
  file: 'mapping file',
  sample: 'a message as Exchange sends it',
  mandatorOfMessage: 'mandator that the message is for',
  json: 'print the rows as JSON; without a message, the table',
  full: 'do not cut long values',
  default: 'print the built-in mapping, to start a file of your own from',
  inOrder: (file: string, columns: number, table: string) =>
    `${file}: in order; ${columns} columns of ${table}`,
  noRow: 'The message gives no row: none of its events is among "events" of the mapping.',
  column: 'Column',
  type: 'Type',
  row: (number: number) => `Row ${number}`,

  fromTable: "make a first mapping file from a table that is there, by its columns' names",
  table: 'the table, such as dbo.ExchangeNotification',
  mandator: 'mandator whose database has it (default: the default mandator)',
  output: 'write the mapping to this new file instead of printing it',
  notes: 'What was guessed is told on the error output.',
  codes: {
    0: 'every column that needs a value has one',
    1: 'something is to be filled in, or the table could not be read',
  },
  noConnection: (mandator: string) =>
    `The mandator ${mandator} has no connection string, so there is no SQL Server to look into.`,
  noTable: (mandator: string, table: string, similar: string | null) =>
    `${mandator}: there is no table ${table}, or the login may not see it.${similar === null ? '' : ` Similar ones: ${similar}.`}`,
  exists: (file: string) => `${file} is there already; remove it, or give another name.`,
  value: 'Value',
  remark: 'Remark',
  fillIn: 'FILL IN',
  leftOut: '(left out)',
  guessed:
    'Guessed by names: look it through, then try it with a message: sync-notification mapping check FILE packet.xml',
  incomplete:
    'The file cannot be used yet: replace what begins with ??? (sync-notification mapping check FILE names each).',
};

export type MappingTexts = typeof en;

const de: MappingTexts = {
  description: 'am Mapping von Meldungen auf Tabellenspalten arbeiten',
  check: 'eine Mapping-Datei prüfen, und die Zeilen zeigen, die eine Meldung ergäbe',
  file: 'Mapping-Datei',
  sample: 'eine Meldung, wie Exchange sie sendet',
  mandatorOfMessage: 'Mandant, für den die Meldung ist',
  json: 'die Zeilen als JSON ausgeben; ohne Meldung die Tabelle',
  full: 'lange Werte nicht kürzen',
  default: 'das eingebaute Mapping ausgeben, als Anfang für eine eigene Datei',
  inOrder: (file, columns, table) => `${file}: in Ordnung; ${columns} Spalten von ${table}`,
  noRow: 'Die Meldung ergibt keine Zeile: keines ihrer Ereignisse steht in «events» des Mappings.',
  column: 'Spalte',
  type: 'Typ',
  row: (number) => `Zeile ${number}`,

  fromTable: 'aus einer vorhandenen Tabelle nach den Namen ihrer Spalten eine erste Mapping-Datei machen',
  table: 'die Tabelle, etwa dbo.ExchangeNotification',
  mandator: 'Mandant, dessen Datenbank sie hat (Vorgabe: der Standardmandant)',
  output: 'das Mapping in diese neue Datei schreiben, statt es auszugeben',
  notes: 'Was geraten wurde, steht auf der Fehlerausgabe.',
  codes: {
    0: 'jede Spalte, die einen Wert braucht, hat einen',
    1: 'etwas ist noch auszufüllen, oder die Tabelle war nicht zu lesen',
  },
  noConnection: (mandator) =>
    `Der Mandant ${mandator} hat keine Verbindungszeichenfolge, also gibt es keinen SQL Server, in den zu sehen wäre.`,
  noTable: (mandator, table, similar) =>
    `${mandator}: die Tabelle ${table} gibt es nicht, oder die Anmeldung darf sie nicht sehen.${similar === null ? '' : ` Ähnliche: ${similar}.`}`,
  exists: (file) => `${file} gibt es schon; entfernen Sie die Datei, oder geben Sie einen anderen Namen an.`,
  value: 'Wert',
  remark: 'Bemerkung',
  fillIn: 'AUSFÜLLEN',
  leftOut: '(weggelassen)',
  guessed:
    'Nach Namen geraten: sehen Sie die Datei durch, und prüfen Sie sie mit einer Meldung: sync-notification mapping check DATEI packet.xml',
  incomplete:
    'Die Datei ist noch nicht zu gebrauchen: ersetzen Sie, was mit ??? beginnt (sync-notification mapping check DATEI nennt alles).',
};

/** What `mapping` and its subcommands say. */
export const MAPPING_TEXTS: Texts<MappingTexts> = { en, de };
