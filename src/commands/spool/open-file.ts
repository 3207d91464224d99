import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { loadSettings } from '../../config/settings.ts';
import { openSpoolDatabase, SPOOL_FILE } from '../../spool/schema.ts';
import { sqliteStoreError } from '../../store/sqlite/sqlite-errors.ts';
import type { FolderOptions } from '../folder-options.ts';
import { pathOf, type Shell } from '../shell.ts';
import { SPOOL_TEXTS } from './texts.ts';

/** Where the spool is looked for. */
export interface FileOptions extends FolderOptions {
  readonly file?: string;
}

/** The spool file that the options and the settings name. @throws SettingsError */
export function spoolFileOf(shell: Shell, { file, dataDir, config }: FileOptions): string {
  const { env, cwd } = shell;
  return file === undefined
    ? join(loadSettings({ env, flags: { dataDir, config }, cwd }).dataDir, SPOOL_FILE)
    : pathOf(shell, file);
}

/**
 * Opens the spool, which a service may have open as well, and does something with it.
 * @throws Error where there is no file, StoreError where SQLite cannot use it
 */
export async function withSpoolFile<T>(
  shell: Shell,
  options: FileOptions,
  action: (database: DatabaseSync, file: string) => T | Promise<T>,
): Promise<T> {
  const file = spoolFileOf(shell, options);
  if (!existsSync(file)) {
    throw new Error(SPOOL_TEXTS[shell.language].noFile(file));
  }
  try {
    const database = openSpoolDatabase(file);
    try {
      return await action(database, file);
    } finally {
      database.close();
    }
  } catch (error) {
    const { errcode, message } = error as { errcode?: unknown; message?: unknown };
    throw typeof errcode === 'number' ? sqliteStoreError(file, String(message), errcode) : error;
  }
}
