import { expect } from 'chai';
import { nodesOf, parsePowerShell, readScripts, syntaxErrors } from '../../../support/powershell/parse.ts';

const scripts = readScripts(/\.ps(?:d)?1$/);

describe('the PowerShell scripts', () => {
  it('are those that administrators start, and their parts', () => {
    expect(scripts.map(({ path }) => path)).to.include.members([
      'deploy/iis/install.ps1',
      'deploy/iis/install/texts.de.psd1',
      'deploy/windows-service/install-service.ps1',
      'deploy/windows-service/uninstall-service.ps1',
    ]);
  });

  for (const { path, tree, text } of scripts) {
    it(`${path} follows the grammar`, () => {
      expect(syntaxErrors(tree)).to.deep.equal([]);
    });

    it(`${path} has a byte order mark if it needs one: Windows PowerShell would read it as Windows-1252`, () => {
      const isAscii = /^\p{ASCII}*$/u.test(text.replace(/^\uFEFF/, ''));
      expect(text.startsWith('\uFEFF')).to.equal(!isAscii);
    });
  }

  it('would not pass with a bracket missing', () => {
    const passing = scripts.flatMap(({ path, text, tree }) =>
      marksOf(text, tree)
        .filter((at) => !parsePowerShell(text.slice(0, at) + text.slice(at + 1)).hasError)
        .map((at) => `${path}: ${text.slice(Math.max(0, at - 30), at + 20)}`),
    );
    expect(passing).to.deep.equal([]);
  }).timeout(60_000);

  for (const [what, text] of [
    ['a null-coalescing operator', '$a = $b ?? 3'],
    ['a ternary', '$a = $b ? 1 : 2'],
    ['a null-conditional member', '${a}?.b'],
  ] as const) {
    it(`would not pass with ${what}, which PowerShell 5.1 does not have`, () => {
      expect(parsePowerShell(text).hasError).to.equal(true);
    });
  }

  it('chain no commands with && or ||, which PowerShell 5.1 does not have', () => {
    expect(nodesOf(parsePowerShell('Get-Item a && Get-Item b'), '&&', '||')).to.have.length(1);
    expect(scripts.flatMap(({ tree }) => nodesOf(tree, '&&', '||'))).to.deep.equal([]);
  });

  it('ask for no newer version', () => {
    expect(scripts.filter(({ text }) => /^#requires/im.test(text))).to.deep.equal([]);
  });
});

/** Places of some brackets that are not within a string or comment: eight of a file. */
function marksOf(text: string, tree: (typeof scripts)[number]['tree']): number[] {
  const offset = text.startsWith('\uFEFF') ? 1 : 0;
  const found = nodesOf(tree, '(', ')', '{', '}').map((node) => node.startIndex + offset);
  const marks = text.includes('\r') ? [] : found;
  return marks.filter((_, index) => index % Math.ceil(marks.length / 8) === 0);
}
