import { LANGUAGES, type Language } from '../language.ts';

interface LanguageRange {
  readonly range: string;
  /** 0 to 1; 0 means "not this one". */
  readonly weight: number;
  readonly position: number;
}

/** One entry of Accept-Language, RFC 9110 section 12.5.4: a tag or `*`, and at most three decimals of weight. */
const LANGUAGE_RANGE =
  /^(?<range>\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:[ \t]*;[ \t]*q=(?<weight>0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/**
 * Chooses a page's language. Pages differ by language only, so any regional tag counts as its language: `de-CH` is
 * German. Entries that break the header's grammar are passed over.
 *
 * @param acceptLanguage - the header as received, or undefined where there was none
 */
export function pageLanguage(acceptLanguage: string | undefined): Language {
  const ranges = parseRanges(acceptLanguage ?? '');
  let best: { language: Language; range: LanguageRange } | null = null;
  for (const language of LANGUAGES) {
    const range = rangeFor(language, ranges);
    if (range !== null && range.weight > 0 && (best === null || isPreferred(range, best.range))) {
      best = { language, range };
    }
  }
  return best?.language ?? LANGUAGES[0];
}

function parseRanges(header: string): LanguageRange[] {
  return header.split(',').flatMap((entry, position) => {
    const groups = LANGUAGE_RANGE.exec(entry.trim())?.groups;
    return groups?.range === undefined
      ? []
      : [{ range: groups.range.toLowerCase(), weight: Number(groups.weight ?? 1), position }];
  });
}

/**
 * The entry that speaks for a language: its most wanted tag, else `*`. A region that is refused (`de-AT;q=0`)
 * says nothing about the language as long as the language itself is asked for, too.
 */
function rangeFor(language: Language, ranges: readonly LanguageRange[]): LanguageRange | null {
  const named = ranges.filter(({ range }) => range === language || range.startsWith(`${language}-`));
  const candidates = named.length > 0 ? named : ranges.filter(({ range }) => range === '*');
  return candidates.reduce<LanguageRange | null>(
    (best, range) => (best === null || isPreferred(range, best) ? range : best),
    null,
  );
}

function isPreferred(one: LanguageRange, other: LanguageRange): boolean {
  return one.weight > other.weight || (one.weight === other.weight && one.position < other.position);
}
