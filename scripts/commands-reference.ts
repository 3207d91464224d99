import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Help, type Command } from 'commander';
import { settingOptions } from '../src/config/settings-options.ts';
import { helpWords } from '../src/commands/commander-words.ts';
import { EXIT_MEANINGS } from '../src/commands/exit-codes.ts';
import { helpAfter } from '../src/commands/help.ts';
import type { Shell } from '../src/commands/shell.ts';
import type { Language, Texts } from '../src/language.ts';
import { createProgram } from '../src/run-cli.ts';

const FOLDER = join(import.meta.dirname, 'commands');

const WORDS: Texts<Readonly<Record<'option' | 'does' | 'settings' | 'codes' | 'examples' | 'made', string>>> =
  {
    en: {
      option: 'argument or option',
      does: 'what it does',
      settings: 'Besides, every [setting](settings.md) that is no secret is an option, such as `--port`.',
      codes: 'Exit codes',
      examples: 'Examples',
      made: '<!-- Made by `npm run docs:commands` from the commands and scripts/commands/. -->',
    },
    de: {
      option: 'Argument oder Option',
      does: 'was es tut',
      settings:
        'Ausserdem ist jede [Einstellung](settings.de.md), die kein Geheimnis ist, eine Option, etwa `--port`.',
      codes: 'Exit-Codes',
      examples: 'Beispiele',
      made: '<!-- Mit `npm run docs:commands` aus den Befehlen und scripts/commands/ gemacht. -->',
    },
  };

/** The commands that do something, by what has to be typed for them. */
export function documentedCommands(language: Language): ReadonlyMap<string, Command> {
  const shell: Shell = {
    language,
    env: {},
    cwd: '/',
    stdin: new PassThrough(),
    stdout: { write: () => undefined },
    stderr: { write: () => undefined },
    exitCode: 0,
  };
  const leaves = (command: Command, path: string): [string, Command][] =>
    command.commands.length === 0
      ? [[path, command]]
      : command.commands.flatMap((child) => leaves(child, `${path} ${child.name()}`.trim()));
  return new Map(leaves(createProgram(shell), ''));
}

/** docs/commands.md or docs/befehle.de.md. */
export function commandsReference(language: Language): string {
  const sections = [...documentedCommands(language)].map(([path, command]) =>
    section(path, command, language),
  );
  return [
    readFileSync(join(FOLDER, `intro.${language}.md`), 'utf8').trim(),
    WORDS[language].made,
    ...sections,
  ]
    .join('\n\n')
    .concat('\n');
}

/** What a command printed, with the command line before it; captured by capture-commands.ts. */
export function exampleFile(path: string, language: Language): string {
  return join(FOLDER, language, `${path.replaceAll(' ', '-')}.txt`);
}

function section(path: string, command: Command, language: Language): string {
  const words = WORDS[language];
  const { notes, codes, examples = [] } = helpAfter(command) ?? {};
  const plain = new Help();
  const settings = new Set(settingOptions().map(({ flags }) => flags));
  const options = plain
    .visibleOptions(command)
    .filter(({ flags, long }) => !settings.has(flags) && long !== '--help');
  const hasSettings = command.options.some(({ flags }) => settings.has(flags));
  const rows = [
    ...command.registeredArguments.map((argument) => [
      plain.argumentTerm(argument),
      plain.argumentDescription(argument),
    ]),
    ...options.map((option) => [option.flags, plain.optionDescription(option)]),
  ].map(([term = '', text = '']) => `| \`${term}\` | ${escape(helpWords(text, language))} |`);
  const meanings = Object.entries({ ...EXIT_MEANINGS[language], ...codes });
  return [
    `## ${path}`,
    sentence(command.description()),
    ...(notes === undefined ? [] : [notes.replaceAll(/(?<!\n)\n(?!\n)/g, ' ')]),
    ...(rows.length === 0
      ? []
      : [[`| ${words.option} | ${words.does} |`, '| --- | --- |', ...rows].join('\n')]),
    ...(hasSettings ? [words.settings] : []),
    `${words.codes}: ${meanings.map(([code, text]) => `\`${code}\` ${text}`).join('; ')}.`,
    ['```sh', ...examples.map((line) => `sync-notification ${line}`), '```'].join('\n'),
    ['```console', readFileSync(exampleFile(path, language), 'utf8').trim(), '```'].join('\n'),
  ].join('\n\n');
}

function escape(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
