import { InvalidArgumentError, type Command } from 'commander';
import { parseDuration } from '../../config/spellings.ts';
import type { RowSelection } from '../../spool/select-rows.ts';
import type { Language } from '../../language.ts';
import { usageError } from '../help.ts';
import type { Shell } from '../shell.ts';
import { SPOOL_TEXTS } from './texts.ts';

/** The options that say which rows are meant. */
export interface SelectionOptions {
  readonly mandator?: string;
  /** Milliseconds. */
  readonly olderThan?: number;
  readonly all?: true;
}

/** Adds the options. */
export function withSelection(command: Command, { language }: Shell): Command {
  const texts = SPOOL_TEXTS[language];
  return command
    .option('--mandator <name>', texts.mandator)
    .option('--older-than <time>', texts.olderThan, age(language));
}

/** The selection that numbers and options make together. */
export function toSelection(seqs: readonly number[], options: SelectionOptions): RowSelection {
  const { mandator, olderThan } = options;
  return {
    ...(seqs.length === 0 ? {} : { seqs }),
    ...(mandator === undefined ? {} : { mandator }),
    ...(olderThan === undefined ? {} : { cameBefore: Date.now() - olderThan }),
  };
}

/** Ends with wrong usage where nothing says which rows are meant: all of them only when told so. */
export function assertSelected(
  shell: Shell,
  seqs: readonly number[],
  options: SelectionOptions,
  command: Command,
): void {
  const { mandator, olderThan, all } = options;
  if (seqs.length === 0 && mandator === undefined && olderThan === undefined && all !== true) {
    usageError(command, shell, SPOOL_TEXTS[shell.language].nothingSelected);
  }
}

/** A parser for commander: the number of a row, after those given before. */
export function rowNumber(
  language: Language,
): (text: string, before?: readonly number[]) => readonly number[] {
  return (text, before = []) => {
    if (!/^\d{1,15}$/.test(text)) {
      throw new InvalidArgumentError(SPOOL_TEXTS[language].rowNumber(text));
    }
    return [...before, Number(text)];
  };
}

/** A parser for commander: a time in milliseconds. */
function age(language: Language): (text: string) => number {
  return (text) => {
    const value = parseDuration(text);
    if (typeof value !== 'number') {
      throw new InvalidArgumentError(SPOOL_TEXTS[language].age(text));
    }
    return value;
  };
}
