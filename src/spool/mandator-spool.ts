import type { StoreError } from '../store/store-error.ts';
import type { SpoolObserver } from '../observer.ts';
import type { SpoolStatus } from '../store/store.ts';
import { createEpisode } from './episode.ts';
import { createForwarder, type ForwarderOptions } from './forwarder.ts';
import { createLease } from './lease.ts';
import type { SpoolLimits } from './limits.ts';
import type { SpoolTotals } from './spooled-row.ts';

export interface MandatorSpoolOptions extends Omit<ForwarderOptions, 'lease' | 'episode'> {
  /** Names this process in leases. */
  readonly owner: string;
  readonly limits: SpoolLimits;
  readonly takeOverMs: number;
  readonly observer?: SpoolObserver | undefined;
}

/** One mandator's part of the spool. */
export interface MandatorSpool {
  readonly mandator: string;
  /** Whether new rows have to queue behind others. */
  mustQueue(): boolean;
  /**
   * Has rows committed to the file.
   * @param reason what the database said, null where the rows only queue behind others
   * @throws what `append` throws
   */
  spool(append: () => Promise<unknown>, reason: StoreError | null): Promise<void>;
  /** Looks at what other processes did. To be called often. */
  tick(): void;
  retryNow(): void;
  status(): SpoolStatus;
  close(): Promise<void>;
}

/** Puts together what belongs to one mandator. */
export function createMandatorSpool(options: MandatorSpoolOptions): MandatorSpool {
  const { mandator, owner, file, limits, takeOverMs, fit, write, clock, wallClock, random, log, observer } =
    options;
  const episode = createEpisode({ mandator, maxAgeMs: limits.maxAgeMs, clock, wallClock, log, observer });
  const lease = createLease({ mandator, owner, file, takeOverMs, clock, log });
  const forwarder = createForwarder({
    mandator,
    file,
    lease,
    episode,
    fit,
    write,
    clock,
    wallClock,
    random,
    log,
  });
  const nothing: SpoolTotals = {
    mandator,
    queuedRows: 0,
    queuedBytes: 0,
    setAsideRows: 0,
    oldestAt: null,
  };
  const totals = (): SpoolTotals => file.look((reader) => reader.totals(mandator), nothing);
  let appending = 0;
  return {
    mandator,
    mustQueue: () => appending > 0 || forwarder.hasQueued() === true,
    async spool(append, reason) {
      appending += 1;
      try {
        await append();
      } finally {
        appending -= 1;
      }
      episode.spooled(reason);
      forwarder.wake();
    },
    tick() {
      const hasQueued = forwarder.hasQueued();
      if (hasQueued === true) {
        episode.spooled(null);
        episode.checkAge(totals());
      } else if (hasQueued === false && !forwarder.isRunning()) {
        episode.emptied();
      }
      forwarder.wake();
    },
    retryNow: () => forwarder.retryNow(),
    status() {
      const { queuedRows, queuedBytes, setAsideRows, oldestAt } = totals();
      const problem = file.problem();
      const current = episode.current();
      const busy = forwarder.isRunning() ? 'emptying' : 'waiting';
      return {
        state: problem !== null ? 'unavailable' : queuedRows > 0 ? busy : 'empty',
        queuedRows,
        queuedBytes,
        setAsideRows,
        oldestAt: oldestAt === null ? null : new Date(oldestAt),
        overdue: oldestAt !== null && wallClock().getTime() - oldestAt > limits.maxAgeMs,
        since: current?.since ?? null,
        reason: current?.reason ?? null,
        fileBytes: file.look((reader) => reader.fileBytes(), 0),
        error: problem?.message ?? null,
      };
    },
    close: () => forwarder.close(),
  };
}
