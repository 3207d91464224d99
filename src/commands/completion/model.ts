import type { Command, Option } from 'commander';
import { settingOptions } from '../../config/settings-options.ts';

/** What may stand where a value is expected. */
export type ValueKind =
  | { readonly kind: 'file' | 'folder' | 'any' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface CompletedOption {
  /** `--mandator`, and `-m` where there is one. */
  readonly names: readonly string[];
  readonly description: string;
  /** Null for a switch. */
  readonly value: ValueKind | null;
}

/** One command, and what may follow it. */
export interface CompletedCommand {
  /** `/spool/list`; empty for the program itself. */
  readonly place: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** What its arguments are; null where it has none. */
  readonly argument: ValueKind | null;
}

/**
 * Everything that can be typed, read off the program.
 * @param mandators what `--mandator` offers
 */
export function completionModel(program: Command, mandators: readonly string[]): readonly CompletedCommand[] {
  const choices = new Map(settingOptions().map(({ flags, choices: words }) => [flags.split(' ')[0], words]));
  const valueOf = (option: Option): ValueKind | null => {
    if (!option.required && !option.optional) {
      return null;
    }
    const words = option.argChoices ?? choices.get(option.long ?? '') ?? [];
    return wordsOf(option.long === '--mandator' ? mandators : words) ?? byPlaceholder(option.flags);
  };
  const visit = (command: Command, place: string): CompletedCommand[] => {
    const help = command.createHelp();
    const children = help.visibleCommands(command);
    const commands = children.map((child) => ({ name: child.name(), description: child.description() }));
    const options = help.visibleOptions(command).map((option) => ({
      names: [option.long, option.short].filter((name) => name !== undefined),
      description: option.description,
      value: valueOf(option),
    }));
    const [argument] = command.registeredArguments;
    const own: CompletedCommand = {
      place,
      commands,
      options,
      argument:
        argument === undefined
          ? null
          : command.name() === 'help'
            ? wordsOf(help.visibleCommands(program).map((child) => child.name()))
            : (wordsOf(argument.argChoices ?? []) ?? byPlaceholder(`<${argument.name()}>`)),
    };
    return [own, ...children.flatMap((child) => visit(child, `${place}/${child.name()}`))];
  };
  return visit(program, '');
}

function wordsOf(words: readonly string[]): ValueKind | null {
  return words.length === 0 ? null : { kind: 'words', words };
}

function byPlaceholder(flags: string): ValueKind {
  if (/<(file|sample)(\.\.\.)?>/.test(flags)) {
    return { kind: 'file' };
  }
  return { kind: /<folder>/.test(flags) ? 'folder' : 'any' };
}
