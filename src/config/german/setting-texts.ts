import type { SettingName } from '../catalogue.ts';
import type { SettingGroup } from '../setting.ts';
import type { GermanText } from './german-text.ts';
import { OPERATING } from './operating.ts';
import { RECEIVING } from './receiving.ts';
import { STORING } from './storing.ts';

/** What is said of each setting, in German. A setting without a text does not compile. */
export const GERMAN_SETTINGS: Readonly<Record<SettingName, GermanText>> = {
  ...RECEIVING,
  ...STORING,
  ...OPERATING,
};

/** The headings of the reference in German. */
export const GERMAN_GROUPS: Readonly<Record<SettingGroup, string>> = {
  Listening: 'Empfang',
  'Who may call': 'Wer aufrufen darf',
  Limits: 'Grenzen',
  TLS: 'TLS',
  'Mandators and table': 'Mandanten und Tabelle',
  'SQL Server': 'SQL Server',
  Spool: 'Spool',
  Subscriptions: 'Subscriptions',
  'Cut-over': 'Umstellung',
  Administration: 'Verwaltung',
  Logging: 'Log',
  'Start and stop': 'Start und Stopp',
};

/** Ranges and choices, by the form of their English text. */
const FORMS: readonly (readonly [english: RegExp, german: string])[] = [
  [/^a whole number from (\d+) to (\d+)$/, 'eine ganze Zahl von $1 bis $2'],
  [
    /^a time from (\d+) ms to 24h, such as (.+) or a number of milliseconds$/,
    'eine Zeit von $1 ms bis 24h, etwa $2 oder eine Zahl von Millisekunden',
  ],
  [
    /^a size from (\d+) to (\d+) bytes, such as (.+) or a number of bytes$/,
    'eine Grösse von $1 bis $2 Bytes, etwa $3 oder eine Zahl von Bytes',
  ],
  [/^one of (.+)$/, 'eines von $1'],
  [/^on or off$/, 'on oder off'],
];

/**
 * What is allowed for a setting, in German.
 * @param english what its declaration says
 * @throws Error where the text has neither a known form nor a translation
 */
export function germanAllowed(name: SettingName, english: string): string {
  const own = GERMAN_SETTINGS[name].allowed;
  const form = FORMS.find(([pattern]) => pattern.test(english));
  if (own === undefined && form === undefined) {
    throw new Error(`what is allowed for the setting ${name} has no German text: ${english}`);
  }
  return own ?? english.replace(...(form as [RegExp, string]));
}
