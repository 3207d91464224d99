/** The value of that name for a sentence; empty where there is none. */
export type Value = (name: string) => string;

/** What was found, and what to do about it; null where nothing is. */
export type Sentence = readonly [found: (v: Value) => string, remedy: ((v: Value) => string) | null];

/** Sentences by step and code: `reply.timeout`. */
export type Sentences = Readonly<Record<string, Sentence>>;

/** Who answered, as far as the reply tells: ` (500.19, "IIS 10.0 Detailed Error", Microsoft-IIS/10.0)`. */
export function who(v: Value): string {
  const parts = [v('subStatus'), v('title') === '' ? '' : `"${v('title')}"`, v('server')].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** Whether the address is one that leads to the service from elsewhere, perhaps through proxies. */
export function isOutside(v: Value): boolean {
  return v('from') === 'given' || v('from') === 'rooms';
}
