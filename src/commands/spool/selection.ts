import { InvalidArgumentError, type Command } from 'commander';
import { parseDuration } from '../../config/spellings.ts';
import type { RowSelection } from '../../spool/select-rows.ts';

/** The options that say which rows are meant. */
export interface SelectionOptions {
  readonly mandator?: string;
  /** Milliseconds. */
  readonly olderThan?: number;
  readonly all?: true;
}

/** Adds the options. */
export function withSelection(command: Command): Command {
  return command
    .option('--mandator <name>', 'rows of this mandator')
    .option('--older-than <time>', 'rows that came longer ago than this, such as 90m or 48h', age);
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
export function assertSelected(seqs: readonly number[], options: SelectionOptions, command: Command): void {
  const { mandator, olderThan, all } = options;
  if (seqs.length === 0 && mandator === undefined && olderThan === undefined && all !== true) {
    command.error('error: expected numbers of rows, --mandator, --older-than or --all, found none of them');
  }
}

/** A parser for commander: the number of a row, after those given before. */
export function rowNumber(text: string, before: readonly number[] = []): readonly number[] {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError(`Expected the number of a row, found "${text}".`);
  }
  return [...before, Number(text)];
}

/** A parser for commander: a time in milliseconds. */
export function age(text: string): number {
  const value = parseDuration(text);
  if (typeof value !== 'number') {
    throw new InvalidArgumentError(`Expected a time such as 90m or 48h, found "${text}".`);
  }
  return value;
}
