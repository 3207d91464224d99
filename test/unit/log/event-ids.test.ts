import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { eventIds } from '../../../src/log/event-ids.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pages = [
  {
    page: 'docs/logging.md',
    heading: 'What the important lines mean',
    types: { Error: 'ERROR', Warning: 'WARNING', Information: 'INFORMATION' },
  },
  {
    page: 'docs/logging.de.md',
    heading: 'Was die wichtigen Zeilen bedeuten',
    types: { Fehler: 'ERROR', Warnung: 'WARNING', Information: 'INFORMATION' },
  },
].map(({ page, heading, types }) => ({
  page,
  heading,
  types: new Map(Object.entries(types)),
  text: readFileSync(join(root, page), 'utf8'),
}));
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== join('log', 'event-ids.ts'))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');

describe('the numbers of the Windows event log', () => {
  it('are within what eventcreate takes, each for one message', () => {
    const ids = eventIds().map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.every((id) => id >= 1 && id <= 1000)).to.equal(true);
  });

  it('belong to messages that are logged', () => {
    const unknown = eventIds().filter(({ message }) => !sources.includes(`'${message}'`));
    expect(unknown).to.deep.equal([]);
  });

  for (const { page, heading, types, text } of pages) {
    it(`stand in ${page}, and no others`, () => {
      const documented = [...text.matchAll(/^\| (\d+) \| (\w+) \| `(.+)` \|$/gm)].map(
        ([, id, type = '', message]) => ({ message, id: Number(id), type: types.get(type) }),
      );
      expect(documented).to.deep.equal(eventIds());
    });

    it(`and the lines that ${page} explains are ones that are logged`, () => {
      const [table = ''] = (text.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ');
      const explained = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
        [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
      );
      expect(explained.length).to.be.greaterThan(20);
      expect(explained.filter((message) => !sources.includes(`'${message}'`))).to.deep.equal([]);
    });
  }
});
