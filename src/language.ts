/** Languages that administrators are spoken to in. The first one is used where neither is asked for. */
export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A text in every language. */
export type Texts<T> = Readonly<Record<Language, T>>;
