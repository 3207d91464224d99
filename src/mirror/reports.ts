import type { Logger } from '../log.ts';
import type { Clock } from '../store/clock.ts';
import type { MirrorStatus } from './mirror.ts';

/** How often the counts are logged, in milliseconds. */
const EVERY_MS = 900_000;

/**
 * Logs the mirror's counts every quarter of an hour in which there was something to count, and at its end.
 */
export function startReports({
  status,
  log,
  clock,
}: {
  readonly status: () => MirrorStatus;
  readonly log: Logger;
  readonly clock: Clock;
}): { readonly close: () => void } {
  let reported = 0;
  const report = (): void => {
    const { sent, same, different, lost, waiting } = status();
    if (sent + lost !== reported) {
      reported = sent + lost;
      log.info('messages mirrored so far', { sent, same, different, lost, waiting });
    }
  };
  let cancel = clock.after(EVERY_MS, again);
  function again(): void {
    report();
    cancel = clock.after(EVERY_MS, again);
  }
  return {
    close() {
      cancel();
      report();
    },
  };
}
