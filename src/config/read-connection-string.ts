import { parse } from '@tediousjs/connection-string';
import type { Keyword } from './connection-string-keywords.ts';
import { keywordSpellings, meaningOf } from './connection-string-keywords.ts';
import { didYouMean } from './did-you-mean.ts';

/** A connection string's keywords, by meaning; of a keyword given twice the last holds, as in ADO.NET. */
export type ConnectionKeywords = ReadonlyMap<Keyword, string>;

/** Takes what is wrong: what was found and what to do. Neither may quote more than names known beforehand. */
export type Refuse = (found: string, remedy: string) => void;

/**
 * Reads an ADO.NET connection string. @tediousjs/connection-string reads each `name=value`; the cutting into these
 * is done here, because the library (1.1) takes `Password=;Server=a` for the password `;Server=a` and `a=1;;b=2`
 * for one pair, and reads braces as quotes, which they are in ODBC but not in ADO.NET.
 * What does not parse is told by its number: quoting it might quote a password that holds a semicolon.
 */
export function readConnectionString(text: string, refuse: Refuse): ConnectionKeywords {
  const keywords = new Map<Keyword, string>();
  for (const [index, part] of cutAtSemicolons(text).entries()) {
    if (part.trim() !== '') {
      readPair(part, index + 1, keywords, refuse);
    }
  }
  return keywords;
}

function readPair(part: string, position: number, keywords: Map<Keyword, string>, refuse: Refuse): void {
  const where = `part ${position} of the connection string`;
  const quoting = 'Check its quotes: a value with a semicolon is written \'a;b\' or "a;b".';
  let pair: [string, string] | undefined;
  try {
    [pair] = parse(quoteBraces(part)).entries();
  } catch {
    refuse(`${where} does not end after its quoted value, or its quote is not closed`, quoting);
    return;
  }
  if (pair === undefined) {
    refuse(`${where} is not name=value`, quoting);
    return;
  }
  const [name, value] = pair;
  const meaning = meaningOf(name);
  if (meaning === undefined) {
    const near = didYouMean(name, keywordSpellings());
    if (near !== null && near.length > 4) {
      refuse(`${where} has an unknown keyword`, `Did you mean ${near}?`);
    }
  } else if (meaning !== null) {
    keywords.set(meaning, value);
  }
}

/** Cuts at semicolons outside of quotes. A quote counts only where a value begins; doubled, it stands for itself. */
function cutAtSemicolons(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quote: string | null = null;
  let atValueStart = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quote !== null) {
      quote = character === quote ? null : quote;
    } else if (character === ';') {
      parts.push(text.slice(start, i));
      start = i + 1;
      atValueStart = false;
    } else if (atValueStart && (character === '"' || character === "'")) {
      quote = character;
    } else if (character === '=') {
      atValueStart = !atValueStart && !text.slice(start, i).includes('=');
    } else if (character.trim() !== '') {
      atValueStart = false;
    }
  }
  return [...parts, text.slice(start)];
}

/** `name={a}` means the value `{a}` in ADO.NET; quoted, the library leaves it alone. */
function quoteBraces(part: string): string {
  const match = /^([^=]*=\s*)(\{.*)$/s.exec(part.trimEnd());
  return match?.[1] === undefined || match[2] === undefined
    ? part
    : `${match[1]}"${match[2].replaceAll('"', '""')}"`;
}
