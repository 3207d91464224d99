import { rmSync } from 'node:fs';

// Removes the folders named as arguments: files that were built earlier and have no source any more would stay.
for (const folder of process.argv.slice(2)) {
  rmSync(folder, { recursive: true, force: true });
}
