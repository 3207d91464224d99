import { expect } from 'chai';
import type { Node } from 'web-tree-sitter';
import { commandsIn, functionsIn } from '../../../support/powershell/commands.ts';
import { ancestors, nodesOf, parsePowerShell, readScripts } from '../../../support/powershell/parse.ts';

const scripts = readScripts(/\.ps1$/);

/** Cmdlets that change the machine. */
const CHANGING =
  /^(?:New-Item|New-ItemProperty|Set-ItemProperty|Remove-Item|Copy-Item|Move-Item|Set-Content|Out-File|(?:Start|Stop|Restart|Set|New|Remove)-Service|(?:Register|Unregister|Start|Stop|Set)-ScheduledTask|Expand-Archive|Set-Acl|Invoke-Icacls|Invoke-Tool|Invoke-ReleaseScript)$/;

/** Methods of .NET that change the machine. */
const CHANGING_METHOD =
  /\]::(?:WriteAllText|WriteAllBytes|ExtractToDirectory|CreateEventSource|DeleteEventSource)\(/;

/** Functions that only hand on what a function with a question has decided. */
const HANDS_ON = new Set(['Invoke-Appcmd', 'Invoke-Icacls', 'Invoke-Tool', 'Invoke-ReleaseScript']);

describe('with -WhatIf, the PowerShell scripts', () => {
  for (const { path, tree } of scripts) {
    it(`${path} change nothing without ShouldProcess`, () => {
      expect(unguarded(tree)).to.deep.equal([]);
    });
  }

  it('would not pass with a change outside of the question', () => {
    expect(unguarded(parsePowerShell('function Set-It { Remove-Item $a }'))).to.deep.equal([
      'Set-It: Remove-Item $a',
    ]);
    const late =
      'function Set-It { [CmdletBinding(SupportsShouldProcess)] param()\n if ($PSCmdlet.ShouldProcess("a")) { }\n Invoke-Appcmd @("set") }';
    expect(unguarded(parsePowerShell(late))).to.deep.equal(['Set-It: Invoke-Appcmd @("set")']);
    const deaf = 'function Set-It { if ($PSCmdlet.ShouldProcess("a")) { [IO.File]::WriteAllText($a, "") } }';
    expect(unguarded(parsePowerShell(deaf))).to.deep.equal(['Set-It: [IO.File]::WriteAllText($a, "")']);
  });
});

/** Changes that nothing asks about, by their function. */
function unguarded(tree: Node): string[] {
  return functionsIn(tree)
    .filter(({ name }) => !HANDS_ON.has(name))
    .flatMap(({ node, name, supportsShouldProcess }) => {
      const commands = commandsIn(node)
        .filter((command) => CHANGING.test(command.name) || isChangingAppcmd(command))
        .map((command) => command.node);
      const methods = nodesOf(node, 'invokation_expression').filter((one) => CHANGING_METHOD.test(one.text));
      return [...commands, ...methods]
        .filter((one) => !(supportsShouldProcess && isAsked(one)))
        .map((one) => `${name}: ${one.text.trim()}`);
    });
}

/** appcmd reads with `list` only. */
function isChangingAppcmd({ name, node }: { name: string; node: Node }): boolean {
  return name === 'Invoke-Appcmd' && !/^Invoke-Appcmd \(\$Arguments/.test(node.text);
}

function isAsked(node: Node): boolean {
  return ancestors(node).some(
    (around) =>
      around.type === 'statement_block' &&
      around.parent?.type === 'if_statement' &&
      /^\s*if \(\$PSCmdlet\.ShouldProcess\(/.test(around.parent.text),
  );
}
