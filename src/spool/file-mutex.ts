import { DatabaseSync } from 'node:sqlite';

/** How long another process may hold the mutex, in milliseconds: it may be reading what is left of a corrupt file. */
const PATIENCE_MS = 30_000;

/**
 * Does something that no other process on this machine may do at the same time. The lock is the operating system's,
 * taken through SQLite, so it ends with the process that holds it, however that ends.
 * @param path of the lock's own file, which stays behind empty
 */
export function withFileMutex<T>(path: string, action: () => T): T {
  const lock = new DatabaseSync(path, { timeout: PATIENCE_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return action();
  } finally {
    lock.close();
  }
}
