import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { useTempFolder } from '../../support/temp-folder.ts';
import { runCli } from '../../support/run-cli.ts';
import { nodesOf, parsePowerShell } from '../../support/powershell/parse.ts';
import { skipBecause } from '../../support/skip.ts';

const run = promisify(execFile);

/** Command lines, the last word of which is completed, and what is offered. */
const CASES: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['se'], ['selftest', 'send', 'serve']],
  [['spool', 're'], ['retry']],
  [['spool', 'list', '--m'], ['--mandator']],
  [
    ['spool', 'list', '--mandator', ''],
    ['O\\ K', 'PROD'],
  ],
  [['spool', 'list', '--limit', ''], []],
  [
    ['serve', '--log-format', ''],
    ['json', 'text'],
  ],
  [['serve', '--log-format', '=', 'j'], ['json']],
  [['subscriptions', 'list', '--sort', 'l'], ['last']],
  [['completion', 'z'], ['zsh']],
  [['mapping', 'check', 'ma'], ['mapping.json']],
  [['serve', '--data-dir', 'd'], ['data']],
  [['help', 'sp'], ['spool']],
];

/** Where the shell is not installed there is nothing to check. */
async function isThere(shell: string): Promise<boolean> {
  return run(shell, ['--version']).then(
    () => true,
    () => false,
  );
}

describe('sync-notification completion', () => {
  const folder = useTempFolder();
  const script = async (shell: string): Promise<string> => {
    const env = { SYNC_MANDATORS: 'PROD,O K', LANG: 'de' };
    return (await runCli(['completion', shell], { cwd: folder.path, env })).out;
  };

  it('completes in bash: commands, options, the words that these allow, mandators and files', async function () {
    if (!(await isThere('bash'))) {
      skipBecause(this, 'there is no bash on this machine');
    }
    await writeFile(join(folder.path, 'completion.bash'), await script('bash'));
    await writeFile(join(folder.path, 'mapping.json'), '');
    await mkdir(join(folder.path, 'data'));
    const calls = CASES.map(([words]) => `try ${words.map((word) => `'${word}'`).join(' ')}`);
    const driver = [
      'source ./completion.bash',
      'try() {',
      '  COMP_WORDS=(sync-notification "$@"); COMP_CWORD=$#; COMPREPLY=()',
      '  _sync_notification; (IFS=,; echo "${COMPREPLY[*]}")',
      '}',
      ...calls,
    ].join('\n');
    const { stdout, stderr } = await run('bash', ['--norc', '-c', driver], { cwd: folder.path });
    expect(stderr).to.equal('');
    const offered = stdout.trimEnd().split('\n');
    CASES.forEach(([words, expected], index) => {
      const withoutOptions = (offered[index] ?? '').split(',').filter((word) => word !== '');
      expect(withoutOptions.filter((word) => !/^--?h/.test(word)).toSorted(), words.join(' ')).to.deep.equal([
        ...expected,
      ]);
    });
  });

  for (const [shell, flag] of [
    ['zsh', '-n'],
    ['fish', '--no-execute'],
  ] as const) {
    it(`is well-formed for ${shell}`, async function () {
      if (!(await isThere(shell))) {
        skipBecause(this, `there is no ${shell} on this machine`);
      }
      const file = join(folder.path, 'script');
      await writeFile(file, await script(shell));
      const { stdout, stderr } = await run(shell, [flag, file]);
      expect(stdout + stderr).to.equal('');
    });
  }

  it('is well-formed for PowerShell, in plain ASCII, with no name twice', async () => {
    const text = await script('powershell');
    expect(text).to.match(/^[\n -~]*$/);
    const tree = parsePowerShell(text);
    expect(tree.hasError).to.equal(false);
    for (const table of nodesOf(tree, 'hash_literal_expression')) {
      const keys = nodesOf(table, 'hash_entry')
        .filter((entry) => entry.parent?.parent?.id === table.id)
        .map((entry) => entry.firstNamedChild?.text.toLowerCase());
      expect(keys).to.have.length.greaterThan(0);
      expect(new Set(keys).size).to.equal(keys.length);
    }
  });

  it('offers no mandators where the settings are not in order', async () => {
    const { exitCode, out } = await runCli(['completion', 'bash'], {
      cwd: folder.path,
      env: { SYNC_LOG_LEVEL: 'loud' },
    });
    expect(exitCode).to.equal(0);
    expect(out).to.include("'/spool/list --mandator') :; return");
  });
});
