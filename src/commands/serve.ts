import type { Command } from 'commander';
import { runService } from '../run-service.ts';
import { addHelp } from './help.ts';
import { SERVE_TEXTS } from './serve-texts.ts';
import { addSettingOptions } from './setting-options.ts';
import type { Shell } from './shell.ts';

/** Adds `serve`, which runs the service until a signal ends it. Its options are the settings'. */
export function registerServe(program: Command, shell: Shell): void {
  const texts = SERVE_TEXTS[shell.language];
  const command = program
    .command('serve')
    .description(texts.description)
    .action((options: Record<string, unknown>) => runService({ flags: options }));
  addSettingOptions(command, shell);
  addHelp(command, shell, {
    notes: texts.notes,
    codes: texts.codes,
    examples: ['serve', 'serve --port 9090 --data-dir /var/lib/sync-notification'],
  });
}
