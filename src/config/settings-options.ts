import type { Language, Texts } from '../language.ts';
import { settingEntries } from './catalogue.ts';

/** A command line option of `sync-notification serve`, in commander's terms. */
export interface SettingOption {
  /** `--max-body-bytes <size>`; commander hands its value over under the setting's name. */
  readonly flags: string;
  readonly description: string;
}

const DEFAULT: Texts<string> = { en: 'default', de: 'Vorgabe' };

/** The options that settings may be given with; `serve --help` lists them. Secrets have none. */
export function settingOptions(language: Language = 'en'): readonly SettingOption[] {
  return settingEntries().flatMap(({ flag, info, env }) => {
    const fallback =
      info.defaultValue === undefined
        ? (info.unset ?? '')
        : JSON.stringify(info.defaultValue).replaceAll('"', '');
    const names = `${env.join(', ')}; ${DEFAULT[language]}: ${fallback}`;
    const description = `${info.summary} (${names})`.replaceAll('`', '');
    return flag === null ? [] : [{ flags: `${flag} <${info.placeholder}>`, description }];
  });
}
