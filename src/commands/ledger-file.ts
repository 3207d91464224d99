import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { LedgerLine } from '../exchange/ledger.ts';

/** A ledger on disk: JSON Lines, one a thing that happened. */
export interface LedgerFile {
  readonly write: (line: LedgerLine) => void;
  /** Resolves when everything is written. @throws Error with the reason where a line could not be */
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
    async close() {
      stream.end();
      try {
        await done;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`the ledger ${path} is not complete: ${reason}`, { cause: error });
      }
    },
  };
}
