import type { Command } from 'commander';
import { settingOptions } from '../config/settings-options.ts';
import { runService } from '../run-service.ts';

/** Adds `serve`, which runs the service until a signal ends it. Its options are the settings'. */
export function registerServe(program: Command): void {
  const command = program.command('serve').description('run the service until it is told to stop');
  for (const { flags, description } of settingOptions()) {
    command.option(flags, description);
  }
  command
    .addHelpText(
      'after',
      `
Settings are also read from the file that SYNC_CONFIG names and from the environment; an option wins over both.

Examples:
  $ sync-notification serve
  $ sync-notification serve --port 9090 --data-dir /var/lib/sync-notification
`,
    )
    .action((options: Record<string, unknown>) => runService({ flags: options }));
}
