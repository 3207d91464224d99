import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives each test of a suite a folder of its own. All are removed when the suite is over: then the hooks have run that
 * end what writes into them, wherever they stand in the suite.
 */
export function useTempFolder(): { readonly path: string } {
  const folder = { path: '' };
  const made: string[] = [];
  beforeEach(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'sync-notification-'));
    made.push(folder.path);
  });
  after(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))));
  return folder;
}
