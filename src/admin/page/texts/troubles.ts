import type { DatabaseTrouble } from '../database-trouble.ts';

type TroubleTexts = Readonly<Record<DatabaseTrouble, string>>;

/** What keeps a database from taking rows, in English. */
export const TROUBLES_EN: TroubleTexts = {
  not_reached: 'The server cannot be reached: it is down, or a name, port or firewall is wrong.',
  too_slow: 'The server answers too slowly: it is overloaded, or somebody holds the table locked.',
  login_refused: 'The server refuses the login: user or password is wrong, locked or expired.',
  no_database: 'The login may not open the database, or there is no database of that name.',
  no_rights: 'The user may not write the table: it needs SELECT and INSERT.',
  table_differs: 'Table and mapping do not fit each other: a table or column is missing or another.',
  full: 'The database has no room left.',
  read_only: 'The database takes no changes: it is read-only, or this is not the primary replica.',
  tls: 'The encrypted connection fails: the certificate is not trusted, or the TLS versions do not fit.',
  starting: 'The database is starting, recovering or moving; it should be back by itself.',
  other: 'The database did not take the rows.',
};

/** The same in German. */
export const TROUBLES_DE: TroubleTexts = {
  not_reached:
    'Der Server ist nicht erreichbar: Er läuft nicht, oder Name, Port oder Firewall stimmen nicht.',
  too_slow: 'Der Server antwortet zu langsam: Er ist überlastet, oder jemand hält die Tabelle gesperrt.',
  login_refused:
    'Der Server lehnt die Anmeldung ab: Benutzer oder Passwort ist falsch, gesperrt oder abgelaufen.',
  no_database: 'Die Anmeldung darf die Datenbank nicht öffnen, oder es gibt keine Datenbank dieses Namens.',
  no_rights: 'Der Benutzer darf nicht in die Tabelle schreiben: Er braucht SELECT und INSERT.',
  table_differs: 'Tabelle und Mapping passen nicht zusammen: Eine Tabelle oder Spalte fehlt oder ist anders.',
  full: 'Die Datenbank hat keinen Platz mehr.',
  read_only:
    'Die Datenbank nimmt keine Änderungen an: Sie ist schreibgeschützt oder nicht das primäre Replikat.',
  tls: 'Die verschlüsselte Verbindung scheitert: Dem Zertifikat wird nicht vertraut, oder die TLS-Versionen passen nicht.',
  starting:
    'Die Datenbank startet, stellt sich wieder her oder zieht um; sie sollte von selbst zurückkommen.',
  other: 'Die Datenbank hat die Zeilen nicht angenommen.',
};
