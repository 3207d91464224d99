import type { Command } from 'commander';
import { PROGRAM_TEXTS } from './program-texts.ts';
import type { Shell } from './shell.ts';

/** Where the files of a service that may be running beside are looked for. */
export interface FolderOptions {
  readonly dataDir?: string;
  readonly config?: string;
}

/** Adds the options. */
export function withFolder(command: Command, { language }: Shell): Command {
  const texts = PROGRAM_TEXTS[language];
  return command.option('--data-dir <folder>', texts.dataDir).option('--config <file>', texts.config);
}
