import type { Texts } from '../language.ts';

/** What the program ends with; docs/commands.md tells what each means for every command. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What exit codes mean for a command, where they mean more than for every one. */
export type ExitMeanings = Readonly<Partial<Record<ExitCode, string>>>;

/** What exit codes mean where a command does not say otherwise. */
export const EXIT_MEANINGS: Texts<Readonly<Record<0 | 1 | 2, string>>> = {
  en: { 0: 'done', 1: 'it failed; the reason is on the error output', 2: 'wrong usage' },
  de: { 0: 'erledigt', 1: 'gescheitert; der Grund steht auf der Fehlerausgabe', 2: 'falscher Aufruf' },
};
