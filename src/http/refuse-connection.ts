import type { ListenerObserver } from '../observer.ts';
import type { RepeatedLog } from './repeated-log.ts';

/** A connection that is closed without a request of its own. */
export interface RefusedConnection {
  /** One of a few fixed words. */
  readonly code: string;
  readonly reason: string;
  /** Address of the other side, or `pipe`. */
  readonly from: string;
}

/** Tells those who watch that a connection is closed, and the log as often as it bears. */
export type RefuseConnection = (refused: RefusedConnection) => void;

/** Makes the one place that tells of closed connections. */
export function createConnectionRefusal(log: RepeatedLog, observer?: ListenerObserver): RefuseConnection {
  return ({ code, reason, from }) => {
    log.warn('connection closed', { code, reason, from });
    observer?.connectionRefused(code);
  };
}
