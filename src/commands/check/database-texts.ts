import type { Texts } from '../../language.ts';

const en = {
  unanswered: (reason: string) => `the database did not answer a question: ${reason}`,
  askAgain: 'Run the check again; if it stays, the database administrator has to look at the login.',
  connected: (target: string) => `connected to ${target}, encrypted`,
  unencrypted: (target: string) =>
    `connected to ${target}, without encryption: the password can be read on the network`,
  encrypt: 'Remove Encrypt=False from the connection string as soon as the server has TLS.',
  clock: (seconds: string) => `the server's clock differs by ${seconds} s`,
  clockOff: (seconds: string, isAhead: boolean) =>
    `the server's clock is ${seconds} s ${isAhead ? 'ahead of' : 'behind'} this machine's`,
  synchronise:
    "Synchronise both with the domain's time: the time of receipt is this machine's, and readers compare it with the server's.",

  server: (version: string, edition: string, login: string, user: string) =>
    `SQL Server ${version}, ${edition}; login ${login}, user ${user}`,
  oldServer: (server: string) => `${server}: older than SQL Server 2012, which nothing was tried on`,
  planUpdate: 'Plan its update.',
  database: (level: number, collation: string | null) =>
    `compatibility level ${level}, collation ${collation ?? 'unknown'}`,
  readOnly: (database: string) => `the database is read-only (${database})`,
  setReadWrite:
    "Set it READ_WRITE, or let the connection string name the availability group's listener without ApplicationIntent=ReadOnly.",
  lowLevel: (database: string) => `${database}: lower than 100`,
  raiseLevel: 'Raise the compatibility level to 100 or more.',

  noTable: (name: string, similar: string | null) =>
    `there is no table ${name}, or the login may not see it${similar === null ? '' : `; similar ones: ${similar}`}`,
  nameTable: (mandator: string) =>
    `Name ROOMS's own table in the mapping (sync-notification mapping from-table --mandator ${mandator} --table ...), ` +
    `or create it: sync-notification schema --mandator ${mandator} prints the script. If it is there, grant SELECT and INSERT on it.`,
  noColumns: (name: string, type: string) =>
    `${name} is no table but an object of type ${type}, whose columns cannot be seen`,
  nameTableItself: 'Name the table itself in the mapping, then its columns can be checked.',
  table: (name: string) => `${name} is there`,
  view: (name: string) => `${name} is a view`,
  nameNoView: 'Name the table itself, unless the view is meant for writing.',
  columns: (count: number) => `all ${count} columns fit`,
  rights: 'SELECT and INSERT are granted',
  missingRights: (user: string, rights: readonly string[], table: string) =>
    `the user ${user} has no ${rights.join(' and ')} on ${table}`,
  grant: 'Grant it:',
  insteadOf: (name: string) => `the trigger ${name} runs instead of what is written`,
  checkTrigger: 'Make sure that it inserts every row: the service cannot see whether it does.',
  trigger: (name: string) => `the trigger ${name} runs with every write; if it fails, the write does`,
};

export type DatabaseTexts = typeof en;

const de: DatabaseTexts = {
  unanswered: (reason) => `die Datenbank hat eine Frage nicht beantwortet: ${reason}`,
  askAgain:
    'Führen Sie die Prüfung noch einmal aus; bleibt es dabei, muss sich der Datenbankadministrator die Anmeldung ansehen.',
  connected: (target) => `verbunden mit ${target}, verschlüsselt`,
  unencrypted: (target) =>
    `verbunden mit ${target}, unverschlüsselt: das Passwort lässt sich im Netz mitlesen`,
  encrypt: 'Entfernen Sie Encrypt=False aus der Verbindungszeichenfolge, sobald der Server TLS hat.',
  clock: (seconds) => `die Uhr des Servers weicht um ${seconds} s ab`,
  clockOff: (seconds, isAhead) =>
    `die Uhr des Servers geht gegenüber dieser Maschine ${seconds} s ${isAhead ? 'vor' : 'nach'}`,
  synchronise:
    'Gleichen Sie beide mit der Zeit der Domäne ab: die Empfangszeit ist die dieser Maschine, und Leser vergleichen sie mit der des Servers.',

  server: (version, edition, login, user) =>
    `SQL Server ${version}, ${edition}; Anmeldung ${login}, Benutzer ${user}`,
  oldServer: (server) => `${server}: älter als SQL Server 2012, womit nichts erprobt ist`,
  planUpdate: 'Planen Sie seine Aktualisierung.',
  database: (level, collation) => `Kompatibilitätsgrad ${level}, Sortierung ${collation ?? 'unbekannt'}`,
  readOnly: (database) => `die Datenbank ist schreibgeschützt (${database})`,
  setReadWrite:
    'Setzen Sie sie auf READ_WRITE, oder lassen Sie die Verbindungszeichenfolge den Listener der Verfügbarkeitsgruppe ohne ApplicationIntent=ReadOnly nennen.',
  lowLevel: (database) => `${database}: tiefer als 100`,
  raiseLevel: 'Heben Sie den Kompatibilitätsgrad auf 100 oder mehr.',

  noTable: (name, similar) =>
    `die Tabelle ${name} gibt es nicht, oder die Anmeldung darf sie nicht sehen${similar === null ? '' : `; ähnliche: ${similar}`}`,
  nameTable: (mandator) =>
    `Nennen Sie im Mapping die Tabelle von ROOMS selbst (sync-notification mapping from-table --mandator ${mandator} --table ...), ` +
    `oder legen Sie sie an: sync-notification schema --mandator ${mandator} gibt das Skript aus. Gibt es sie, erteilen Sie darauf SELECT und INSERT.`,
  noColumns: (name, type) =>
    `${name} ist keine Tabelle, sondern ein Objekt vom Typ ${type}, dessen Spalten nicht zu sehen sind`,
  nameTableItself: 'Nennen Sie im Mapping die Tabelle selbst, dann lassen sich ihre Spalten prüfen.',
  table: (name) => `${name} ist da`,
  view: (name) => `${name} ist eine Sicht`,
  nameNoView: 'Nennen Sie die Tabelle selbst, ausser die Sicht ist zum Schreiben gedacht.',
  columns: (count) => `alle ${count} Spalten passen`,
  rights: 'SELECT und INSERT sind erteilt',
  missingRights: (user, rights, table) =>
    `der Benutzer ${user} hat kein ${rights.join(' und ')} auf ${table}`,
  grant: 'Erteilen Sie es:',
  insteadOf: (name) => `der Trigger ${name} läuft anstelle dessen, was geschrieben wird`,
  checkTrigger: 'Stellen Sie sicher, dass er jede Zeile einfügt: der Dienst kann das nicht sehen.',
  trigger: (name) => `der Trigger ${name} läuft bei jedem Schreiben; scheitert er, scheitert das Schreiben`,
};

/** What the checks of a mandator's database say once it is connected to. */
export const DATABASE_TEXTS: Texts<DatabaseTexts> = { en, de };
