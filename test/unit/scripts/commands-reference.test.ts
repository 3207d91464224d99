import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { commandsReference, documentedCommands, exampleFile } from '../../../scripts/commands-reference.ts';
import { LANGUAGES } from '../../../src/language.ts';

const DOCUMENTS = { en: 'docs/commands.md', de: 'docs/befehle.de.md' } as const;

describe('the reference of the commands', () => {
  for (const language of LANGUAGES) {
    const document = readFileSync(new URL(`../../../${DOCUMENTS[language]}`, import.meta.url), 'utf8');

    it(`is what npm run docs:commands makes of the program (${language})`, () => {
      expect(document).to.equal(commandsReference(language));
    });

    it(`shows every command with what it printed (${language})`, () => {
      const commands = [...documentedCommands(language).keys()];
      expect(commands).to.include.members([
        'serve',
        'check',
        'doctor',
        'selftest',
        'spool list',
        'completion',
      ]);
      const missing = commands.filter((path) => !existsSync(exampleFile(path, language)));
      expect(missing, 'node scripts/capture-commands.ts').to.deep.equal([]);
      const others = commands.filter((path) => !document.includes(`\n$ sync-notification ${path}`));
      expect(others).to.deep.equal([]);
    });

    it(`names every command among the groups at its beginning (${language})`, () => {
      const groups = document.slice(0, document.indexOf('\n## '));
      const names = [...documentedCommands(language).keys()].map((path) => path.split(' ')[0] ?? '');
      expect(names.filter((name) => !groups.includes(`\`${name}\``))).to.deep.equal([]);
    });
  }
});
