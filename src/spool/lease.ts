import type { Logger } from '../log.ts';
import type { Clock } from '../store/clock.ts';
import type { LeaseView } from './lease-table.ts';
import type { SpoolFile } from './spool-file.ts';

/** The right to forward a mandator's rows, which one process has at a time. */
export interface Lease {
  /** Takes the lease, or gives a sign of life. @returns whether it is held */
  acquire(): Promise<boolean>;
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly mandator: string;
  /** Unique to this process and start. */
  readonly owner: string;
  readonly file: SpoolFile;
  /** An owner without a sign of life for so many milliseconds is taken for dead. */
  readonly takeOverMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * A lease that needs no common time: whoever wants it watches whether the owner's count of signs of life stands
 * still, by his own clock that only runs forwards. It keeps two processes from doing the same work. That nothing
 * is doubled or overtaken does not depend on it: a process that was frozen and thinks that it still holds the lease
 * writes rows that stand in the table already, since its successor began with the same ones.
 *
 * Where the file cannot be written any more, its rows can still be forwarded: the lease then counts as held.
 */
export function createLease({ mandator, owner, file, takeOverMs, clock, log }: LeaseOptions): Lease {
  let seen: (LeaseView & { readonly at: number }) | null = null;

  const acquire = async (): Promise<boolean> => {
    const view = await file.call('acquireLease', mandator, owner);
    if (view.owner === owner) {
      return true;
    }
    if (seen?.owner !== view.owner || seen.beat !== view.beat) {
      seen = { ...view, at: clock.now() };
      return false;
    }
    if (clock.now() - seen.at < takeOverMs || !(await file.call('takeOverLease', mandator, owner, view))) {
      return false;
    }
    log.warn('spooled rows of another process are taken over', { mandator, from: view.owner });
    return true;
  };
  return {
    async acquire() {
      try {
        const held = await acquire();
        seen = held ? null : seen;
        return held;
      } catch {
        return true;
      }
    },
    async release() {
      await file.call('releaseLease', mandator, owner).catch(() => undefined);
    },
  };
}
