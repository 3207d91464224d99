import { expect } from 'chai';
import { checkEntries } from '../../../scripts/release/check-entries.ts';

describe('what a release holds', () => {
  it('may be scripts, documents and data', () => {
    expect(() =>
      checkEntries(['dist/main.js', 'docs/iis.md', 'node_modules/koa/package.json']),
    ).to.not.throw();
  });

  for (const path of [
    'node_modules/x/build/Release/x.node',
    'node_modules/x/binding.gyp',
    'binding.gyp',
    'data/sync-notification.db',
    '.npmrc',
    'deploy/docker/.env',
    `node_modules/${'x'.repeat(170)}/index.js`,
  ]) {
    it(`is not ${path.slice(0, 60)}`, () => {
      expect(() => checkEntries(['dist/main.js', path])).to.throw(Error, path);
    });
  }

  it('is refused with everything that is wrong', () => {
    expect(() => checkEntries(['a.node', 'b.node', 'c.db'])).to.throw(
      'native modules run on one kind of machine only: a.node, b.node\nfiles of this machine: c.db',
    );
  });
});
