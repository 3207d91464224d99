import { Command, CommanderError } from 'commander';
import { registerCheck } from './commands/check.ts';
import { registerMapping } from './commands/mapping.ts';
import { registerRanges } from './commands/ranges.ts';
import { registerSchema } from './commands/schema.ts';
import { registerSend } from './commands/send.ts';
import { registerServe } from './commands/serve.ts';
import { registerSimulate } from './commands/simulate.ts';
import { registerSpool } from './commands/spool.ts';
import { registerSubscriptions } from './commands/subscriptions.ts';

/** The command `sync-notification` with all its subcommands. */
export function createProgram(): Command {
  const program = new Command('sync-notification');
  program
    .description('Receives push notifications of Microsoft Exchange for the room booking system ROOMS.')
    .showHelpAfterError('(run with --help for the options)')
    .exitOverride((error) => {
      // Inherited by every subcommand: commander has printed it, and would end the process with 1.
      error.exitCode = error.exitCode === 0 ? 0 : 2;
      throw error;
    });
  registerServe(program);
  registerSend(program);
  registerSimulate(program);
  registerMapping(program);
  registerSchema(program);
  registerCheck(program);
  registerSpool(program);
  registerSubscriptions(program);
  registerRanges(program);
  return program;
}

/**
 * Parses the arguments and runs the command. Exit codes: 0 done, 1 it failed (the reason is printed), 2 wrong usage.
 */
export async function runCli(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      return;
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
