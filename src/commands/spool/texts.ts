import type { Texts } from '../../language.ts';

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

const en = {
  description: 'look at rows that wait for SQL Server, and decide about those that were set aside',
  status: 'tell how many rows wait, since when, and how many were set aside',
  list: 'list rows, the oldest first',
  show: 'tell everything about rows',
  retry: 'put rows that were set aside back into the queue, after their reason is mended',
  drop: 'delete rows for good that were set aside',
  export: 'write rows as JSON Lines, also from a corrupt file (--file) as far as it can be read',
  import: 'add the rows of an export; those that are there already are passed over',
  notes: 'It may be used while the service runs.',
  file: 'the spool file (default: spool.db in the data folder)',
  mandator: 'rows of this mandator',
  olderThan: 'rows that came longer ago than this, such as 90m or 48h',
  onlyQueued: 'only rows that wait',
  onlySetAside: 'only rows that SQL Server refused',
  alsoQueued: 'rows that wait as well: they are lost',
  limit: 'list so many at the most',
  full: 'do not cut long values',
  numbers: 'their numbers in the list',
  all: 'all that were set aside',
  yes: 'do not ask',
  output: 'write them to this new file instead of printing them',
  source: 'the export, or - for standard input',
  exportCodes: { 1: 'it failed, or the file is damaged and some rows could not be read' },
  dropCodes: { 130: 'interrupted by Ctrl-C instead of an answer; nothing is deleted' },

  noFile: (file: string) =>
    `${file} does not exist: expected the data folder of a service that writes to SQL Server (--data-dir, SYNC_DATA_DIR)`,
  nothingWaits: 'No row waits.',
  noSuchRow: 'There is no such row.',
  someOf: (shown: number, count: number) => `${shown} of ${count} rows; --limit shows more.`,
  missing: (numbers: string) => `There is no row ${numbers} in the spool (any more).`,
  requeued: (count: number) => `${rows(count)} back in the queue.`,
  wouldBeLost: (count: number) =>
    `${rows(count)} of these wait for SQL Server and would be lost; --queued drops them all the same.`,
  question: (count: number) => `Delete ${rows(count)} for good? [y/N] `,
  yesPattern: /^y(es)?$/i,
  nothingDeleted: 'Nothing is deleted.',
  deleted: (count: number) => `${rows(count)} deleted.`,
  written: (count: number) => `${rows(count)} written.`,
  damaged: 'The file is damaged: other rows could not be read.',
  added: (added: number, there: number) => `${rows(added)} added, ${there} there already.`,
  nothingSelected: 'expected numbers of rows, --mandator, --older-than or --all, found none of them',
  nobodyToAsk: 'nobody can be asked here; --yes deletes without asking',
  rowNumber: (found: string) => `Expected the number of a row, found "${found}".`,
  age: (found: string) => `Expected a time such as 90m or 48h, found "${found}".`,

  totals: ['Mandator', 'Queued', 'Size', 'Oldest', 'Set aside'],
  heading: ['Number', 'Mandator', 'Came', 'State', 'Code', 'Reason'],
  key: 'Key',
  values: ['Column', 'Type', 'Value'],
  unreadable: (body: string) => `Its values are not readable: ${body}`,
  queued: 'queued',
  setAside: 'set aside',
};

export type SpoolTexts = typeof en;

const zeilen = (count: number): string => (count === 1 ? '1 Zeile' : `${count} Zeilen`);

const de: SpoolTexts = {
  description: 'Zeilen ansehen, die auf SQL Server warten, und über zurückgestellte entscheiden',
  status: 'sagen, wie viele Zeilen warten, seit wann, und wie viele zurückgestellt sind',
  list: 'Zeilen auflisten, die ältesten zuerst',
  show: 'alles über Zeilen sagen',
  retry: 'zurückgestellte Zeilen erneut versuchen, nachdem ihr Grund behoben ist',
  drop: 'zurückgestellte Zeilen endgültig verwerfen',
  export:
    'Zeilen als JSON Lines schreiben, auch aus einer beschädigten Datei (--file), soweit sie lesbar ist',
  import: 'die Zeilen eines Exports hinzufügen; schon vorhandene werden übergangen',
  notes: 'Der Befehl darf benutzt werden, während der Dienst läuft.',
  file: 'die Spool-Datei (Vorgabe: spool.db im Datenordner)',
  mandator: 'Zeilen dieses Mandanten',
  olderThan: 'Zeilen, die vor längerer Zeit gekommen sind, etwa 90m oder 48h',
  onlyQueued: 'nur Zeilen, die warten',
  onlySetAside: 'nur Zeilen, die SQL Server abgelehnt hat',
  alsoQueued: 'auch Zeilen, die warten: sie sind verloren',
  limit: 'höchstens so viele auflisten',
  full: 'lange Werte nicht kürzen',
  numbers: 'ihre Nummern in der Liste',
  all: 'alle zurückgestellten',
  yes: 'nicht nachfragen',
  output: 'sie in diese neue Datei schreiben, statt sie auszugeben',
  source: 'der Export, oder - für die Standardeingabe',
  exportCodes: { 1: 'gescheitert, oder die Datei ist beschädigt und einige Zeilen waren nicht lesbar' },
  dropCodes: { 130: 'mit Ctrl-C unterbrochen statt geantwortet; nichts wird verworfen' },

  noFile: (file) =>
    `${file} gibt es nicht: erwartet wird der Datenordner eines Dienstes, der in SQL Server schreibt (--data-dir, SYNC_DATA_DIR)`,
  nothingWaits: 'Keine Zeile wartet.',
  noSuchRow: 'Eine solche Zeile gibt es nicht.',
  someOf: (shown, count) => `${shown} von ${count} Zeilen; --limit zeigt mehr.`,
  missing: (numbers) => `Die Zeile ${numbers} gibt es im Spool nicht (mehr).`,
  requeued: (count) => `${zeilen(count)} wieder eingereiht.`,
  wouldBeLost: (count) =>
    `${zeilen(count)} davon ${count === 1 ? 'wartet' : 'warten'} auf SQL Server und ${count === 1 ? 'wäre' : 'wären'} verloren; --queued verwirft sie trotzdem.`,
  question: (count) => `${zeilen(count)} endgültig verwerfen? [j/N] `,
  yesPattern: /^(j|ja|y|yes)$/i,
  nothingDeleted: 'Nichts wird verworfen.',
  deleted: (count) => `${zeilen(count)} verworfen.`,
  written: (count) => `${zeilen(count)} geschrieben.`,
  damaged: 'Die Datei ist beschädigt: andere Zeilen waren nicht lesbar.',
  added: (added, there) => `${zeilen(added)} hinzugefügt, ${there} schon vorhanden.`,
  nothingSelected:
    'erwartet: Nummern von Zeilen, --mandator, --older-than oder --all; gefunden: nichts davon',
  nobodyToAsk: 'hier kann niemand gefragt werden; --yes verwirft, ohne zu fragen',
  rowNumber: (found) => `Erwartet: die Nummer einer Zeile; gefunden: «${found}».`,
  age: (found) => `Erwartet: eine Zeit wie 90m oder 48h; gefunden: «${found}».`,

  totals: ['Mandant', 'Wartend', 'Grösse', 'Älteste', 'Zurückgestellt'],
  heading: ['Nummer', 'Mandant', 'Gekommen', 'Zustand', 'Code', 'Grund'],
  key: 'Schlüssel',
  values: ['Spalte', 'Typ', 'Wert'],
  unreadable: (body) => `Ihre Werte sind nicht lesbar: ${body}`,
  queued: 'wartet',
  setAside: 'zurückgestellt',
};

/** What `spool` and its subcommands say. */
export const SPOOL_TEXTS: Texts<SpoolTexts> = { en, de };
