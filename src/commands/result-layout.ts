import type { Language } from '../language.ts';
import { lineWidth, painterFor, type Style } from './paint.ts';
import type { Shell } from './shell.ts';

/** How something that was looked at is; `check`, `selftest` and `doctor` have the same three. */
export type Result = 'ok' | 'warn' | 'fail';

/** How results are laid out for the person at the screen. */
export interface ResultLayout {
  readonly language: Language;
  /** Characters in a line; null for a file or pipe, where no line is broken. */
  readonly width: number | null;
  /** Colours the word of a result, already padded. */
  readonly paint: (result: Result, word: string) => string;
}

const STYLES: Readonly<Record<Result, Style>> = { ok: 'good', warn: 'warning', fail: 'bad' };

/** The layout for a command's output: its language, in colours and broken lines on a terminal. */
export function resultLayout({ language, stdout, env }: Shell): ResultLayout {
  const paint = painterFor(stdout, env);
  return { language, width: lineWidth(stdout), paint: (result, word) => paint(STYLES[result], word) };
}
