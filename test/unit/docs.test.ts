import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parseMappingJson } from '../../src/mapping/mapping-file.ts';
import { compileMapping } from '../../src/mapping/compile-mapping.ts';
import { CONTEXTS, VARIABLES } from '../../src/mapping/variables.ts';
import { mappingOf } from '../support/message.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = ['README.md', 'CHANGELOG.md', 'SECURITY.md', 'bench/README.md'].concat(
  readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
);

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the documents', () => {
  for (const page of pages) {
    it(`link from ${page} to files that exist`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
        ([, link]) => link ?? '',
      );
      const missing = links.filter((link) => !existsSync(join(root, dirname(page), link)));
      expect(missing).to.deep.equal([]);
    });
  }

  it('link to headings that exist', () => {
    const missing = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)].flatMap(
        ([, file = '', anchor = '']) => {
          const target = file === '' ? page : join(dirname(page), file);
          return !target.endsWith('.md') || anchorsOf(target).includes(anchor)
            ? []
            : [`${page}: ${file}#${anchor}`];
        },
      ),
    );
    expect(missing).to.deep.equal([]);
  });

  for (const page of ['docs/mapping.md', 'docs/mapping.de.md']) {
    it(`show a mapping that works in ${page}`, () => {
      const example = /```json\n([\s\S]*?)```/.exec(read(page))?.[1] ?? '';
      const mapping = compileMapping(parseMappingJson(example, page), page);
      expect(mapping.table.name).to.equal('ExchangeNotification');
    });

    it(`name every variable, context and column of mappings in ${page}`, () => {
      const text = read(page);
      for (const name of Object.keys(VARIABLES)) {
        expect(text).to.include(`\`$${name}\``);
      }
      for (const context of CONTEXTS) {
        expect(text).to.include(`| \`${context}\` |`);
      }
      const columns = mappingOf().table.columns.map((column) => column.name);
      const missing = columns.filter((name) => !name.endsWith('ChangeKey') && !text.includes(`\`${name}\``));
      expect(missing).to.deep.equal([]);
    });
  }

  it('name every room of src, and every file beside them, in docs/development/architecture.md', () => {
    const text = read('docs/development/architecture.md');
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `src/${entry.name}/` : `src/${entry.name.replace(/^open-.*/, 'open-*.ts')}`,
    );
    expect(rooms.filter((room) => !text.includes(`\`${room}\``))).to.deep.equal([]);
  });

  it('write Swiss German', () => {
    const german = pages.filter((page) => page.endsWith('.de.md'));
    expect(german.length).to.be.greaterThan(5);
    expect(german.filter((page) => read(page).includes('ß'))).to.deep.equal([]);
  });

  it('lead from one language to the other at the top', () => {
    const top = (page: string): string => read(page).split('\n## ', 1)[0] ?? '';
    const unpaired = pages
      .filter((page) => page.endsWith('.de.md'))
      .filter((page) => {
        const english = /^\[English\]\((.+\.md)\)$/m.exec(top(page))?.[1] ?? 'none';
        const back = `Deutsch](${basename(page)})`;
        return !pages.includes(join('docs', english)) || !top(join('docs', english)).includes(back);
      });
    expect(unpaired).to.deep.equal([]);
  });

  it('give every dependency its reason', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const table = read('docs/development/architecture.md');
    const unnamed = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !name.startsWith('@types/') && !table.includes(name),
    );
    expect(unnamed).to.deep.equal([]);
  });

  it("tell the README's two commands as package.json has them", () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = [...read('README.md').matchAll(/```sh\nnpm ci && npm (\w+)\n```/g)].map(
      ([, name]) => name ?? '',
    );
    expect(commands).to.deep.equal(['start', 'test']);
    expect(scripts).to.include.keys(...commands, 'prestart');
    for (const [, name] of read('README.md').matchAll(/`npm run ([\w:]+)`/g)) {
      expect(scripts).to.have.property(name ?? '');
    }
  });
});
