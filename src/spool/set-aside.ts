import { startDatabaseThread, type DatabaseThread } from '../store/sqlite/database-thread.ts';
import type { RowSelection } from './select-rows.ts';
import type { SetAsideThreadApi } from './set-aside-thread.ts';
import type { SpooledRow } from './spooled-row.ts';

/** Which rows are meant: by number, of a mandator, or all. */
export type SetAsideSelection = Pick<RowSelection, 'seqs' | 'mandator'>;

/**
 * The rows that the database refused for their own data, for a person to decide about. In a thread of its own, which
 * is started when it is first needed: a spool of a million rows is searched without holding up a reply or a commit.
 */
export interface SetAside {
  /** @throws StoreError */
  list(limit: number): Promise<{ readonly total: number; readonly rows: readonly SpooledRow[] }>;
  /** Puts rows back into the queue, as `spool retry` does. @returns how many @throws StoreError */
  retry(selection: SetAsideSelection): Promise<number>;
  /** Deletes rows for good, as `spool drop` does. @returns how many @throws StoreError */
  drop(selection: SetAsideSelection): Promise<number>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** @param file path of `spool.db` */
export function createSetAside(file: string): SetAside {
  let starting: Promise<DatabaseThread<SetAsideThreadApi>> | null = null;
  const start = async (): Promise<DatabaseThread<SetAsideThreadApi>> => {
    if (starting !== null && (await starting).hasEnded()) {
      starting = null;
    }
    starting ??= startDatabaseThread<SetAsideThreadApi>({
      entry: 'set-aside-thread',
      base: import.meta.url,
      data: { file },
      file,
    });
    try {
      return await starting;
    } catch (error) {
      starting = null;
      throw error;
    }
  };
  return {
    list: async (limit) => (await start()).call('list', limit),
    retry: async (selection) => (await start()).call('requeue', selection),
    drop: async (selection) => (await start()).call('drop', selection),
    async close() {
      await (await starting?.catch(() => null))?.stop();
    },
  };
}
