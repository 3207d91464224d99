import type { Logger } from '../log.ts';
import type { Row } from '../mapping/table.ts';
import { backoffDelay } from '../store/backoff.ts';
import type { Clock } from '../store/clock.ts';
import { StoreError } from '../store/store-error.ts';
import { createAftermath } from './aftermath.ts';
import type { Episode } from './episode.ts';
import { forwardBatch } from './forward-batch.ts';
import type { Lease } from './lease.ts';
import { FORWARD_AGAIN } from './retry-policy.ts';
import type { SpoolFile } from './spool-file.ts';
import type { SpooledRow } from './spooled-row.ts';

export interface ForwarderOptions {
  readonly mandator: string;
  readonly file: SpoolFile;
  readonly lease: Lease;
  readonly episode: Episode;
  readonly fit: (spooled: SpooledRow) => Row;
  /** Commits rows in the database within the deadline. @throws StoreError */
  readonly write: (rows: readonly Row[]) => Promise<unknown>;
  readonly clock: Clock;
  readonly wallClock: () => Date;
  readonly random: () => number;
  readonly log: Logger;
}

/** Empties one mandator's part of the spool, in order. */
export interface Forwarder {
  /**
   * Whether rows wait that new ones have to queue behind, whichever process spooled them; null where the file
   * cannot be read.
   */
  hasQueued(): boolean | null;
  /** Begins to forward if there is something to and it is not too early. To be called often. */
  wake(): void;
  /** Forwards without waiting any longer for the next try. */
  retryNow(): void;
  isRunning(): boolean;
  /** Resolves when the batch that is under way is through. */
  close(): Promise<void>;
}

/** Rows in one write at the most. Fewer after a failure, so that a database that is only slow gets them too. */
const MAX_BATCH = 500;

/** How often a sign of life is given, in milliseconds; well below the time after which others take over. */
const BEAT_MS = 1000;

/** Starts with nothing under way. */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const { mandator, file, lease, episode, fit, write, clock, wallClock, random, log } = options;
  const aftermath = createAftermath(file, wallClock);
  let running: Promise<void> | null = null;
  let closed = false;
  let failures = 0;
  let notBefore = -Infinity;
  let batchSize = MAX_BATCH;
  let cancelTimer = (): void => undefined;

  const hasQueued = (): boolean | null => {
    const last = file.look((reader) => reader.lastQueued(mandator), null);
    return last === null ? null : last > aftermath.through();
  };

  /** Forwards batch by batch while the lease is held. @returns whether anything was taken out of the file */
  const forward = async (isHeld: () => boolean): Promise<boolean> => {
    await aftermath.flush();
    let done = false;
    while (!closed && isHeld()) {
      const rows = await file.call('read', mandator, aftermath.through(), batchSize);
      if (rows.length === 0) {
        break;
      }
      episode.spooled(null);
      await forwardBatch(rows, {
        fit,
        write,
        async forwarded(written) {
          episode.forwarded(written.length);
          await aftermath.forwarded(written);
        },
        async refused(refused) {
          episode.refused(refused);
          await aftermath.refused(refused);
        },
      });
      done = true;
      failures = 0;
      batchSize = Math.min(MAX_BATCH, batchSize * 2);
    }
    return done;
  };
  const backOff = (thrown: unknown): void => {
    const error =
      thrown instanceof StoreError
        ? thrown
        : new StoreError(String(thrown), 'transient', 'UNKNOWN', { cause: thrown });
    failures += 1;
    batchSize = Math.max(1, Math.floor(batchSize / 2));
    const delay = backoffDelay(FORWARD_AGAIN[error.class], failures, random);
    notBefore = clock.now() + delay;
    cancelTimer();
    cancelTimer = clock.after(delay, wake);
    episode.failed(error);
    log.debug('spooled rows are forwarded later', { mandator, code: error.code, delayMs: Math.round(delay) });
  };
  const shrink = async (): Promise<void> => {
    while (!closed && (await file.call('shrink'))) {
      // A slice at a time, so that messages that are to be spooled get in between.
    }
  };
  /** @returns what keeps it from going on */
  const run = async (): Promise<unknown> => {
    let held = await lease.acquire();
    if (!held) {
      return null;
    }
    let cancelBeat = (): void => undefined;
    const beat = (): void => {
      cancelBeat = clock.after(BEAT_MS, () => {
        void lease.acquire().then((still) => {
          held = still;
        });
        beat();
      });
    };
    beat();
    try {
      if ((await forward(() => held)) && hasQueued() === false) {
        episode.emptied();
        await shrink().catch(() => undefined);
      }
      return null;
    } catch (error) {
      return error;
    } finally {
      cancelBeat();
      await lease.release();
    }
  };
  const hasWork = (): boolean => hasQueued() === true || aftermath.through() > 0;
  function wake(): void {
    if (!closed && running === null && clock.now() >= notBefore && hasWork()) {
      running = run().then((error) => {
        running = null;
        if (error !== null && !closed) {
          backOff(error);
        }
      });
    }
  }
  return {
    hasQueued,
    wake,
    retryNow() {
      notBefore = -Infinity;
      wake();
    },
    isRunning: () => running !== null,
    async close() {
      closed = true;
      cancelTimer();
      await running;
      await aftermath.flush();
    },
  };
}
