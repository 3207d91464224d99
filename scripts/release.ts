import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRelease } from './release/make-release.ts';

const root = join(import.meta.dirname, '..');
const outDir = process.argv[2] ?? join(root, 'release');

const { zip, bytes, entries, sha256 } = await makeRelease({ root, outDir });
console.log(`wrote ${zip}: ${entries} files, ${(bytes / 1024 / 1024).toFixed(1)} MB, SHA-256 ${sha256}`);
if (/^## Pending$/m.test(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))) {
  console.log('CHANGELOG.md has a section "Pending": give it the version before you hand the file out');
}
