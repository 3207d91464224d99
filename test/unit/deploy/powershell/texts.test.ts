import { expect } from 'chai';
import { commandsIn } from '../../../support/powershell/commands.ts';
import { nodesOf, readScripts } from '../../../support/powershell/parse.ts';

interface Texts {
  readonly keys: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
}

const NOTHING: Texts = { keys: [], texts: {} };
const [de = NOTHING, en = NOTHING] = readScripts(/^texts\..*\.psd1$/).map(({ tree }): Texts => {
  const entries = nodesOf(tree, 'hash_entry').map((entry) => {
    const [key, value] = entry.namedChildren;
    return [key?.text ?? '', (value?.text ?? '').slice(1, -1).replaceAll("''", "'")] as const;
  });
  return { keys: entries.map(([key]) => key), texts: Object.fromEntries(entries) };
});

const SPEAKING = /^(?:Write-Step|Write-Caution|Stop-Installation|Confirm-Foreign|Get-Text)$/;
const said = readScripts(/\.ps1$/).flatMap(({ path, tree }) =>
  commandsIn(tree)
    .filter(({ name }) => SPEAKING.test(name))
    .filter(({ positional }) => positional[0]?.text.startsWith("'"))
    .map(({ positional, node }) => ({
      key: positional[0]?.text.slice(1, -1) ?? '',
      values: countValues(positional[1]?.text),
      at: `${path}:${node.startPosition.row + 1}`,
    })),
);

describe('what the PowerShell scripts say', () => {
  it('is there in both languages, once', () => {
    expect([...de.keys].sort()).to.deep.equal([...en.keys].sort());
    expect(new Set(en.keys).size).to.equal(en.keys.length);
    expect(en.keys.length).to.be.greaterThan(100);
  });

  it('is there for all that is said, and nothing else is', () => {
    expect(said.filter(({ key }) => !en.keys.includes(key))).to.deep.equal([]);
    expect(en.keys.filter((key) => !said.some((one) => one.key === key))).to.deep.equal([]);
  });

  it('has the same values in both languages, and as many as are given', () => {
    for (const key of en.keys) {
      expect(placeholders(de.texts[key]), key).to.deep.equal(placeholders(en.texts[key]));
    }
    const wrong = said.filter(
      ({ key, values }) => values !== null && values !== placeholders(en.texts[key]).length,
    );
    expect(wrong).to.deep.equal([]);
  });

  it('is German as it is written in Switzerland, and told apart from English', () => {
    expect(Object.values(de.texts).join('')).to.match(/[äöü]/).and.not.to.include('ß');
    expect(en.keys.filter((key) => en.texts[key] === de.texts[key])).to.deep.equal([]);
    expect(Object.values(en.texts).join('')).to.match(/^\p{ASCII}*$/u);
  });
});

function placeholders(text = ''): string[] {
  return [...new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, number]) => number ?? ''))].sort();
}

/** How many values an `@(...)` holds; null where that is not to be seen from its text. */
function countValues(text: string | undefined): number | null {
  if (text === undefined) {
    return 0;
  }
  const inner = /^@\((.*)\)$/s.exec(text)?.[1];
  if (inner === undefined) {
    return null;
  }
  let depth = 0;
  let commas = 0;
  for (const character of inner.replace(/"[^"]*"|'[^']*'/g, 'x')) {
    depth += '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
    commas += character === ',' && depth === 0 ? 1 : 0;
  }
  return commas + 1;
}
