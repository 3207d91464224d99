import { expect } from 'chai';
import type { Command } from 'commander';
import { documentedCommands } from '../../../scripts/commands-reference.ts';
import { helpAfter } from '../../../src/commands/help.ts';
import { runCli, type CliResult, type CliTerminal } from '../../support/run-cli.ts';

const run = (
  args: readonly string[],
  language = 'en',
  terminal: CliTerminal | null = null,
): Promise<CliResult> => runCli(args, { cwd: process.cwd(), env: { LANG: language } }, terminal);

/** Words of commander that show that something was not translated. */
const ENGLISH =
  /\b(error|Usage|Options|Arguments|Commands|option|argument|command|missing|unknown|invalid|default:|choices:|Did you)\b/;

const commands = documentedCommands('en');
const german = documentedCommands('de');

/** Usage errors of every kind that commander tells. */
const WRONG: readonly (readonly [args: readonly string[], english: RegExp, german: RegExp])[] = [
  [
    ['chekc'],
    /unknown command 'chekc'\n\(Did you mean check\?\)/,
    /den Befehl 'chekc' gibt es nicht\n\(Meinten Sie check\?\)/,
  ],
  [
    ['check', '--jsno'],
    /unknown option '--jsno'\n\(Did you mean --json\?\)/,
    /die Option '--jsno' gibt es nicht\n\(Meinten Sie --json\?\)/,
  ],
  [['spool', 'show'], /missing required argument 'numbers'/, /das Argument 'numbers' fehlt/],
  [
    ['spool', 'show', 'x'],
    /is invalid.*Expected the number of a row, found "x"/,
    /ungültiger Wert 'x' für das Argument 'numbers'\. Erwartet: die Nummer/,
  ],
  [['spool', 'list', '--limit'], /argument missing/, /der Option '--limit <n>' fehlt ihr Wert/],
  [
    ['spool', 'list', '--limit', '0'],
    /Expected a whole number from 1 on, found "0"/,
    /Erwartet: eine ganze Zahl ab 1; gefunden: «0»/,
  ],
  [['spool', 'list', '--older-than', '2 weeks'], /Expected a time such as/, /Erwartet: eine Zeit wie/],
  [['spool', 'drop'], /expected numbers of rows/, /erwartet: Nummern von Zeilen/],
  [['subscriptions', 'end'], /expected subscriptions/, /erwartet: Subscriptions/],
  [['subscriptions', 'list', '--sort', 'x'], /Allowed choices are mailbox/, /Möglich sind mailbox, server/],
  [
    ['mapping', 'from-table'],
    /required option '--table <name>' not specified/,
    /die Option '--table <name>' fehlt/,
  ],
  [['check', 'a', 'b'], /too many arguments/, /zu viele Argumente\. Erwartet: 0; gefunden: 2 \(a, b\)/],
  [
    ['ranges', 'update', '--url', 'http://example.com'],
    /Expected an https URL, or http on this machine/,
    /Erwartet: eine URL mit https/,
  ],
  [['send', '--events', '1', '--file', 'x'], /cannot be used with/, /verträgt sich nicht mit/],
  [['completion', 'tcsh'], /Allowed choices are bash/, /Möglich sind bash, zsh, fish, powershell/],
];

describe('sync-notification', () => {
  for (const [path] of commands) {
    it(`explains ${path} in both languages, with exit codes and examples`, async () => {
      const english = await run([...path.split(' '), '--help']);
      expect(english).to.include({ exitCode: 0, err: '' });
      expect(english.out).to.match(/^Exit codes:\n {2}0 +\S.*\n {2}1 +\S.*\n {2}2 +wrong usage$/m);
      expect(english.out).to.match(new RegExp(`^Examples:\n  \\$ sync-notification ${path}`, 'm'));
      const { out } = await run([...path.split(' '), '--help'], 'de_CH.UTF-8');
      expect(out).to.match(/^Exit-Codes:\n {2}0 +\S.*\n {2}1 +\S.*\n {2}2 +falscher Aufruf$/m);
      expect(out).to.match(/^Aufruf: sync-notification .*\[Optionen\]/);
      expect(out).to.not.include('ß');
      const words = out.replace(/^Beispiele:[\s\S]*/m, '').replaceAll(/<[^>]*>|\[[^\]]*\]|--?[\w-]+/g, '');
      expect(words).to.not.match(ENGLISH);
    });
  }

  it('describes every command, argument and option in each language on its own', () => {
    for (const [path, command] of commands) {
      const other = german.get(path) as Command;
      const same = [
        ...[command.description()].filter((text) => text === other.description()),
        ...command.options.filter((option, i) => option.description === other.options[i]?.description),
        ...command.registeredArguments.filter(
          (argument, i) => argument.description === other.registeredArguments[i]?.description,
        ),
      ];
      expect(same, path).to.deep.equal([]);
    }
  });

  it('has examples of commands and options that exist', () => {
    for (const [path, command] of commands) {
      for (const example of helpAfter(command)?.examples ?? []) {
        expect(`${example} `, path).to.match(new RegExp(`^${path} `));
        const [line = ''] = example.split(/[|>]/);
        for (const [flag] of line.matchAll(/(?<= )--[a-z-]+/g)) {
          expect(
            command.options.map(({ long }) => long),
            example,
          ).to.include(flag);
        }
      }
    }
  });

  for (const [args, english, germanText] of WRONG) {
    it(`exits with 2 for ${args.join(' ')}, and says why in both languages`, async () => {
      const inEnglish = await run(args);
      expect(inEnglish).to.include({ exitCode: 2, out: '' });
      expect(inEnglish.err)
        .to.match(/^error: /)
        .and.match(english);
      const inGerman = await run(args, 'de');
      expect(inGerman).to.include({ exitCode: 2, out: '' });
      expect(inGerman.err)
        .to.match(/^Fehler: /)
        .and.match(germanText);
      expect(inGerman.err.replaceAll(/'[^']*'|--[a-z-]+/g, '')).to.not.match(ENGLISH);
    });
  }

  it('prints its version', async () => {
    const { exitCode, out } = await run(['--version']);
    expect(exitCode).to.equal(0);
    expect(out).to.match(/^\d+\.\d+\.\d+\S*\n$/);
  });

  it('groups its commands by who needs them', async () => {
    const { out } = await run(['--help']);
    expect(out).to.match(
      /The administrator's commands:\n {2}serve [\s\S]*Commands for tests and rehearsals:\n {2}send /,
    );
  });

  it('asks for a command where there is none', async () => {
    const { exitCode, out, err } = await run([]);
    expect({ exitCode, out }).to.deep.equal({ exitCode: 2, out: '' });
    expect(err).to.match(/^Usage: sync-notification/);
  });

  it('has colours and its width on a terminal, and neither elsewhere', async () => {
    const there = await run(['spool', 'list', '--help'], 'en', { columns: 120 });
    expect(there.out).to.include('\u001b[1mOptions:\u001b[22m').and.include('\u001b[1mExit codes:');
    expect(there.out).to.match(/rows that came longer ago than this, such as 90m or 48h\n/);
    const wrong = await run(['chekc'], 'en', { columns: 120 });
    expect(wrong.err).to.include('\u001b[31merror: unknown command');
    const piped = await run(['spool', 'list', '--help']);
    expect(piped.out).to.not.include('\u001b');
    expect(Math.max(...piped.out.split('\n').map((line) => line.length))).to.be.at.most(80);
  });
});
