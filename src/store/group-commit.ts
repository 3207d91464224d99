import type { Row } from '../mapping/table.ts';
import type { StoreObserver } from '../observer.ts';
import { systemClock, type Clock } from './clock.ts';
import { StoreError } from './store-error.ts';
import type { WriteResult } from './store.ts';
import { tellCommit, tellFailedCommit } from './tell-commit.ts';

/** What a commit of rows with different keys came to. */
export interface CommitResult {
  /** How many of the rows were added; the others were there already. */
  readonly written: number;
  /** Which of the rows were added, in their order; null where the database tells only how many. */
  readonly added: readonly boolean[] | null;
}

/** Anything that is told apart by a key; equal keys are committed once. */
export interface Keyed {
  readonly key: string;
}

export interface GroupCommitOptions<R extends Keyed = Row> {
  /** Makes the rows durable in one transaction, all or none. Never called again before it is through. */
  readonly commit: (rows: readonly R[]) => Promise<CommitResult>;
  /** How many rows one commit takes at the most; a message with more has a commit of its own. */
  readonly maxRows: number;
  readonly observer?: StoreObserver | undefined;
  readonly clock?: Clock;
}

export interface GroupCommit<R extends Keyed = Row> {
  /** @param owner the mandator, for the observer */
  write(rows: readonly R[], owner?: string): Promise<WriteResult>;
  waitingRows(): number;
  /** Resolves when nothing is waiting any more; what comes later is refused. */
  close(): Promise<void>;
}

interface Write<R extends Keyed> {
  readonly owner: string;
  readonly rows: readonly R[];
  readonly resolve: (result: WriteResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what arrives while a commit is under way shares the next one, so one message alone waits for
 * nobody and a hundred at once share one round trip. Messages are committed in the order they came; the same key
 * twice is one row. When a commit of several messages fails for its data, each is tried alone, so that only
 * the message with the unfit row is refused.
 */
export function createGroupCommit<R extends Keyed = Row>(options: GroupCommitOptions<R>): GroupCommit<R> {
  const { maxRows } = options;
  const waiting: Write<R>[] = [];
  let running: Promise<void> | null = null;
  let closed = false;

  const takeNext = (): Write<R>[] => {
    let count = 0;
    const end = waiting.findIndex((write, index) => {
      count += write.rows.length;
      return index > 0 && count > maxRows;
    });
    return waiting.splice(0, end < 0 ? waiting.length : end);
  };
  const run = async (): Promise<void> => {
    // Give the messages of this turn of the event loop the chance to come along.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      await commitWrites(options, takeNext());
    }
    running = null;
  };
  return {
    write(rows, owner = '') {
      if (closed) {
        return Promise.reject(new StoreError('the store is closed', 'transient', 'CLOSED'));
      }
      if (rows.length === 0) {
        return Promise.resolve({ written: 0, duplicates: 0 });
      }
      return new Promise((resolve, reject) => {
        waiting.push({ owner, rows, resolve, reject });
        running ??= run();
      });
    },
    waitingRows: () => waiting.reduce((sum, write) => sum + write.rows.length, 0),
    async close() {
      closed = true;
      await running;
    },
  };
}

async function commitWrites<R extends Keyed>(
  options: GroupCommitOptions<R>,
  writes: readonly Write<R>[],
): Promise<void> {
  const { commit, observer, clock = systemClock } = options;
  const startedAt = clock.now();
  const unique = new Map<string, R>();
  for (const write of writes) {
    for (const row of write.rows) {
      if (!unique.has(row.key)) {
        unique.set(row.key, row);
      }
    }
  }
  const rows = [...unique.values()];
  let result: CommitResult;
  try {
    result = await commit(rows);
  } catch (error) {
    if (writes.length > 1 && error instanceof StoreError && error.class === 'data') {
      for (const write of writes) {
        await commitWrites(options, [write]);
      }
      return;
    }
    writes.forEach((write) => write.reject(error));
    if (observer !== undefined) {
      tellFailedCommit(observer, writes, { error, ms: clock.now() - startedAt });
    }
    return;
  }
  const fresh = addedKeys(rows, result);
  const told = writes.map((write) => ({
    write,
    result: fresh === null ? sumFor(writes, result.written) : countOwn(write.rows, fresh),
  }));
  told.forEach(({ write, result: own }) => write.resolve(own));
  if (observer !== undefined) {
    const results = told.map(({ result: own }) => own);
    tellCommit(observer, writes, { results, written: result.written, ms: clock.now() - startedAt });
  }
}

/** The keys that were added, as far as that can be told. */
function addedKeys(rows: readonly Keyed[], { written, added }: CommitResult): Set<string> | null {
  if (added === null && written !== 0 && written !== rows.length) {
    return null;
  }
  return new Set(rows.filter((_, index) => added?.[index] ?? written > 0).map((row) => row.key));
}

/** Where only the sum is known it is the result of a message that was alone. */
function sumFor(writes: readonly Write<Keyed>[], written: number): WriteResult {
  const [alone] = writes;
  return writes.length === 1 && alone !== undefined
    ? { written, duplicates: alone.rows.length - written }
    : { written: null, duplicates: null };
}

/** A new key counts for the first message that has it, and as a duplicate for every later one. */
function countOwn(rows: readonly Keyed[], fresh: Set<string>): WriteResult {
  const written = rows.filter((row) => fresh.delete(row.key)).length;
  return { written, duplicates: rows.length - written };
}
