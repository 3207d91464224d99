import { isIP } from 'node:net';
import type { PrivateKind } from './private-values.ts';

/** Takes private values out of a text. The same value becomes the same placeholder in every text. */
export type Redact = (text: string) => string;

interface Shape {
  readonly kind: PrivateKind;
  readonly pattern: RegExp;
  /** Looks closer, where the pattern takes too much. */
  readonly isMeant?: (match: string) => boolean;
}

/** Versions and times look like addresses. */
const isAddress = (match: string): boolean => isIP(match) !== 0;

/** What is private by its shape, wherever it comes from. More telling shapes stand before those they contain. */
const SHAPES: readonly Shape[] = [
  { kind: 'mail', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { kind: 'host', pattern: /(?<=\b[a-z][a-z0-9+.-]*:\/\/)([a-z0-9_.-]+|\[[0-9a-f:.]+\])/gi },
  // Errors of name resolution, and what a certificate is made out to.
  { kind: 'host', pattern: /(?<=\b(?:ENOTFOUND|EAI_[A-Z]+) )[^\s,;()]+/g },
  { kind: 'host', pattern: /(?<=\bDNS:)[^\s,;]+/g },
  { kind: 'host', pattern: /(?<=\bHost: )\S+?(?=\.? is not\b)/g },
  { kind: 'name', pattern: /(?<=\b(?:CN|OU|O|DC|emailAddress) ?= ?)[^,\n]+/g },
  // What SQL Server and others say of accounts and databases, in English and German.
  {
    kind: 'user',
    pattern: /(?<=\b(?:user|login|principal|Benutzer|Anmeldung|Prinzipal) ['"])[^'"<>]+(?=['"])/gi,
  },
  { kind: 'database', pattern: /(?<=\b(?:database|Datenbank|-Datenbank) ['"])[^'"<>]+(?=['"])/gi },
  { kind: 'host', pattern: /(?<=\\\\)([^\\\s/?.][^\\\s/?]*)(?=\\)/g },
  { kind: 'mailbox', pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi },
  { kind: 'user', pattern: /\bS-1-5-21(?:-\d+)+\b/g },
  // On Windows a person's folder may have blanks in its name.
  {
    kind: 'user',
    pattern: /(?<=[\\/](?:Users|home|Benutzer)[\\/])([^\\/:;,"'<>\n]+(?=[\\/])|[^\\/\s:;,"'<>]+)/gi,
  },
  { kind: 'address', pattern: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\.\d)(?!\w)/g, isMeant: isAddress },
  {
    kind: 'address',
    pattern:
      /(?<![\w:.])(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\.\d+){0,3}(?![\w:])/gi,
    isMeant: isAddress,
  },
];

/** Addresses that are the same on every machine. */
const COMMON = /^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1?|\[::1?\]|localhost)$/;

/** A placeholder that was put in already. */
const PLACEHOLDER = /<[a-z]+-\d+>/;

/** Makes the function that takes out the values given, and whatever has a telling shape. */
export function createRedact(values: readonly (readonly [value: string, kind: PrivateKind])[]): Redact {
  const placeholders = new Map<string, string>();
  const counts = new Map<PrivateKind, number>();
  const placeholderFor = (kind: PrivateKind, value: string): string => {
    const key = value.toLowerCase();
    const known = placeholders.get(key);
    if (known !== undefined) {
      return known;
    }
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const placeholder = `<${kind}-${count}>`;
    placeholders.set(key, placeholder);
    return placeholder;
  };
  // The longest first: a host's full name contains its short one.
  const literals = values
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([value, kind]) => ({ kind, pattern: wholeWord(value) }));
  for (const [value, kind] of values) {
    placeholderFor(kind, value);
  }
  return (text) =>
    [...literals, ...SHAPES].reduce((done, { kind, pattern, isMeant }: Shape) => {
      const replace = (part: string): string =>
        part.replace(pattern, (match: string) =>
          COMMON.test(match) || isMeant?.(match) === false ? match : placeholderFor(kind, match),
        );
      return splitKeeping(done, PLACEHOLDER)
        .map((part) => (PLACEHOLDER.test(part) ? part : replace(part)))
        .join('');
    }, text);
}

/** A value where it is no part of a longer word; `_` ends a word, as in SYNC_SQL_USER_PROD. Case does not count. */
function wholeWord(value: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${value.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'giu',
  );
}

function splitKeeping(text: string, pattern: RegExp): string[] {
  return text.split(new RegExp(`(${pattern.source})`));
}
