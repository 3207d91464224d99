import { expect } from 'chai';
import type { Node } from 'web-tree-sitter';
import { functionsIn, parametersIn } from '../../../support/powershell/commands.ts';
import { nodesOf, parsePowerShell, readScripts } from '../../../support/powershell/parse.ts';

const scripts = readScripts(/\.ps1$/);

/** Variables that PowerShell sets. */
const AUTOMATIC = new Set(
  [
    '_',
    'true',
    'false',
    'null',
    'Matches',
    'LASTEXITCODE',
    'PSCmdlet',
    'PSScriptRoot',
    'ExecutionContext',
  ].concat('WhatIfPreference', 'PSUICulture', 'PSBoundParameters'),
);

const assignedForAll = new Set(
  scripts.flatMap(({ tree }) => assignedIn(tree)).filter((name) => name.startsWith('script:')),
);

describe('the variables in the PowerShell scripts', () => {
  for (const { path, tree } of scripts) {
    it(`of ${path} are set before they are read, in the function that reads them`, () => {
      expect(
        functionsIn(tree).flatMap(({ name, node }) => unset(node).map((one) => `${name} ${one}`)),
      ).to.deep.equal([]);
      expect(unset(outside(tree))).to.deep.equal([]);
    });
  }

  it('would not pass misspelt', () => {
    const tree = parsePowerShell('function A { param($Folder) $file = 1; Get-Item $flie; "$($Foldr)" }');
    expect(functionsIn(tree).flatMap(({ node }) => unset(node))).to.deep.equal(['flie', 'Foldr']);
  });
});

/** Names that a part reads and nobody sets. */
function unset(part: Node): string[] {
  const known = new Set(
    [
      ...assignedIn(part),
      ...nodesOf(part, 'param_block').flatMap((block) => parametersIn(block).map(({ name }) => name)),
    ].map((name) => name.toLowerCase()),
  );
  const automatic = [...AUTOMATIC].map((name) => name.toLowerCase());
  const shared = [...assignedForAll].map((name) => name.toLowerCase());
  return nodesOf(part, 'variable')
    .map(nameOf)
    .filter((name) => !/^env:/i.test(name))
    .filter((name) => ![...known, ...automatic, ...shared].includes(name.toLowerCase()))
    .filter((name, index, all) => all.indexOf(name) === index);
}

/** Names that a part assigns to, or goes through a list with. */
function assignedIn(part: Node): string[] {
  const targets = nodesOf(part, 'left_assignment_expression')
    .filter((node) => nodesOf(node, 'member_access', 'element_access').length === 0)
    .flatMap((node) => nodesOf(node, 'variable'));
  const lists = nodesOf(part, 'foreach_statement').flatMap((node) => node.namedChildren.slice(0, 1));
  return [...targets, ...lists].map(nameOf);
}

/** The part of a script that is in no function, as a tree of its own. */
function outside(tree: Node): Node {
  const spans = functionsIn(tree).map(({ node }) => [node.startIndex, node.endIndex] as const);
  return parsePowerShell(
    spans.reduceRight((text, [from, to]) => text.slice(0, from) + text.slice(to), tree.text),
  );
}

function nameOf(variable: Node): string {
  return variable.text.replace(/^[$@]\{?|\}$/g, '');
}
