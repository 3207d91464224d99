import type { Language } from '../language.ts';
import { settingEntries, type SettingEntry } from './catalogue.ts';
import { GERMAN_SETTINGS } from './german/setting-texts.ts';

/** A command line option of `sync-notification serve`, in commander's terms. */
export interface SettingOption {
  /** `--max-body-bytes <size>`; commander hands its value over under the setting's name. */
  readonly flags: string;
  readonly description: string;
  /** The words that are allowed, where those are all. */
  readonly choices: readonly string[];
}

/** The options that settings may be given with; `serve --help` lists them. Secrets have none. */
export function settingOptions(language: Language = 'en'): readonly SettingOption[] {
  return settingEntries().flatMap((entry) => {
    const { flag, info, env } = entry;
    const { summary, unset, word } = textsOf(entry, language);
    const fallback =
      info.defaultValue === undefined ? unset : JSON.stringify(info.defaultValue).replaceAll('"', '');
    const description = `${summary} (${env.join(', ')}; ${word}: ${fallback})`.replaceAll('`', '');
    const choices = /^(one of|on or off$)/.test(info.allowed) ? info.placeholder.split('|') : [];
    return flag === null ? [] : [{ flags: `${flag} <${info.placeholder}>`, description, choices }];
  });
}

function textsOf({ name, info }: SettingEntry, language: Language) {
  const { summary, unset = '' } = language === 'de' ? GERMAN_SETTINGS[name] : info;
  return { summary, unset, word: language === 'de' ? 'Vorgabe' : 'default' };
}
