import type { Logger } from '../log.ts';
import type { SpoolObserver } from '../observer.ts';
import type { Clock } from '../store/clock.ts';
import type { StoreError } from '../store/store-error.ts';
import type { SetAside } from './spool-queue.ts';
import type { SpoolTotals } from './spooled-row.ts';

/** One stretch of time in which a mandator's rows are spooled, for the log, the status and the observer. */
export interface Episode {
  /** Rows are spooled; `reason` is what the database said, null where they only queue behind others. */
  spooled(reason: StoreError | null): void;
  forwarded(rows: number): void;
  refused(rows: readonly SetAside[]): void;
  /** Forwarding did not work. */
  failed(error: StoreError): void;
  /** Nothing is queued any more. */
  emptied(): void;
  /** Compares the age of what is queued with the limit. @returns whether it is older */
  checkAge(totals: SpoolTotals): boolean;
  /** When it began and why; null where nothing is spooled. */
  current(): { readonly since: Date; readonly reason: string } | null;
}

export interface EpisodeOptions {
  readonly mandator: string;
  readonly maxAgeMs: number;
  readonly clock: Clock;
  readonly wallClock: () => Date;
  readonly log: Logger;
  readonly observer?: SpoolObserver | undefined;
}

const FOUND = 'rows were in the spool already';

/** Logs each change once, not each row. */
export function createEpisode(options: EpisodeOptions): Episode {
  const { mandator, maxAgeMs, clock, wallClock, log, observer } = options;
  let began: { at: number; since: Date; reason: string } | null = null;
  const reported = new Set<string | null>();
  let rows = 0;
  let overdue = false;

  const begin = (error: StoreError | null): void => {
    const code = error?.code ?? null;
    const reason = error?.message ?? FOUND;
    if (began === null) {
      began = { at: clock.now(), since: wallClock(), reason };
      reported.add(code);
      log.warn('rows are spooled', { mandator, code: code ?? undefined, class: error?.class, reason });
    } else if (error !== null) {
      began = { ...began, reason };
      if (reported.has(code)) {
        return;
      }
      reported.add(code);
      log.warn('rows are still spooled', { mandator, code, class: error.class, reason });
    }
  };
  return {
    spooled: (reason) => begin(reason),
    failed: (error) => begin(error),
    forwarded(count) {
      rows += count;
      observer?.rowsForwarded(mandator, count);
    },
    refused(refused) {
      const [first] = refused;
      log.warn('rows were set aside', {
        mandator,
        rows: refused.length,
        code: first?.code,
        reason: first?.reason,
      });
      observer?.rowsSetAside(mandator, refused.length);
    },
    emptied() {
      if (began !== null) {
        const seconds = Math.round((clock.now() - began.at) / 100) / 10;
        log.info('the spool is emptied', { mandator, rows, seconds });
      }
      began = null;
      reported.clear();
      rows = 0;
      overdue = false;
    },
    checkAge({ oldestAt, queuedRows }) {
      const age = oldestAt === null ? 0 : wallClock().getTime() - oldestAt;
      const isOver = age > maxAgeMs;
      if (isOver && !overdue) {
        log.error('spooled rows are older than allowed', {
          mandator,
          rows: queuedRows,
          hours: Math.round(age / 360_000) / 10,
          reason: began?.reason,
        });
      }
      overdue = isOver;
      return isOver;
    },
    current: () => began && { since: began.since, reason: began.reason },
  };
}
