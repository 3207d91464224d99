import type { Command } from 'commander';
import { settingOptions } from '../config/settings-options.ts';
import type { Shell } from './shell.ts';

/** Adds the options that settings may be given with. */
export function addSettingOptions(command: Command, { language }: Shell): void {
  for (const { flags, description } of settingOptions(language)) {
    command.option(flags, description);
  }
}
