import { SqlError, incorrectSyntax } from '../engine/sql-error.ts';

/** One token of T-SQL. `text` is the value without quotes, `upper` serves keywords and symbols. */
export interface Token {
  readonly kind:
    'word' | 'quoted' | 'string' | 'nstring' | 'number' | 'binary' | 'variable' | 'symbol' | 'end';
  readonly text: string;
  readonly upper: string;
  /** Offset of the first character in the statement. */
  readonly start: number;
}

const WORD = /[\p{L}_#][\p{L}\p{Nd}_@$#]*/uy;
const VARIABLE = /@{1,2}[\p{L}_#@$\d][\p{L}\p{Nd}_@$#]*/uy;
const NUMBER = /\d+/y;
const BINARY = /0[xX][0-9a-fA-F]*/y;
const SYMBOL = /<>|!=|<=|>=|\+=|-=|[(),.;=<>+\-*/%&|^~]/y;
const SPACE = /\s+|--[^\n]*/y;

/**
 * Splits T-SQL into tokens, the last one being `end`. Identifiers may stand in brackets or double quotes.
 * @throws SqlError 102, 105 and 113 as SQL Server does
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0] ?? null;
  };
  const push = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({
      kind,
      text,
      upper: kind === 'word' || kind === 'symbol' ? text.toUpperCase() : '',
      start: at,
    });
    at += length;
  };
  while (at < sql.length) {
    const space = take(SPACE);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const character = sql.charAt(at);
    const next = sql.charAt(at + 1);
    if (character === '/' && next === '*') {
      at = endOfComment(sql, at);
    } else if (character === "'") {
      const [text, end] = delimited(sql, at, "'");
      push('string', text, end - at);
    } else if ((character === 'N' || character === 'n') && next === "'") {
      const [text, end] = delimited(sql, at + 1, "'");
      push('nstring', text, end - at);
    } else if (character === '[' || character === '"') {
      const [text, end] = delimited(sql, at, character === '[' ? ']' : '"');
      push('quoted', text, end - at);
    } else {
      const [kind, text] = plain(take, sql.slice(at, at + 20));
      push(kind, text, text.length);
    }
  }
  tokens.push({ kind: 'end', text: '', upper: '', start: at });
  return tokens;
}

function plain(take: (pattern: RegExp) => string | null, rest: string): [Token['kind'], string] {
  const patterns: readonly [Token['kind'], RegExp][] = [
    ['binary', BINARY],
    ['number', NUMBER],
    ['variable', VARIABLE],
    ['word', WORD],
    ['symbol', SYMBOL],
  ];
  for (const [kind, pattern] of patterns) {
    const text = take(pattern);
    if (text !== null) {
      return [kind, text];
    }
  }
  throw incorrectSyntax(rest.charAt(0));
}

function delimited(sql: string, open: number, close: string): [text: string, end: number] {
  let from = open + 1;
  for (;;) {
    const end = sql.indexOf(close, from);
    if (end < 0) {
      throw new SqlError(
        105,
        `Unclosed quotation mark after the character string '${sql.slice(open + 1)}'.`,
        15,
      );
    }
    if (sql.charAt(end + 1) !== close) {
      return [sql.slice(open + 1, end).replaceAll(close + close, close), end + 1];
    }
    from = end + 2;
  }
}

/** Comments nest in T-SQL. */
function endOfComment(sql: string, open: number): number {
  let depth = 0;
  for (let at = open; at < sql.length; at++) {
    const pair = sql.slice(at, at + 2);
    if (pair === '/*') {
      depth++;
      at++;
    } else if (pair === '*/') {
      depth--;
      at++;
      if (depth === 0) {
        return at + 1;
      }
    }
  }
  throw new SqlError(113, "Missing end comment mark '*/'.", 15);
}
