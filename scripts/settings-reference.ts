import { settingEntries, type SettingEntry } from '../src/config/catalogue.ts';
import { GERMAN_GROUPS, GERMAN_SETTINGS, germanAllowed } from '../src/config/german/setting-texts.ts';
import type { SettingGroup } from '../src/config/setting.ts';
import type { Language, Texts } from '../src/language.ts';

interface Words {
  readonly heading: readonly string[];
  readonly environment: string;
  readonly commandLine: string;
  readonly inFile: string;
  readonly or: string;
  readonly forAll: string;
  readonly allowed: string;
  readonly fallback: string;
  readonly none: string;
  group(group: SettingGroup): string;
}

const MADE = '<!-- Made by `npm run docs:settings` from src/config/. -->';
const SAMPLE = '[`deploy/sync-notification.sample.jsonc`](../deploy/sync-notification.sample.jsonc)';

const WORDS: Texts<Words> = {
  en: {
    heading: [
      '# Settings',
      '',
      MADE,
      '',
      '[Auf Deutsch](settings.de.md)',
      '',
      'A setting can be given on the command line, in the environment and in the settings file (`SYNC_CONFIG`), and',
      "they win in this order; then comes ROOMS's own configuration, then the default. The file is JSON with comments:",
      `${SAMPLE} has every setting.`,
      '',
      'An empty environment variable counts as not set. Where a variable `NAME_FILE` is mentioned, it is the path of a',
      'file that the value is read from, without its last line break. What is wrong is reported all at once at start,',
      'misspelt names included.',
    ],
    environment: 'Environment',
    commandLine: 'Command line',
    inFile: 'In the file',
    or: 'or',
    forAll: 'for all mandators',
    allowed: 'Allowed',
    fallback: 'Default',
    none: 'none',
    group: (group) => group,
  },
  de: {
    heading: [
      '# Einstellungen',
      '',
      MADE,
      '',
      '[English](settings.md)',
      '',
      'Eine Einstellung kann auf der Kommandozeile, in der Umgebung und in der Einstellungsdatei (`SYNC_CONFIG`) stehen,',
      'und in dieser Reihenfolge gehen sie vor; danach kommt die Konfiguration von ROOMS, dann die Vorgabe. Die Datei',
      `ist JSON mit Kommentaren: In ${SAMPLE} steht jede Einstellung.`,
      '',
      'Eine leere Umgebungsvariable gilt als nicht gesetzt. Wo eine Variable `NAME_FILE` genannt ist, enthält sie den Pfad',
      'einer Datei, aus welcher der Wert gelesen wird, ohne den letzten Zeilenumbruch. Was nicht stimmt, wird beim Start',
      'alles zusammen gemeldet, auch falsch geschriebene Namen.',
    ],
    environment: 'Umgebung',
    commandLine: 'Kommandozeile',
    inFile: 'In der Datei',
    or: 'oder',
    forAll: 'für alle Mandanten',
    allowed: 'Erlaubt',
    fallback: 'Vorgabe',
    none: 'nichts',
    group: (group) => GERMAN_GROUPS[group],
  },
};

/** What is said of a setting in one language. */
interface Said {
  readonly summary: string;
  readonly advice: string;
  readonly allowed: string;
  readonly unset: string | undefined;
}

/** The reference of all settings, `docs/settings.md` and `docs/settings.de.md`. */
export function settingsReference(language: Language): string {
  const words = WORDS[language];
  const lines = [...words.heading];
  let group = '';
  for (const entry of settingEntries()) {
    if (entry.info.group !== group) {
      group = entry.info.group;
      lines.push('', `## ${words.group(entry.info.group)}`);
    }
    const said = say(entry, language);
    lines.push('', `### ${entry.name}`, '', said.summary, said.advice, '', ...factsOf(entry, said, words));
  }
  return `${lines.join('\n')}\n`;
}

function say({ name, info }: SettingEntry, language: Language): Said {
  if (language === 'en') {
    return { ...info, unset: info.unset };
  }
  const { summary, advice, unset } = GERMAN_SETTINGS[name];
  return { summary, advice, unset, allowed: germanAllowed(name, info.allowed) };
}

function factsOf({ name, info, env, flag }: SettingEntry, said: Said, words: Words): string[] {
  const variables = env.flatMap((variable) => {
    const plain = info.perMandator === 'each' ? [] : [variable];
    const all = info.perMandator === undefined ? plain : [...plain, `${variable}_<MANDATOR>`];
    const hasFile = info.secret === true || info.perMandator !== undefined;
    return hasFile ? all.flatMap((one) => [one, `${one}_FILE`]) : all;
  });
  const inFile =
    info.perMandator === undefined
      ? []
      : [
          `- ${words.inFile}: \`"${name}": { "PROD": "..." }\`` +
            (info.perMandator === 'each' ? '' : `, ${words.or} \`"${name}": "..."\` ${words.forAll}`),
        ];
  return [
    `- ${words.environment}: ${variables.map((variable) => `\`${variable}\``).join(', ')}`,
    ...(flag === null ? [] : [`- ${words.commandLine}: \`${flag}\``]),
    ...inFile,
    `- ${words.allowed}: ${said.allowed}`,
    `- ${words.fallback}: ${defaultOf(info.defaultValue, said.unset ?? words.none, words.none)}`,
  ];
}

function defaultOf(value: unknown, unset: string, none: string): string {
  if (value === undefined) {
    return unset;
  }
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
    ? none
    : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
