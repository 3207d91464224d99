import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/** Of a dependency, nothing that Node loads: types, source maps, and npm's links to commands. */
const NEEDLESS =
  /^node_modules\/(?:.*\.(?:d\.[cm]?ts|map)|(?:.*\/)?node_modules\/\.bin\/.*|\.bin\/.*|\.package-lock\.json)$/;

/**
 * Packs a folder's files, with `/` in their paths on any machine.
 * @param emptyFolders added as folders without a file
 */
export function zipFolder(
  folder: string,
  emptyFolders: readonly string[],
): { bytes: Uint8Array; paths: string[] } {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !NEEDLESS.test(path))
    .sort();
  const files: Zippable = {};
  for (const empty of emptyFolders) {
    files[`${empty}/`] = new Uint8Array();
  }
  for (const path of paths) {
    files[path] = readFileSync(join(folder, path));
  }
  return { bytes: zipSync(files, { level: 9 }), paths };
}
