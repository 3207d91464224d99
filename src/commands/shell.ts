import type { Readable } from 'node:stream';
import { resolve } from 'node:path';
import type { Language } from '../language.ts';
import { commandLanguage } from './language.ts';
import type { Output } from './paint.ts';
import { visible } from './visible.ts';

/** All that a command has to do with the outside, so that it runs inside a test as well. */
export interface Shell {
  readonly language: Language;
  readonly env: NodeJS.ProcessEnv;
  /** Folder that relative paths start at. */
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  readonly stdout: Output;
  readonly stderr: Output;
  /** What the process ends with; 0 until something goes wrong (exit-codes.ts). */
  exitCode: number;
}

/** The shell of this process. */
export function processShell(): Shell {
  const { env, stdin, stdout, stderr } = process;
  return { language: commandLanguage(env), env, cwd: process.cwd(), stdin, stdout, stderr, exitCode: 0 };
}

/** Prints a result, with an end of line. */
export function print({ stdout }: Shell, text: string): void {
  stdout.write(`${visible(text)}\n`);
}

/** Prints data for programs. */
export function printJson(shell: Shell, data: unknown): void {
  print(shell, JSON.stringify(data, null, 2));
}

/** Tells the person at the screen something that is no result: it goes to the error output. */
export function tell({ stderr }: Shell, text: string): void {
  stderr.write(`${visible(text)}\n`);
}

/** The absolute path of a file that was named on the command line. */
export function pathOf({ cwd }: Shell, file: string): string {
  return resolve(cwd, file);
}
