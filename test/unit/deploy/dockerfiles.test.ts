import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parseInstructions } from '../../support/container/dockerfile.ts';
import { filesBelow, readProjectFile } from '../../support/deploy-files.ts';

const linux = readProjectFile('Dockerfile');
// In the file for Windows ` continues a line, as the directive in its first line says.
const windows = readProjectFile('deploy/docker/Dockerfile.windows').replaceAll(/`$/gm, '\\');
const { version } = JSON.parse(readProjectFile('package.json')) as { version: string };

/** What is copied from the sources, stage by stage. */
const sources = (dockerfile: string): Set<string> =>
  new Set(
    parseInstructions(dockerfile)
      .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from'))
      .flatMap(({ text }) => text.split(/\s+/).slice(0, -1)),
  );

describe('the two Dockerfiles', () => {
  it('build the same sources, which .dockerignore lets through', () => {
    expect(sources(windows)).to.deep.equal(sources(linux));
    const ignored = readProjectFile('.dockerignore').split('\n');
    for (const source of sources(linux)) {
      expect(ignored).to.include(`!${source.split('/')[0] ?? ''}`);
    }
  });

  it('name the version of package.json and the Node.js that the tests run on', () => {
    const lock = JSON.parse(readProjectFile('package-lock.json')) as {
      packages: Record<string, { version?: string }>;
    };
    expect(linux).to.include(`ARG VERSION=${version}\n`);
    expect(windows).to.include(`image.version="${version}"`);
    expect(windows).to.include(`ARG NODE_VERSION=${lock.packages['node_modules/node']?.version ?? ''}\n`);
    expect(linux).to.match(/^ARG BASE=node:24-slim$/m);
  });

  it('need nothing that only BuildKit understands', () => {
    for (const text of [linux, windows]) {
      expect(text).to.not.match(/<<\w|--mount=|--network=|--chmod=|--link\b|^# syntax/m);
    }
  });

  it('run the service as no administrator, with a health check that needs no shell', () => {
    for (const [text, user] of [
      [linux, '10001:10001'],
      [windows, 'ContainerUser'],
    ] as const) {
      const instructions = parseInstructions(text);
      expect(instructions.findLast(({ name }) => name === 'USER')?.text).to.equal(user);
      expect(instructions.find(({ name }) => name === 'HEALTHCHECK')?.text).to.match(/CMD \[".*\]$/);
    }
  });
});

describe('the READMEs in deploy/', () => {
  for (const page of filesBelow('deploy').filter((path) => path.endsWith('.md'))) {
    it(`link from ${page} to files that exist`, () => {
      const links = [...readProjectFile(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
        ([, link]) => link ?? '',
      );
      const root = join(import.meta.dirname, '../../..');
      expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).to.deep.equal([]);
    });
  }
});
