import { Command, CommanderError } from 'commander';
import { registerCheck } from './commands/check.ts';
import { registerCompletion } from './commands/completion.ts';
import { registerDoctor } from './commands/doctor.ts';
import { EXIT } from './commands/exit-codes.ts';
import { speakTo } from './commands/help.ts';
import { registerMapping } from './commands/mapping.ts';
import { PROGRAM_TEXTS } from './commands/program-texts.ts';
import { registerRanges } from './commands/ranges.ts';
import { registerSchema } from './commands/schema.ts';
import { registerSelftest } from './commands/selftest.ts';
import { registerSend } from './commands/send.ts';
import { registerServe } from './commands/serve.ts';
import { errorMessage } from './commands/error-message.ts';
import { tell, type Shell } from './commands/shell.ts';
import { registerSimulate } from './commands/simulate.ts';
import { registerSpool } from './commands/spool.ts';
import { registerSubscriptions } from './commands/subscriptions.ts';
import { readVersion } from './version.ts';

/** The command `sync-notification` with all its subcommands. */
export function createProgram(shell: Shell): Command {
  const texts = PROGRAM_TEXTS[shell.language];
  const program = new Command('sync-notification');
  speakTo(program, shell);
  program
    .description(texts.description)
    .version(readVersion(), '-V, --version', texts.version)
    .exitOverride((error) => {
      // Inherited by every subcommand: commander has printed it, and would end the process with 1.
      error.exitCode = error.exitCode === EXIT.done ? EXIT.done : EXIT.usage;
      throw error;
    });
  program.commandsGroup(texts.forAdministrators);
  registerServe(program, shell);
  registerCheck(program, shell);
  registerDoctor(program, shell);
  registerSelftest(program, shell);
  registerSpool(program, shell);
  registerSubscriptions(program, shell);
  registerMapping(program, shell);
  registerSchema(program, shell);
  registerRanges(program, shell);
  program.commandsGroup(texts.forTests);
  registerSend(program, shell);
  registerSimulate(program, shell);
  program.commandsGroup(texts.others);
  registerCompletion(program, shell);
  return program;
}

/**
 * Parses the arguments and runs the command.
 * @param argv as `process.argv` has them
 * @returns the exit code (exit-codes.ts)
 */
export async function runCli(argv: readonly string[], shell: Shell): Promise<number> {
  try {
    await createProgram(shell).parseAsync([...argv]);
    return shell.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode;
    }
    tell(shell, errorMessage(error, shell.language));
    return EXIT.failed;
  }
}
