import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { loadSettings } from '../../config/settings.ts';
import { openSpoolDatabase, SPOOL_FILE } from '../../spool/schema.ts';
import { sqliteStoreError } from '../../store/sqlite/sqlite-errors.ts';

/** Where the spool is looked for. */
export interface FileOptions {
  readonly file?: string;
  readonly dataDir?: string;
  readonly config?: string;
}

/** The spool file that the options and the settings name. @throws SettingsError */
export function spoolFileOf({ file, dataDir, config }: FileOptions): string {
  return (
    file ??
    join(
      loadSettings({ env: process.env, flags: { dataDir, config }, cwd: process.cwd() }).dataDir,
      SPOOL_FILE,
    )
  );
}

/**
 * Opens the spool, which a service may have open as well, and does something with it.
 * @throws Error where there is no file, StoreError where SQLite cannot use it
 */
export async function withSpoolFile<T>(
  options: FileOptions,
  action: (database: DatabaseSync, file: string) => T | Promise<T>,
): Promise<T> {
  const file = spoolFileOf(options);
  if (!existsSync(file)) {
    throw new Error(
      `${file} does not exist: expected the data folder of a service that writes to SQL Server (--data-dir, SYNC_DATA_DIR)`,
    );
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
