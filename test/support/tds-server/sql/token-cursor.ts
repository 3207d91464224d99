import { incorrectKeyword, incorrectSyntax } from '../engine/sql-error.ts';
import type { SqlError } from '../engine/sql-error.ts';
import type { Expression } from './ast.ts';
import type { Query } from './query-ast.ts';
import { isReserved } from './reserved-words.ts';
import type { Token } from './tokenizer.ts';
import { tokenize } from './tokenizer.ts';

/**
 * The rules that refer to each other in a circle: expressions hold queries and queries hold expressions. The cursor
 * carries them, so that the files of the parser need not import each other in a circle.
 */
export interface Grammar {
  expression(cursor: TokenCursor): Expression;
  scalar(cursor: TokenCursor): Expression;
  query(cursor: TokenCursor): Query;
}

/** Walks over the tokens of one batch. All `take...` methods move on, all `is...` methods only look. */
export class TokenCursor {
  readonly sql: string;
  readonly grammar: Grammar;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string, grammar: Grammar) {
    this.sql = sql;
    this.grammar = grammar;
    this.#tokens = tokenize(sql);
  }

  /** The token `ahead` of the current one. Past the end, the end token. */
  peek(ahead = 0): Token {
    const last = this.#tokens.length - 1;
    return this.#tokens[Math.min(this.#at + ahead, last)] as Token;
  }

  take(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** True where an unquoted word or symbol stands next. */
  is(upper: string, ahead = 0): boolean {
    return this.peek(ahead).upper === upper;
  }

  /** True where all of these follow each other. */
  areNext(...uppers: readonly string[]): boolean {
    return uppers.every((upper, ahead) => this.is(upper, ahead));
  }

  /** Moves past the words or symbols if all of them stand there. */
  skip(...uppers: readonly string[]): boolean {
    if (!this.areNext(...uppers)) {
      return false;
    }
    this.#at += uppers.length;
    return true;
  }

  /** @throws SqlError 102 or 156 where something else stands there */
  expect(...uppers: readonly string[]): void {
    for (const upper of uppers) {
      if (!this.skip(upper)) {
        throw this.unexpected();
      }
    }
  }

  /** The error for the token that stands here. */
  unexpected(): SqlError {
    const token = this.peek();
    if (token.kind === 'word' && isReserved(token.upper)) {
      return incorrectKeyword(token.text);
    }
    return incorrectSyntax(token.kind === 'end' ? (this.#tokens.at(-2)?.text ?? '') : token.text);
  }

  /** True where a name may start: a quoted identifier or a word that is not reserved. */
  isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'quoted' || (token.kind === 'word' && !isReserved(token.upper));
  }

  takeName(): string {
    if (!this.isName()) {
      throw this.unexpected();
    }
    return this.take().text;
  }

  /** A name of one to four parts; a part in the middle may be empty (`db..t`). */
  takeObjectName(): string[] {
    const parts = [this.takeName()];
    while (this.skip('.')) {
      parts.push(this.is('.') ? '' : this.takeName());
    }
    if (parts.length > 4) {
      throw this.unexpected();
    }
    return parts;
  }

  takeNumber(): number {
    if (this.peek().kind !== 'number') {
      throw this.unexpected();
    }
    return Number(this.take().text);
  }

  /** `item, item, ...` */
  takeList<T>(item: () => T): T[] {
    const items = [item()];
    while (this.skip(',')) {
      items.push(item());
    }
    return items;
  }

  /** `( item, item, ... )` */
  takeParenthesised<T>(item: () => T): T[] {
    this.expect('(');
    const items = this.takeList(item);
    this.expect(')');
    return items;
  }

  /** The text from a token on up to the current one, for what the catalog keeps as text. */
  textSince(first: Token): string {
    return this.sql.slice(first.start, this.peek().start).trim();
  }
}
