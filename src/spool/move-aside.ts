import { renameSync, statSync } from 'node:fs';

/** Primary result codes of SQLite for a file that cannot be believed: SQLITE_CORRUPT and SQLITE_NOTADB. */
const CORRUPT = new Set([11, 26]);

/** Whether SQLite says that the file itself is broken. */
export function isCorrupt(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' && CORRUPT.has(code & 0xff);
}

/** What tells a file from another one of the same name; null where there is none. */
export function fileIdentity(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

/**
 * Moves a corrupt file out of the way, with its log of recent commits, under names that belong together. Nothing
 * is deleted.
 * @returns its new path
 */
export function moveAside(file: string, now: Date): string {
  const target = `${file}.corrupt-${now.toISOString().replaceAll(/[-:]/g, '').replace(/\..*/, 'Z')}`;
  const free = firstFree(target);
  for (const suffix of ['-wal', '-shm', '']) {
    if (fileIdentity(file + suffix) !== null) {
      renameSync(file + suffix, free + suffix);
    }
  }
  return free;
}

function firstFree(path: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? path : `${path}-${count}`;
    if (fileIdentity(candidate) === null) {
      return candidate;
    }
  }
}
