import { StoreError, type StoreErrorClass } from '../store-error.ts';

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html); the rest may pass when tried again. */
const CLASSES: Readonly<Record<number, { name: string; class: StoreErrorClass; advice: string }>> = {
  1: { name: 'SQLITE_ERROR', class: 'schema', advice: 'compare the mapping with the table in the file' },
  3: {
    name: 'SQLITE_PERM',
    class: 'credentials',
    advice: 'give the service write access to the data folder',
  },
  5: { name: 'SQLITE_BUSY', class: 'transient', advice: 'another program holds the file in a transaction' },
  8: {
    name: 'SQLITE_READONLY',
    class: 'credentials',
    advice: 'give the service write access to the data folder',
  },
  10: { name: 'SQLITE_IOERR', class: 'transient', advice: 'look at the disk of the data folder' },
  11: {
    name: 'SQLITE_CORRUPT',
    class: 'schema',
    advice: 'move the file away; a new one is begun at the next start',
  },
  13: { name: 'SQLITE_FULL', class: 'transient', advice: 'make room on the disk of the data folder' },
  14: {
    name: 'SQLITE_CANTOPEN',
    class: 'credentials',
    advice: 'check that the data folder exists and is writable',
  },
  18: { name: 'SQLITE_TOOBIG', class: 'data', advice: 'a value is larger than SQLite takes' },
  19: { name: 'SQLITE_CONSTRAINT', class: 'data', advice: 'a row breaks a constraint of the table' },
  20: { name: 'SQLITE_MISMATCH', class: 'data', advice: 'a value is of another type than its column' },
  26: { name: 'SQLITE_NOTADB', class: 'schema', advice: 'the file is no SQLite database; move it away' },
};

/**
 * Classes an error of the embedded database.
 * @param code SQLite's (extended) result code, or null where the error is not SQLite's
 */
export function sqliteStoreError(file: string, message: string, code: number | null): StoreError {
  const known = code === null ? undefined : CLASSES[code & 0xff];
  const name = known?.name ?? (code === null ? 'SQLITE' : `SQLITE_${code}`);
  const advice = known === undefined ? '' : `; ${known.advice}`;
  return new StoreError(`${file}: ${message}${advice}`, known?.class ?? 'transient', name);
}
