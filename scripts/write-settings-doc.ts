import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsReference } from './settings-reference.ts';
import { settingsSample } from './settings-sample.ts';

const root = join(import.meta.dirname, '..');

for (const [path, content] of [
  ['docs/settings.md', settingsReference('en')],
  ['docs/settings.de.md', settingsReference('de')],
  ['deploy/sync-notification.sample.jsonc', settingsSample()],
] as const) {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
  console.log(`wrote ${path}`);
}
