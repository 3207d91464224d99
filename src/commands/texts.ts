import { LANGUAGES, type Language, type Texts } from '../language.ts';

/**
 * Makes a function that says something in every language, for what is worded in one place and shown in another.
 * @param texts the words by language, usually functions of what is to be told
 */
export function speaker<T>(texts: Texts<T>): (say: (words: T) => string) => Texts<string> {
  return (say) => byLanguage((language) => say(texts[language]));
}

/** A text that is the same whatever the language: T-SQL, names, what another program said. */
export function everywhere(text: string): Texts<string> {
  return byLanguage(() => text);
}

/** Makes a text for each language. */
export function byLanguage(text: (language: Language) => string): Texts<string> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, text(language)])) as Record<
    Language,
    string
  >;
}
