import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsReference } from './commands-reference.ts';

for (const [path, language] of [
  ['docs/commands.md', 'en'],
  ['docs/befehle.de.md', 'de'],
] as const) {
  writeFileSync(join(import.meta.dirname, '..', path), commandsReference(language));
  console.log(`wrote ${path}`);
}
