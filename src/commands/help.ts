import { Help, type Command } from 'commander';
import type { Language } from '../language.ts';
import { EXIT_MEANINGS, type ExitMeanings } from './exit-codes.ts';
import { errorWords, helpWords } from './commander-words.ts';
import { hasColours, lineWidth, painterFor, type Paint } from './paint.ts';
import { PROGRAM_TEXTS } from './program-texts.ts';
import type { Shell } from './shell.ts';

/** What the help of a command says after its options. */
export interface HelpAfter {
  /** Paragraphs, with an empty line between; other line breaks do not count. */
  readonly notes?: string;
  readonly codes?: ExitMeanings;
  /** Command lines without the program's name; the same in every language. */
  readonly examples: readonly string[];
}

/** Where help is piped or saved, its lines are broken for an ordinary terminal. */
const PLAIN_WIDTH = 80;

/** Commander takes colours out again where there are to be none. */
const PAINT: Paint = painterFor({ write: () => undefined }, { FORCE_COLOR: '1' });

const HELP_AFTER = new WeakMap<Command, HelpAfter>();

/** What was added to the help of a command; undefined for a group of commands. */
export function helpAfter(command: Command): HelpAfter | undefined {
  return HELP_AFTER.get(command);
}

/** Adds notes, exit codes and examples. */
export function addHelp(command: Command, { language, stdout }: Shell, after: HelpAfter): void {
  const { notes, codes, examples } = after;
  HELP_AFTER.set(command, after);
  const texts = PROGRAM_TEXTS[language];
  const meanings = Object.entries({ ...EXIT_MEANINGS[language], ...codes });
  const parts = [
    ...(notes === undefined ? [] : [wrap(notes, lineWidth(stdout) ?? PLAIN_WIDTH)]),
    [PAINT('title', texts.exitCodes), ...meanings.map(([code, text]) => `  ${code.padEnd(4)}${text}`)].join(
      '\n',
    ),
    [PAINT('title', texts.examples), ...examples.map((line) => `  $ sync-notification ${line}`)].join('\n'),
  ];
  command.addHelpText('after', `\n${parts.join('\n\n')}`);
}

function wrap(paragraphs: string, width: number): string {
  const help = new Help();
  return paragraphs
    .split('\n\n')
    .map((paragraph) => help.boxWrap(paragraph.replaceAll('\n', ' '), width))
    .join('\n\n');
}

/** Ends with wrong usage. The text begins with a small letter, as commander's own do. */
export function usageError(command: Command, { language }: Shell, text: string): never {
  return command.error(`${PROGRAM_TEXTS[language].error}: ${text}`);
}

/** Makes a program, and every command that is added to it later, speak to the shell in its language and colours. */
export function speakTo(program: Command, shell: Shell): void {
  const { language, env, stdout, stderr } = shell;
  const texts = PROGRAM_TEXTS[language];
  program
    .configureHelp(localHelp(language))
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      getOutHelpWidth: () => lineWidth(stdout) ?? PLAIN_WIDTH,
      getErrHelpWidth: () => lineWidth(stderr) ?? PLAIN_WIDTH,
      getOutHasColors: () => hasColours(stdout, env),
      getErrHasColors: () => hasColours(stderr, env),
      outputError: (text, write) => write(painterFor(stderr, env)('bad', errorWords(text, language))),
    })
    .helpOption('-h, --help', texts.help)
    .helpCommand(`help ${helpWords('[command]', language)}`, texts.helpCommand)
    .showHelpAfterError(texts.seeHelp);
}

function localHelp(language: Language): Partial<Help> {
  const plain = new Help();
  const words = (text: string): string => helpWords(text, language);
  return {
    showGlobalOptions: false,
    optionDescription: (option) => words(plain.optionDescription(option)),
    argumentDescription: (argument) => words(plain.argumentDescription(argument)),
    commandUsage: (command) => words(plain.commandUsage(command)),
    subcommandTerm: (command) => words(plain.subcommandTerm(command)),
    styleTitle: (text) => PAINT('title', words(text)),
    styleCommandText: (text) => PAINT('command', text),
    styleSubcommandText: (text) => PAINT('command', text),
    styleOptionTerm: (text) => PAINT('command', text),
    styleArgumentTerm: (text) => PAINT('command', text),
  };
}
