import type { Logger } from '../log.ts';
import { backoffDelay, type Backoff } from '../store/backoff.ts';
import type { Clock } from '../store/clock.ts';
import type { Trouble } from './old-reply.ts';

/** Whether the old endpoint answers, and how much may be sent to it. */
export interface Availability {
  /** Copies that may be under way: all that are allowed while it answers, none while it is left alone, then one. */
  readonly capacity: number;
  /** Whether the last thing that was heard of it was trouble. */
  readonly isAway: boolean;
  readonly trouble: Trouble | null;
  /** It gave a reply of its own. */
  answered(): void;
  /** It did not. */
  failed(trouble: Trouble): void;
  /** Leaves no timer. */
  close(): void;
}

export interface AvailabilityOptions {
  readonly url: string;
  /** Most copies under way while it answers. */
  readonly connections: number;
  readonly log: Logger;
  readonly clock: Clock;
  /** Called when it has been left alone for long enough. */
  readonly onProbe: () => void;
}

/** How long it is left alone. The longest is what a restart of an application pool or a short maintenance takes. */
const BACKOFF: Backoff = { initialMs: 1000, factor: 2, maxMs: 60_000, jitter: 0.2 };

/** Advice for errors that do not say what to do. */
const ADVICE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'name its certificate in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'name the authority that issued its certificate in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'name the authority that issued its certificate in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'name the authority that issued its certificate in NODE_EXTRA_CA_CERTS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'mirror has to name the host as its certificate does',
};

/**
 * Keeps track of the old endpoint being away. Logs once that it is, once more for each other reason, and once how
 * long it was.
 */
export function createAvailability({
  url,
  connections,
  log,
  clock,
  onProbe,
}: AvailabilityOptions): Availability {
  let failures = 0;
  let since = 0;
  let trouble: Trouble | null = null;
  const reported = new Set<string>();
  let cancelPause: (() => void) | null = null;
  const endPause = (): void => {
    cancelPause?.();
    cancelPause = null;
  };
  return {
    get capacity() {
      return cancelPause !== null ? 0 : failures > 0 ? 1 : connections;
    },
    get isAway() {
      return failures > 0;
    },
    get trouble() {
      return trouble;
    },
    answered() {
      if (failures > 0) {
        const seconds = Math.round((clock.now() - since) / 100) / 10;
        log.info('the old endpoint answers again', { url, seconds });
      }
      failures = 0;
      trouble = null;
      reported.clear();
      endPause();
    },
    failed(problem) {
      if (failures === 0) {
        since = clock.now();
      }
      if (!reported.has(problem.code)) {
        reported.add(problem.code);
        const advice = ADVICE[problem.code];
        const reason = advice === undefined ? problem.reason : `${problem.reason}: ${advice}`;
        log.warn('the old endpoint does not take messages', { url, code: problem.code, reason });
      }
      trouble = problem;
      // Several that were under way at once are one failure.
      if (cancelPause === null) {
        failures += 1;
        cancelPause = clock.after(backoffDelay(BACKOFF, failures, Math.random), () => {
          cancelPause = null;
          onProbe();
        });
      }
    },
    close: endPause,
  };
}
