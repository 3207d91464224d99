/** The groups of settings in German; in English they are called what the declarations call them. */
export const SETTING_GROUPS_DE: Readonly<Record<string, string>> = {
  Listening: 'Adresse und Port',
  'Who may call': 'Wer zugelassen ist',
  Limits: 'Grenzen',
  TLS: 'TLS',
  'Mandators and table': 'Mandanten und Tabelle',
  'SQL Server': 'SQL Server',
  Spool: 'Spool',
  Subscriptions: 'Subscriptions',
  'Cut-over': 'Umstellung',
  Logging: 'Log',
  Administration: 'Administration',
  'Start and stop': 'Start und Stopp',
};
