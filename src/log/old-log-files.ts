import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** How many log files may stay. */
export interface Keep {
  readonly folder: string;
  readonly days: number;
  /** All files together. */
  readonly maxBytes: number;
}

/** Nothing else in the folder is ours to remove: `sync-notification-2026-01-31.log`, `...-2026-01-31.2.log`. */
const NAME = /^sync-notification-(\d{4}-\d\d-\d\d)(?:\.\d+)?\.log$/;

const DAY_MS = 86_400_000;

/** The files that were written last may be open in this process and in another one. */
const MOST_OPEN = 2;

interface LogFile {
  readonly path: string;
  readonly date: string;
  readonly bytes: number;
  readonly writtenAt: number;
}

/**
 * Removes log files that are too old, and the oldest of those that are too much together. The age is that in their
 * names, so that it does not matter which process wrote them, and two that do this at once do no harm. What cannot be
 * removed is tried again the next time.
 * @param today as in the names of the files: `2026-01-31`
 */
export async function removeOldLogFiles({ folder, days, maxBytes }: Keep, today: string): Promise<void> {
  const oldest = new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10);
  const files = await findLogFiles(folder);
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const [index, { path, date, bytes }] of files.entries()) {
    if (date <= oldest || (total > maxBytes && index < files.length - MOST_OPEN)) {
      await unlink(path).catch(() => undefined);
      total -= bytes;
    }
  }
}

/** Those that were written last come last. */
async function findLogFiles(folder: string): Promise<LogFile[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const files: LogFile[] = [];
  for (const name of names) {
    const date = NAME.exec(name)?.[1];
    const path = join(folder, name);
    const stats = date === undefined ? null : await stat(path).catch(() => null);
    if (date !== undefined && stats !== null) {
      files.push({ path, date, bytes: stats.size, writtenAt: stats.mtimeMs });
    }
  }
  return files.sort((one, other) => one.writtenAt - other.writtenAt);
}
