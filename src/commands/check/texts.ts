import type { Texts } from '../../language.ts';

const en = {
  description: 'check settings, mapping and every database, and say how to mend what is wrong',
  onlyMandator: 'check the database of this mandator only',
  json: 'print the findings as JSON',
  notes: 'Nothing is written anywhere.',
  codes: {
    0: 'all in order, or only warnings',
    1: 'something keeps notifications from being written',
  },
  mandator: 'Mandator',
  check: 'Check',
  result: 'Result',
  found: 'Found',
  results: { ok: 'OK', warn: 'WARN', fail: 'FAIL' },
  allInOrder: 'All in order.',
  summary: (failures: number, warnings: number) =>
    `${failures} ${failures === 1 ? 'failure' : 'failures'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`,

  noMandator: (name: string) => `there is no mandator ${name}`,
  nameOneOf: (names: string) => `Name one of ${names}.`,
  allowed: (allowed: string, remedy: string) => `Allowed: ${allowed}. ${remedy}`,
  settingsInOrder: (store: 'mssql' | 'sqlite') =>
    `in order; rows go to ${store === 'mssql' ? 'SQL Server' : 'the embedded store'}`,
  noRooms: 'none is read (ROOMS_CONFIG_DIR is not set)',
  readFrom: (files: string) => `read from ${files}`,
  readForNothing: (folder: string) => `read from ${folder}: all that it says is set elsewhere, or not needed`,
  mandators: (names: string, fallback: string) => `${names}; without a name in the URL ${fallback}`,
  mapping: (file: string | null, columns: number) => `${file ?? 'built in'}: ${columns} columns`,
  correctMapping: (file: string | null) =>
    `Correct ${file ?? 'it'}; sync-notification mapping check shows what it gives.`,

  callers: (allow: string, proxies: string) =>
    `requests are accepted from ${allow}; proxies believed: ${proxies}`,
  everybody: (callers: string) => `${callers}: from everybody`,
  narrow:
    'Set allow (SYNC_ALLOW) to exchange-online,private,loopback or less, once the log shows the right senders.',
  ranges: (networks: number, day: string, from: 'file' | 'built in') =>
    `${networks} networks of ${day} (${from})`,
  rangesUnread: (problem: string, ranges: string) => `${problem}; instead count ${ranges}`,
  rangesOld: (ranges: string, days: number) => `${ranges}: older than ${days} days`,
  updateRanges: 'Run sync-notification ranges update.',

  noFolder: (path: string) => `${path} is no folder`,
  setFolder: 'Set dataDir (SYNC_DATA_DIR) to a folder.',
  notWritable: (folder: string, isParent: boolean, reason: string) =>
    `the ${isParent ? 'parent of the ' : ''}data folder ${folder} cannot be written (${reason})`,
  makeWritable:
    "Give the service's account the right to write there, or set dataDir (SYNC_DATA_DIR) to another folder.",
  writable: (folder: string) => `the data folder ${folder} can be written`,
  willBeMade: (folder: string) => `the data folder ${folder} will be made`,
  tableWillBeMade: (file: string, table: string) => `${file} opens; its table ${table} will be made`,
  columnsThere: (file: string, count: number) => `${file} opens, and all ${count} columns are there`,
  columnsWillBeAdded: (file: string, names: string) => `${file} opens; its columns ${names} will be added`,
  noDatabase: (file: string, reason: string) => `${file} cannot be opened as a database (${reason})`,
  replaceDatabase:
    "Give the service's account the right to write the file; if it is damaged, move it away: a new one is made.",
};

export type CheckTexts = typeof en;

const de: CheckTexts = {
  description: 'Einstellungen, Mapping und jede Datenbank prüfen, und sagen, wie Fehler zu beheben sind',
  onlyMandator: 'nur die Datenbank dieses Mandanten prüfen',
  json: 'die Befunde als JSON ausgeben',
  notes: 'Es wird nirgends etwas geschrieben.',
  codes: {
    0: 'alles in Ordnung, oder nur Warnungen',
    1: 'etwas hindert Benachrichtigungen daran, geschrieben zu werden',
  },
  mandator: 'Mandant',
  check: 'Prüfung',
  result: 'Ergebnis',
  found: 'Befund',
  results: { ok: 'OK', warn: 'WARNUNG', fail: 'FEHLER' },
  allInOrder: 'Alles in Ordnung.',
  summary: (failures, warnings) =>
    `${failures} Fehler, ${warnings} ${warnings === 1 ? 'Warnung' : 'Warnungen'}.`,

  noMandator: (name) => `den Mandanten ${name} gibt es nicht`,
  nameOneOf: (names) => `Nennen Sie einen von ${names}.`,
  allowed: (allowed, remedy) => `Erlaubt: ${allowed}. ${remedy}`,
  settingsInOrder: (store) =>
    `in Ordnung; Zeilen kommen in ${store === 'mssql' ? 'den SQL Server' : 'den eingebetteten Speicher'}`,
  noRooms: 'es wird keine gelesen (ROOMS_CONFIG_DIR ist nicht gesetzt)',
  readFrom: (files) => `gelesen aus ${files}`,
  readForNothing: (folder) =>
    `gelesen aus ${folder}: was dort steht, ist alles anderswo gesetzt, oder wird nicht gebraucht`,
  mandators: (names, fallback) => `${names}; ohne Namen in der URL ${fallback}`,
  mapping: (file, columns) => `${file ?? 'eingebaut'}: ${columns} Spalten`,
  correctMapping: (file) =>
    `Korrigieren Sie ${file ?? 'es'}; sync-notification mapping check zeigt, was es ergibt.`,

  callers: (allow, proxies) =>
    `Anfragen werden angenommen von ${allow}; Proxys, denen geglaubt wird: ${proxies}`,
  everybody: (callers) => `${callers}: also von allen`,
  narrow:
    'Setzen Sie allow (SYNC_ALLOW) auf exchange-online,private,loopback oder weniger, sobald das Log die richtigen Absender zeigt.',
  ranges: (networks, day, from) =>
    `${networks} Netze vom ${day} (${from === 'file' ? 'aus der Datei' : 'eingebaut'})`,
  rangesUnread: (problem, ranges) => `${problem}; stattdessen gelten ${ranges}`,
  rangesOld: (ranges, days) => `${ranges}: älter als ${days} Tage`,
  updateRanges: 'Führen Sie sync-notification ranges update aus.',

  noFolder: (path) => `${path} ist kein Ordner`,
  setFolder: 'Setzen Sie dataDir (SYNC_DATA_DIR) auf einen Ordner.',
  notWritable: (folder, isParent, reason) =>
    `in den ${isParent ? 'Ordner über dem Datenordner,' : 'Datenordner'} ${folder}${isParent ? ',' : ''} kann nicht geschrieben werden (${reason})`,
  makeWritable:
    'Geben Sie dem Konto des Dienstes dort Schreibrecht, oder setzen Sie dataDir (SYNC_DATA_DIR) auf einen anderen Ordner.',
  writable: (folder) => `in den Datenordner ${folder} kann geschrieben werden`,
  willBeMade: (folder) => `der Datenordner ${folder} wird angelegt`,
  tableWillBeMade: (file, table) => `${file} lässt sich öffnen; die Tabelle ${table} wird angelegt`,
  columnsThere: (file, count) => `${file} lässt sich öffnen, und alle ${count} Spalten sind da`,
  columnsWillBeAdded: (file, names) => `${file} lässt sich öffnen; die Spalten ${names} werden ergänzt`,
  noDatabase: (file, reason) => `${file} lässt sich nicht als Datenbank öffnen (${reason})`,
  replaceDatabase:
    'Geben Sie dem Konto des Dienstes Schreibrecht auf die Datei; ist sie beschädigt, verschieben Sie sie: es wird eine neue angelegt.',
};

/** What the checks say, but for those of SQL Server (database-texts.ts, open-texts.ts). */
export const CHECK_TEXTS: Texts<CheckTexts> = { en, de };
