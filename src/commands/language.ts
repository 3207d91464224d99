import { LANGUAGES, type Language } from '../language.ts';

/** Variables of the locale in POSIX's order of precedence. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * The language that commands speak. As everywhere on POSIX, the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is
 * not empty decides, also where it names a language that the product does not have; then the system's own, which is
 * what Windows has instead. English for whatever is not German, the locales `C` and `POSIX` included.
 * @param systemLocale BCP 47 tag of the system's language
 */
export function commandLanguage(
  env: NodeJS.ProcessEnv = process.env,
  systemLocale: string = Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  const locale = VARIABLES.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  const [wanted] = (locale ?? systemLocale).toLowerCase().split(/[-_.@]/, 1);
  return LANGUAGES.find((language) => language === wanted) ?? LANGUAGES[0];
}
