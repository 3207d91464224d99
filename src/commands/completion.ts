import { Argument, type Command } from 'commander';
import { loadSettings } from '../config/settings.ts';
import { SettingsError } from '../config/settings-error.ts';
import { COMPLETION_TEXTS } from './completion-texts.ts';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import { completionModel, type CompletedCommand } from './completion/model.ts';
import { powershellScript } from './completion/powershell.ts';
import { zshScript } from './completion/zsh.ts';
import { addHelp } from './help.ts';
import type { Shell } from './shell.ts';

type Script = (commands: readonly CompletedCommand[]) => string;

const SCRIPTS: Readonly<Record<string, Script>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** Adds `completion`, which prints a script for a shell. */
export function registerCompletion(program: Command, shell: Shell): void {
  const texts = COMPLETION_TEXTS[shell.language];
  const names = Object.keys(SCRIPTS);
  const command = program
    .command('completion')
    .description(texts.description)
    .addArgument(new Argument('<shell>', texts.shell).choices(names))
    .action((name: string) => {
      const script = SCRIPTS[name] ?? bashScript;
      shell.stdout.write(script(completionModel(program, knownMandators(shell))));
    });
  addHelp(command, shell, {
    notes: texts.notes,
    examples: [
      'completion bash > /etc/bash_completion.d/sync-notification',
      'completion powershell >> $PROFILE',
    ],
  });
}

/** Those that are configured here; none where the settings are not in order, or not there yet. */
function knownMandators({ env, cwd }: Shell): readonly string[] {
  try {
    return loadSettings({ env, cwd }).mandators;
  } catch (error) {
    if (error instanceof SettingsError) {
      return [];
    }
    throw error;
  }
}
