import type { ConnectionConfiguration } from 'tedious';
import { backoffDelay } from '../backoff.ts';
import type { Logger } from '../../log.ts';
import type { ConnectionObserver, StoreObserver } from '../../observer.ts';
import type { Row } from '../../mapping/table.ts';
import { createGroupCommit, type CommitResult } from '../group-commit.ts';
import type { StoreError } from '../store-error.ts';
import type { StoreStatus, WriteResult } from '../store.ts';
import { RUN_AGAIN } from './backoff.ts';
import type { Clock } from '../clock.ts';
import { keepConnection } from './connection.ts';
import { CONNECTION_STAYS, DUPLICATE_KEY } from './error-table.ts';
import { mssqlStoreError } from './errors.ts';
import { insertRows } from './insert-rows.ts';
import type { InsertStatement } from './insert-statement.ts';
import { createOutage } from './outage.ts';
import { OpenError, openSession } from './session.ts';

/** Times in milliseconds. */
export interface WriterTimes {
  /** From when a commit is begun: what is not committed then is rejected. */
  readonly commitTimeoutMs: number;
  /** One statement; shorter than a commit, so that one that hangs is run again on another connection. */
  readonly statementTimeoutMs: number;
  /**
   * How long from the beginning of an outage commits wait for its end. A killed session or a quick failover is
   * bridged; after that every write is rejected at its first failure, so that the spool or Exchange's own retry
   * takes over at once instead of each write waiting its full time.
   */
  readonly patienceMs: number;
  /** After how long without a statement the connection is asked for a sign of life, and how long that may take. */
  readonly idleCheckMs: number;
  readonly idleCheckTimeoutMs: number;
  /** How long `close` waits for what was accepted. */
  readonly closeTimeoutMs: number;
}

/** What a writer tells. */
export type MssqlObserver = StoreObserver & ConnectionObserver;

export interface MandatorWriterOptions {
  readonly mandator: string;
  readonly config: ConnectionConfiguration;
  readonly statements: readonly InsertStatement[];
  readonly times: WriterTimes;
  readonly log: Logger;
  readonly observer?: MssqlObserver | undefined;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Writes one mandator's rows over one connection. */
export interface MandatorWriter {
  /** @throws StoreError */
  write(rows: readonly Row[]): Promise<WriteResult>;
  status(): StoreStatus;
  readonly firstAttempt: Promise<void>;
  close(): Promise<void>;
}

/** How often the unique index may refuse before the rows are taken for unfit. */
const DUPLICATE_TRIES = 3;

/** Below this a statement is not worth sending any more. */
const SHORTEST_STATEMENT_MS = 50;

/**
 * Starts connecting and takes writes at once. A statement whose outcome is not known is run again on another
 * connection: what it committed is found by its key. So the rows of a rejected write may yet turn up in the
 * table; written again they stand there once.
 */
export function createMandatorWriter(options: MandatorWriterOptions): MandatorWriter {
  const { mandator, config, statements, times, log, observer, clock, random } = options;
  const { commitTimeoutMs, statementTimeoutMs, patienceMs, closeTimeoutMs } = times;
  const subject = `mandator ${mandator} on ${config.server}/${config.options?.database ?? '(default database)'}`;
  const outage = createOutage({ mandator, log, clock });
  const toStoreError = (error: unknown): StoreError =>
    error instanceof OpenError
      ? mssqlStoreError(subject, error.cause, error.serverMessages)
      : mssqlStoreError(subject, error);
  let isOpen = false;
  const tellConnection = (failure: StoreError | null): void => {
    if (failure === null) {
      observer?.databaseConnected(mandator);
    } else if (isOpen) {
      observer?.databaseLost(mandator, failure);
    } else {
      observer?.databaseUnreachable(mandator, failure);
    }
    isOpen = failure === null;
  };
  const connection = keepConnection({
    open: (signal) => openSession({ config, statementTimeoutMs }, signal),
    toStoreError,
    onChange(failure) {
      outage.connectionChanged(failure);
      tellConnection(failure);
    },
    idleCheckMs: times.idleCheckMs,
    idleCheckTimeoutMs: times.idleCheckTimeoutMs,
    clock,
    random,
  });

  const attempt = (rows: readonly Row[], deadline: number): Promise<number> => {
    const patience = Math.min(deadline, outage.since() + patienceMs) - clock.now();
    return connection.use(async (session) => {
      const timeout = (): number =>
        Math.max(Math.ceil(Math.min(statementTimeoutMs, deadline - clock.now())), SHORTEST_STATEMENT_MS);
      try {
        return await insertRows(session, statements, rows, timeout);
      } catch (thrown) {
        const error = toStoreError(thrown);
        if (error.class === 'transient' && !CONNECTION_STAYS.has(error.code)) {
          connection.drop(session, error);
        }
        throw error;
      }
    }, patience);
  };
  const commit = async (rows: readonly Row[]): Promise<CommitResult> => {
    const deadline = clock.now() + commitTimeoutMs;
    for (let tries = 1; ; tries++) {
      try {
        const written = await attempt(rows, deadline);
        outage.committed();
        return { written, added: null };
      } catch (thrown) {
        const error = toStoreError(thrown);
        const pause = backoffDelay(RUN_AGAIN, tries, random);
        if (error.class === 'transient') {
          outage.failed();
        }
        if (!isWorthAnotherTry(error, tries, clock.now() + pause, deadline)) {
          outage.rejected(error);
          throw error;
        }
        log.debug('statement is run again', { mandator, code: error.code, tries });
        await new Promise<void>((resolve) => clock.after(pause, resolve));
      }
    }
  };
  const isWorthAnotherTry = (error: StoreError, tries: number, at: number, deadline: number): boolean => {
    if (error.code === 'CLOSED') {
      return false;
    }
    return DUPLICATE_KEY.has(error.code)
      ? tries < DUPLICATE_TRIES && at < deadline
      : error.class === 'transient' && at < Math.min(deadline, outage.since() + patienceMs);
  };
  // Several messages share one statement, which needs one round trip; a transaction of several needs two more.
  const group = createGroupCommit({ commit, maxRows: statements.at(-1)?.size ?? 1, observer, clock });
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    const cancel = clock.after(closeTimeoutMs, () => connection.close());
    await group.close();
    cancel();
    connection.close();
  };
  return {
    write: (rows) => group.write(rows, mandator),
    status: () => ({ mandator, waitingRows: group.waitingRows(), ...outage.status() }),
    firstAttempt: connection.firstAttempt,
    close: () => (closing ??= close()),
  };
}
