import type { Logger } from '../../log.ts';
import type { StoreError } from '../store-error.ts';
import type { StoreStatus } from '../store.ts';
import type { Clock } from '../clock.ts';

export interface OutageOptions {
  readonly mandator: string;
  readonly log: Logger;
  readonly clock: Clock;
}

/** What is known of a mandator's database being away, kept for the status, the log and the patience of writes. */
export interface Outage {
  /** The connection was opened (null), or lost, or could not be opened. */
  connectionChanged(failure: StoreError | null): void;
  /** A try to commit failed for a reason that may pass. */
  failed(): void;
  /** A commit was given up. */
  rejected(error: StoreError): void;
  committed(): void;
  /** When the database went away or commits began to fail, by the clock; now where neither is so. */
  since(): number;
  status(): Pick<StoreStatus, 'state' | 'lastCommitAt' | 'error'>;
}

/**
 * Keeps track of a mandator's database. Logs once that it is away, once more for each other reason while it is, and
 * once how long it was away, how often it was tried to connect, and how many commits were given up.
 */
export function createOutage({ mandator, log, clock }: OutageOptions): Outage {
  let connected = false;
  let connectionProblem: StoreError | null = null;
  let writeProblem: StoreError | null = null;
  let writesFailSince: number | null = null;
  let awaySince: number | null = clock.now();
  const reported = new Set<string>();
  let attempts = 0;
  let commitsGivenUp = 0;
  let lastCommitAt: Date | null = null;

  const report = (): void => {
    const problem = connectionProblem ?? writeProblem;
    if (problem !== null) {
      awaySince ??= clock.now();
      if (reported.has(problem.code)) {
        return;
      }
      reported.add(problem.code);
      log.warn('database does not take rows', {
        mandator,
        code: problem.code,
        class: problem.class,
        reason: problem.message,
      });
    } else if (connected && awaySince !== null) {
      const seconds = Math.round((clock.now() - awaySince) / 100) / 10;
      if (reported.size === 0) {
        log.info('database connected', { mandator, seconds });
      } else {
        log.info('database is back', { mandator, seconds, attempts, commitsGivenUp });
      }
      awaySince = null;
      attempts = 0;
      commitsGivenUp = 0;
      reported.clear();
    }
  };
  return {
    connectionChanged(failure) {
      attempts += connected && failure !== null ? 0 : 1;
      connected = failure === null;
      connectionProblem = failure;
      report();
    },
    failed() {
      writesFailSince ??= clock.now();
    },
    rejected(error) {
      if (error.class !== 'data' && error.code !== 'CLOSED' && connectionProblem === null) {
        writeProblem = error;
        report();
      }
      commitsGivenUp += error.class !== 'data' && error.code !== 'CLOSED' && reported.size > 0 ? 1 : 0;
    },
    committed() {
      writeProblem = null;
      writesFailSince = null;
      lastCommitAt = new Date();
      report();
    },
    since: () => Math.min(awaySince ?? Infinity, writesFailSince ?? Infinity, clock.now()),
    status() {
      const problem = connectionProblem ?? writeProblem;
      return {
        state: problem !== null ? 'down' : connected ? 'ready' : 'connecting',
        lastCommitAt,
        error: problem?.message ?? null,
      };
    },
  };
}
