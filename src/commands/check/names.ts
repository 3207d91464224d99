import type { Texts } from '../../language.ts';

/** Every check by its id, which scripts may rely on, with what people read in its place. */
export const CHECK_NAMES = {
  settings: { en: 'settings', de: 'Einstellungen' },
  'ROOMS configuration': { en: 'ROOMS configuration', de: 'ROOMS-Konfiguration' },
  mandators: { en: 'mandators', de: 'Mandanten' },
  callers: { en: 'callers', de: 'Aufrufer' },
  'Exchange Online': { en: 'Exchange Online', de: 'Exchange Online' },
  mapping: { en: 'mapping', de: 'Mapping' },
  'embedded store': { en: 'embedded store', de: 'eingebetteter Speicher' },
  connection: { en: 'connection', de: 'Verbindung' },
  TLS: { en: 'TLS', de: 'TLS' },
  login: { en: 'login', de: 'Anmeldung' },
  database: { en: 'database', de: 'Datenbank' },
  clock: { en: 'clock', de: 'Uhr' },
  catalog: { en: 'catalog', de: 'Katalog' },
  table: { en: 'table', de: 'Tabelle' },
  columns: { en: 'columns', de: 'Spalten' },
  rights: { en: 'rights', de: 'Rechte' },
  'unique index': { en: 'unique index', de: 'eindeutiger Index' },
  triggers: { en: 'triggers', de: 'Trigger' },
} as const satisfies Record<string, Texts<string>>;

export type CheckId = keyof typeof CHECK_NAMES;
