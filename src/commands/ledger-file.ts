import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { LedgerLine } from '../exchange/ledger.ts';

/** A ledger on disk: JSON Lines, one a thing that happened. */
export interface LedgerFile {
  readonly write: (line: LedgerLine) => void;
  /** Resolves when everything is written. @throws the file system's error, also that of an earlier line */
  close(): Promise<void>;
}

/**
 * Makes the file anew.
 * @throws the file system's error where it cannot be made
 */
export async function openLedgerFile(path: string): Promise<LedgerFile> {
  const stream = createWriteStream(path);
  const opened = Promise.withResolvers<undefined>();
  stream.once('open', () => opened.resolve(undefined));
  stream.once('error', opened.reject);
  const done = finished(stream);
  // Looked at in `close`; until then it may fail without ending the process.
  done.catch(() => undefined);
  await opened.promise;
  return {
    write: (line) => void stream.write(`${JSON.stringify(line)}\n`),
    close() {
      stream.end();
      return done;
    },
  };
}
