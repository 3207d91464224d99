import type { Logger } from '../log.ts';
import { startDatabaseThread, type DatabaseThread } from '../store/sqlite/database-thread.ts';
import type { SyncRequest, SyncResult } from './subscription-file.ts';
import type { SubscriptionThreadApi, SubscriptionThreadData } from './subscription-thread.ts';

export interface StorageOptions {
  /** Path of `subscriptions.db`. */
  readonly file: string;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The file as the tracker sees it: it may be out of order, and nothing else may suffer from that. */
export interface Storage {
  /** Opens the file unless it is open. Never rejects. @returns whether it is open */
  open(): Promise<boolean>;
  /** Never rejects; null where the file is out of order, so that the changes have to be kept. */
  sync(request: SyncRequest): Promise<SyncResult | null>;
  /** Ends the run and closes the file. Never rejects. */
  close(run: string): Promise<void>;
  /** Why the file is out of order; null where it is not. */
  error(): string | null;
}

/** After a failure the file is left alone for so long. */
const RETRY_MS = 30_000;

/**
 * Keeps the thread that owns the file, and starts another one when it had to be given up.
 * @param onNewFile called when the file turns out to hold nothing of what was handed over before
 */
export function createStorage({ file, log, now }: StorageOptions, onNewFile: () => void): Storage {
  let thread: DatabaseThread<SubscriptionThreadApi> | null = null;
  let failedAt: number | null = null;
  let reason: string | null = null;

  const start = async (): Promise<DatabaseThread<SubscriptionThreadApi>> => {
    const data: SubscriptionThreadData = { file };
    const started = await startDatabaseThread<SubscriptionThreadApi>({
      entry: 'subscription-thread',
      base: import.meta.url,
      data,
      file,
    });
    const { isNew, movedTo } = await started.call('opened');
    if (movedTo !== null) {
      log.warn('subscriptions file was damaged, a new one is begun', { file, movedTo });
    }
    if (isNew) {
      onNewFile();
    }
    return started;
  };
  const giveUp = async (error: unknown): Promise<void> => {
    const before = reason;
    failedAt = now();
    reason = error instanceof Error ? error.message : String(error);
    if (before === null) {
      log.warn('subscriptions are kept in memory only', { file, reason });
    }
    const old = thread;
    thread = null;
    await old?.stop();
  };
  return {
    async open() {
      if (thread !== null) {
        return true;
      }
      if (failedAt !== null && Math.abs(now() - failedAt) < RETRY_MS) {
        return false;
      }
      try {
        thread = await start();
        return true;
      } catch (error) {
        await giveUp(error);
        return false;
      }
    },
    async sync(request) {
      try {
        const result = (await thread?.call('sync', request)) ?? null;
        if (result !== null && reason !== null) {
          log.info('subscriptions are kept in their file again', { file });
          failedAt = null;
          reason = null;
        }
        return result;
      } catch (error) {
        await giveUp(error);
        return null;
      }
    },
    async close(run) {
      try {
        await thread?.call('endRun', run);
        await thread?.stop();
      } catch (error) {
        await giveUp(error);
      }
      thread = null;
    },
    error: () => reason,
  };
}
