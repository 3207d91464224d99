import { expect } from 'chai';
import { parametersIn } from '../../../support/powershell/commands.ts';
import { nodesOf, readScripts } from '../../../support/powershell/parse.ts';

const started = readScripts(/^(?:install|install-service|uninstall-service)\.ps1$/);
const all = readScripts(/\.ps1$/);

describe('the parameters of the PowerShell scripts', () => {
  for (const { path, text, tree } of started) {
    const block =
      tree.namedChildren.find((child) => child.type === 'param_block') ??
      nodesOf(tree, 'param_block')[0] ??
      null;
    const names = parametersIn(block).map(({ name }) => name);

    it(`of ${path} are all described in its help, and no others`, () => {
      const described = [...text.matchAll(/^\.PARAMETER (\w+)\r?$/gm)].map(([, name]) => name);
      expect(names).to.not.be.empty;
      expect(described).to.deep.equal(names);
    });

    it(`of ${path} let it be tried with -WhatIf`, () => {
      expect(text).to.match(/^\[CmdletBinding\(SupportsShouldProcess/m);
      expect(text).to.include('.SYNOPSIS').and.to.include('.DESCRIPTION').and.to.include('.EXAMPLE');
    });
  }

  it('are typed as something that is not kept as text where they are secret', () => {
    const secret = all
      .flatMap(({ tree }) => nodesOf(tree, 'param_block').flatMap((block) => parametersIn(block)))
      .filter(({ name }) => /password|secret|token|credential/i.test(name))
      .filter(({ type }) => !/SecureString|switch|bool/i.test(type));
    expect(secret).to.deep.equal([]);
  });

  it('are used', () => {
    const unused = all.flatMap(({ path, tree }) =>
      nodesOf(tree, 'param_block').flatMap((block) => {
        const around = block.parent?.type === 'script_block' ? block.parent : tree;
        return parametersIn(block)
          .filter(({ name }) => [...around.text.matchAll(new RegExp(`\\$\\{?${name}\\b`, 'gi'))].length < 2)
          .map(({ name }) => `${path} ${name}`);
      }),
    );
    expect(unused).to.deep.equal([]);
  });
});
