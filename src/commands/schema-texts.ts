import type { Texts } from '../language.ts';

const en = {
  description: 'print the T-SQL that creates the table of the mapping; it may be run again',
  mapping: 'mapping file (default: the one of the settings, else the built-in mapping)',
  mandator: "make the script refuse every database but this mandator's",
  grant: 'grant this database user what the service needs',
  notes: `The script is one batch of plain T-SQL for SQL Server 2012 and newer. A database administrator runs it, since the
service itself needs SELECT and INSERT only.`,
};

export type SchemaTexts = typeof en;

const de: SchemaTexts = {
  description: 'das T-SQL ausgeben, das die Tabelle des Mappings anlegt; es darf mehrmals ausgeführt werden',
  mapping: 'Mapping-Datei (Vorgabe: jene der Einstellungen, sonst das eingebaute Mapping)',
  mandator: 'das Skript jede Datenbank ausser der dieses Mandanten ablehnen lassen',
  grant: 'diesem Datenbankbenutzer erteilen, was der Dienst braucht',
  notes: `Das Skript ist ein Batch in einfachem T-SQL für SQL Server 2012 und neuer. Ein Datenbankadministrator führt es
aus, denn der Dienst selbst braucht nur SELECT und INSERT.`,
};

/** What `schema` says in its help. The script itself is the same in every language. */
export const SCHEMA_TEXTS: Texts<SchemaTexts> = { en, de };
