import { styleText } from 'node:util';

/** Somewhere a command writes to: a terminal, a file, a pipe, or a test's memory. */
export interface Output {
  write(text: string, done?: (error?: Error | null) => void): unknown;
  /** True on a terminal. */
  readonly isTTY?: boolean | undefined;
  /** Characters in a line of a terminal. */
  readonly columns?: number | undefined;
}

/** What colours are for; no other ones are used. */
const STYLES = {
  title: 'bold',
  command: 'cyan',
  good: 'green',
  warning: 'yellow',
  bad: 'red',
  aside: 'dim',
} as const;

export type Style = keyof typeof STYLES;

/** Puts a style around a text, or gives the text as it is. */
export type Paint = (style: Style, text: string) => string;

/**
 * Whether colours are wanted on an output: `NO_COLOR` (https://no-color.org) forbids them and `FORCE_COLOR` asks for
 * them, except as `0` or `false`; otherwise they are for terminals, unless those are `dumb`.
 */
export function hasColours({ isTTY }: Output, env: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') {
    return false;
  }
  if (FORCE_COLOR !== undefined) {
    return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  }
  return isTTY === true && TERM !== 'dumb';
}

/** The painter for an output. */
export function painterFor(output: Output, env: NodeJS.ProcessEnv): Paint {
  return hasColours(output, env)
    ? (style, text) => styleText(STYLES[style], text, { validateStream: false })
    : (_, text) => text;
}

/** Characters in a line; null for a file or pipe, where no line is broken. */
export function lineWidth({ isTTY, columns }: Output): number | null {
  return isTTY === true && columns !== undefined && columns > 0 ? columns : null;
}
