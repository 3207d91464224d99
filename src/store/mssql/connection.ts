import { backoffDelay } from '../backoff.ts';
import { StoreError } from '../store-error.ts';
import { reconnectBackoff } from './backoff.ts';
import type { Clock } from '../clock.ts';
import type { Session } from './session.ts';

export interface KeptConnectionOptions {
  /** Opens a connection; the signal ends the attempt. @throws StoreError */
  readonly open: (signal: AbortSignal) => Promise<Session>;
  /** Classes what a session threw. */
  readonly toStoreError: (error: unknown) => StoreError;
  /** Told once whenever the connection comes or goes: null for open, else why it is not. */
  readonly onChange: (failure: StoreError | null) => void;
  /** A connection that was idle for so many milliseconds is asked for a sign of life. */
  readonly idleCheckMs: number;
  /** How long the sign of life may take. */
  readonly idleCheckTimeoutMs: number;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** A connection that is opened again whenever it is lost. */
export interface KeptConnection {
  /**
   * Runs an action with the connection, by itself; waits for one that is being opened as long as told.
   * @throws StoreError the reason why there is no connection, or what the action threw
   */
  use<T>(action: (session: Session) => Promise<T>, waitMs: number): Promise<T>;
  /** Ends this connection, if it is still the one in use, and opens another one. */
  drop(session: Session, reason: StoreError): void;
  /** Resolves when the first attempt is through, whatever came of it. */
  readonly firstAttempt: Promise<void>;
  /** Ends the connection and every wait for it. Idempotent. */
  close(): void;
}

/** Opens a connection and keeps it open until `close`. */
export function keepConnection(options: KeptConnectionOptions): KeptConnection {
  const { open, toStoreError, onChange, idleCheckMs, idleCheckTimeoutMs, clock, random } = options;
  const abort = new AbortController();
  const firstAttempt = Promise.withResolvers<undefined>();
  let current: Session | null = null;
  let failure: StoreError | null = null;
  let failures = 0;
  let waiting: (() => void)[] = [];
  let cancelTimer = (): void => undefined;
  let busy: Promise<unknown> = Promise.resolve();

  const wakeWaiting = (): void => {
    const woken = waiting;
    waiting = [];
    woken.forEach((wake) => wake());
  };
  const setTimer = (ms: number, action: () => void): void => {
    cancelTimer();
    cancelTimer = clock.after(ms, action);
  };
  const change = (next: StoreError | null): void => {
    failure = next;
    onChange(next);
    wakeWaiting();
  };
  const fail = (error: StoreError): void => {
    if (!abort.signal.aborted) {
      failures += 1;
      setTimer(backoffDelay(reconnectBackoff(error.code), failures, random), () => void tryToOpen());
      change(error);
    }
  };
  const lose = (session: Session, reason: StoreError): void => {
    session.close();
    if (current === session) {
      current = null;
      fail(reason);
    }
  };
  const checkWhenIdle = (session: Session): void => {
    setTimer(idleCheckMs, () => {
      void exclusively(async () => {
        try {
          await session.execute('SELECT 1 AS alive;', [], 'alive', idleCheckTimeoutMs);
          touch(session);
        } catch (error) {
          lose(session, toStoreError(error));
        }
      });
    });
  };
  const touch = (session: Session): void => {
    if (current === session) {
      checkWhenIdle(session);
    }
  };
  const tryToOpen = async (): Promise<void> => {
    try {
      const session = await open(abort.signal);
      if (abort.signal.aborted) {
        session.close();
        return;
      }
      current = session;
      failures = 0;
      void session.ended.then((reason) =>
        lose(session, toStoreError(reason ?? withCode('the connection was closed', 'ECLOSE'))),
      );
      checkWhenIdle(session);
      change(null);
    } catch (error) {
      fail(toStoreError(error));
    } finally {
      firstAttempt.resolve(undefined);
    }
  };
  const exclusively = <T>(action: () => Promise<T>): Promise<T> => {
    const result = busy.then(action);
    busy = result.catch(() => undefined);
    return result;
  };
  const session = async (waitMs: number): Promise<Session> => {
    const end = clock.now() + waitMs;
    while (current === null) {
      const left = end - clock.now();
      if (abort.signal.aborted) {
        throw new StoreError('the store is closed', 'transient', 'CLOSED');
      }
      if (left <= 0 || (failure !== null && failure.class !== 'transient')) {
        throw failure ?? toStoreError(withCode('there is no connection yet', 'ESOCKET'));
      }
      await new Promise<void>((resolve) => {
        const cancel = clock.after(left, resolve);
        waiting.push(() => {
          cancel();
          resolve();
        });
      });
    }
    return current;
  };

  void tryToOpen();
  return {
    use: (action, waitMs) =>
      exclusively(async () => {
        const open = await session(waitMs);
        cancelTimer();
        try {
          return await action(open);
        } finally {
          touch(open);
        }
      }),
    drop: lose,
    firstAttempt: firstAttempt.promise,
    close() {
      if (!abort.signal.aborted) {
        abort.abort();
        cancelTimer();
        current?.close();
        current = null;
        wakeWaiting();
      }
    },
  };
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
