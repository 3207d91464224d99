import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { commandsIn, functionsIn } from '../../../support/powershell/commands.ts';
import { ancestors, nodesOf, readScripts } from '../../../support/powershell/parse.ts';

const scripts = readScripts(/\.ps1$/);
const functions = scripts.flatMap(({ tree }) => functionsIn(tree));
const known = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixtures/powershell/commands.json'), 'utf8'),
) as { common: string[]; commands: Record<string, string[]> };

/** Commands that the cmdlets of a script stand for: `&` names a program in a variable, `.` loads a part. */
const PROGRAMS = new Set(['&', '.']);
/** Types that both PowerShells have, by the same profiles; `ordered` is a word of the language. */
const TYPES = [
  'Console',
  'Environment',
  'IO.Compression.ZipFile',
  'IO.DriveType',
  'IO.File',
  'IO.Path',
  'Math',
  'Net.Dns',
  'Runtime.InteropServices.Marshal',
  'Security.Cryptography.RandomNumberGenerator',
  'Security.Principal.WindowsBuiltInRole',
  'Security.Principal.WindowsIdentity',
  'Security.SecureString',
  'StringComparison',
  'System.InvalidOperationException',
  'TimeSpan',
  'ValueType',
  'bool',
  'hashtable',
  'int',
  'object[]',
  'ordered',
  'string',
  'string[]',
  'switch',
];

/** Types and values of enumerations; a variable that lost its `$` is none. */
const BARE_WORDS =
  /^(?:System\.[\w.]+|Security\.[\w.]+|PSObject|byte\[\]|Directory|DWord|ExpandString|Yellow|Red|Listen|SHA256|SilentlyContinue|ServiceAccount|IgnoreNew|Length|[\d.]+) \(/;

const calls = scripts.flatMap(({ path, tree }) =>
  commandsIn(tree).map((command) => ({
    ...command,
    at: `${path}:${command.node.startPosition.row + 1} ${command.name}`,
  })),
);

describe('the commands in the PowerShell scripts', () => {
  it('are functions of the scripts, or commands that both PowerShells have', () => {
    const own = new Set(functions.map(({ name }) => name));
    const unknown = calls.filter(
      ({ name }) => !own.has(name) && !PROGRAMS.has(name) && !(name in known.commands),
    );
    expect(unknown.map(({ at }) => at)).to.deep.equal([]);
  });

  it('are given parameters that they have in both PowerShells', () => {
    const wrong = calls.flatMap(({ name, parameters, at }) => {
      const allowed = [...known.common, ...(known.commands[name] ?? [])].map((one) =>
        `-${one}`.toLowerCase(),
      );
      return name in known.commands
        ? parameters.filter((one) => !allowed.includes(one.toLowerCase())).map((one) => `${at} ${one}`)
        : [];
    });
    expect(wrong).to.deep.equal([]);
  });

  it('are given, where they are functions of the scripts, as many arguments as these have', () => {
    const wrong = calls.filter(({ name, positional, parameters }) => {
      const called = functions.find((one) => one.name === name);
      return called !== undefined && (parameters.length > 0 || positional.length > called.parameters.length);
    });
    expect(wrong.map(({ at }) => at)).to.deep.equal([]);
  });

  it('use types that both PowerShells have', () => {
    const used = scripts.flatMap(({ tree }) =>
      nodesOf(tree, 'type_literal').map(({ text }) => text.slice(1, -1)),
    );
    expect(used.filter((type) => !TYPES.includes(type))).to.deep.equal([]);
  });

  it('are given bare words only where these are meant as such', () => {
    const bare = scripts.flatMap(({ path, tree }) =>
      nodesOf(tree, 'generic_token').map((node) => `${node.text} (${path})`),
    );
    expect(bare.filter((word) => !BARE_WORDS.test(word))).to.deep.equal([]);
  });

  it('are defined once', () => {
    const names = functions.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });

  it('are all used', () => {
    const unused = functions.filter(({ name }) => !calls.some((call) => call.name === name));
    expect(unused.map(({ name }) => name)).to.deep.equal([]);
  });

  it('let nothing slip into what a function returns', () => {
    const returning = new Set(functions.filter(({ node }) => returnsValue(node)).map(({ name }) => name));
    const talkative = new Set(['New-Item', 'New-ItemProperty', 'Register-ScheduledTask', '&']);
    const slipping = calls.filter(({ node, name }) => {
      const chain = node.parent;
      const isLast = chain?.namedChildren.at(-1)?.equals(node) === true;
      const isStatement = chain?.parent?.parent?.type === 'statement_list';
      const inExpression = ancestors(node).some(({ type }) =>
        /^(?:parenthesized_expression|array_expression|sub_expression|script_block_expression)$/.test(type),
      );
      return isLast && isStatement && !inExpression && (talkative.has(name) || returning.has(name));
    });
    expect(slipping.map(({ at }) => at)).to.deep.equal([]);
  });
});

/** Whether a function returns something, other than by coming to its end. */
function returnsValue(node: Parameters<typeof nodesOf>[0]): boolean {
  return nodesOf(node, 'flow_control_statement').some((one) => /^return\s+\S/.test(one.text));
}
