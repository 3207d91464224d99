import type { SetAside } from './spool-queue.ts';
import type { SpoolFile } from './spool-file.ts';
import type { SpooledRow } from './spooled-row.ts';

/**
 * What became of forwarded rows, to be noted in the file. Where the file cannot be written (a full disk, say) it is
 * kept in memory: the rows behind are forwarded and new messages go to the database, instead of everything
 * waiting for a disk that nobody needs any more. After a restart those rows are forwarded again, as duplicates.
 */
export interface Aftermath {
  forwarded(rows: readonly SpooledRow[]): Promise<void>;
  refused(rows: readonly SetAside[]): Promise<void>;
  /** Tries to note what is only in memory. */
  flush(): Promise<void>;
  /** Queued rows up to this number are done, though the file does not know it; 0 where it knows everything. */
  through(): number;
}

/** Begins with a file that knows everything. */
export function createAftermath(file: SpoolFile, wallClock: () => Date): Aftermath {
  let remove: number[] = [];
  let setAside: SetAside[] = [];
  let through = 0;

  const flush = async (): Promise<void> => {
    if (remove.length + setAside.length === 0) {
      return;
    }
    try {
      await file.call('remove', remove);
      remove = [];
      if (setAside.length > 0) {
        await file.call('setAside', setAside, wallClock().getTime());
        setAside = [];
      }
      through = 0;
    } catch {
      // The file's own problem is logged and reported where it arises.
    }
  };
  const note = (seqs: readonly number[]): Promise<void> => {
    through = Math.max(through, ...seqs);
    return flush();
  };
  return {
    forwarded(rows) {
      const seqs = rows.map(({ seq }) => seq);
      remove.push(...seqs);
      return note(seqs);
    },
    refused(rows) {
      setAside.push(...rows);
      return note(rows.map(({ seq }) => seq));
    },
    flush,
    through: () => through,
  };
}
