import type { Row } from '../mapping/table.ts';
import type { StoreObserver } from '../observer.ts';
import type { WriteResult } from './store.ts';

/** One message's part in a commit, as far as it is told. */
export interface ToldWrite {
  /** The mandator. */
  readonly owner: string;
  readonly rows: readonly Pick<Row, 'key'>[];
}

/**
 * Tells of a commit, once for each mandator that had rows in it: nearly always one.
 * @param results what each write was answered
 * @param written how many rows were added in all
 */
export function tellCommit(
  observer: StoreObserver,
  writes: readonly ToldWrite[],
  { results, written, ms }: { results: readonly WriteResult[]; written: number; ms: number },
): void {
  const shares = sharesOf(writes);
  for (const [mandator, { messages, rows }] of shares) {
    const own = shares.size === 1 ? written : sumOf(writes, results, mandator);
    const duplicates = own === null ? null : rows - own;
    observer.rowsCommitted({ mandator, messages, rows, written: own, duplicates, ms });
  }
}

/** Tells of a commit that was given up, likewise. */
export function tellFailedCommit(
  observer: StoreObserver,
  writes: readonly ToldWrite[],
  { error, ms }: { error: unknown; ms: number },
): void {
  for (const [mandator, { messages, rows }] of sharesOf(writes)) {
    observer.commitFailed({ mandator, messages, rows, error, ms });
  }
}

interface Share {
  messages: number;
  rows: number;
}

function sharesOf(writes: readonly ToldWrite[]): ReadonlyMap<string, Share> {
  const shares = new Map<string, Share>();
  for (const { owner, rows } of writes) {
    const share = shares.get(owner) ?? { messages: 0, rows: 0 };
    share.messages += 1;
    share.rows += rows.length;
    shares.set(owner, share);
  }
  return shares;
}

function sumOf(
  writes: readonly ToldWrite[],
  results: readonly WriteResult[],
  mandator: string,
): number | null {
  let sum = 0;
  for (const [index, { owner }] of writes.entries()) {
    const written = owner === mandator ? results[index]?.written : 0;
    if (written === null || written === undefined) {
      return null;
    }
    sum += written;
  }
  return sum;
}
