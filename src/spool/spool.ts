import { randomUUID } from 'node:crypto';
import type { Logger } from '../log.ts';
import type { Row, Table } from '../mapping/table.ts';
import type { SpoolObserver } from '../observer.ts';
import { createGroupCommit } from '../store/group-commit.ts';
import { systemClock, type Clock } from '../store/clock.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store, StoreStatus, WriteResult } from '../store/store.ts';
import { withDeadline } from '../store/with-deadline.ts';
import { createRowFitter } from './fit-row.ts';
import { encodeValues, layoutOf } from './layout.ts';
import type { SpoolLimits } from './limits.ts';
import { createMandatorSpool, type MandatorSpool } from './mandator-spool.ts';
import { openSpoolFile } from './spool-file.ts';
import type { SpoolEntry } from './spooled-row.ts';

export interface SpoolOptions {
  /** Path of `spool.db`; its folder is made where it is missing. */
  readonly file: string;
  /** Where rows go when it takes them. The spool closes it. */
  readonly inner: Store;
  readonly table: Table;
  readonly mandators: readonly string[];
  readonly limits: SpoolLimits;
  /** How long the inner store may take for a write, in milliseconds, before the spool takes over. */
  readonly deadlineMs: number;
  readonly log: Logger;
  readonly observer?: SpoolObserver | undefined;
  /** How long another process that forwards may give no sign of life before it is taken for dead. */
  readonly takeOverMs?: number;
  readonly clock?: Clock;
  /** The time of day, which is only shown and compared with the limit of age. */
  readonly wallClock?: () => Date;
  readonly random?: () => number;
}

/** What the spool can do besides being a store. */
export interface SpoolControl {
  /** Tries to forward at once what waits for its next try. */
  retryNow(): void;
}

/** How often the file is looked at for what other processes did, in milliseconds. */
const TICK_MS = 1000;

/** Five seconds without a sign of life: longer than a busy process is silent, short enough after a kill. */
const TAKE_OVER_MS = 5000;

/** Rows in one commit; far above what a burst brings. */
const MAX_ROWS_A_COMMIT = 5000;

/** The spool does not know what stands in the table. */
const SPOOLED: WriteResult = { written: null, duplicates: null, spooled: true };

/**
 * Puts the durable queue on disk in front of a store. A write goes to the inner store unless rows of its mandator
 * are queued, in any process on this file; where the inner store does not commit it in time, for whatever reason,
 * it is committed to the file. A write is rejected only when neither takes it.
 *
 * Resolves also where the file cannot be opened: writes then go to the inner store alone, and `status` says so.
 */
export async function openSpool(options: SpoolOptions): Promise<Store & SpoolControl> {
  const { file: path, inner, table, mandators, limits, deadlineMs, log, observer } = options;
  const { takeOverMs = TAKE_OVER_MS, clock = systemClock, random = Math.random } = options;
  const wallClock = options.wallClock ?? ((): Date => new Date());
  const file = await openSpoolFile({ file: path, clock, log });
  const layout = layoutOf(table);
  const fit = createRowFitter(table);
  const owner = randomUUID();
  const writeInner = (mandator: string, rows: readonly Row[]): Promise<WriteResult> =>
    withDeadline(inner.write(mandator, rows), deadlineMs, clock);
  const parts = new Map<string, MandatorSpool>(
    mandators.map((mandator) => [
      mandator,
      createMandatorSpool({
        mandator,
        owner,
        file,
        limits,
        takeOverMs,
        fit,
        write: (rows) => writeInner(mandator, rows),
        clock,
        wallClock,
        random,
        log,
        observer,
      }),
    ]),
  );
  const group = createGroupCommit<SpoolEntry>({
    maxRows: MAX_ROWS_A_COMMIT,
    commit: async (entries) => ({ written: await file.call('append', entries, limits), added: null }),
  });
  const toEntry = (mandator: string, cameAt: number, row: Row): SpoolEntry => ({
    key: `${mandator}\n${row.key}`,
    mandator,
    rowKey: row.key,
    cameAt,
    layout,
    body: encodeValues(table, row),
  });
  const spool = async (
    part: MandatorSpool,
    rows: readonly Row[],
    reason: StoreError | null,
  ): Promise<void> => {
    const cameAt = wallClock().getTime();
    const entries = rows.map((row) => toEntry(part.mandator, cameAt, row));
    try {
      await part.spool(() => group.write(entries), reason);
    } catch (error) {
      throw bothFailed(error as StoreError, reason);
    }
    observer?.rowsSpooled(part.mandator, rows.length);
  };
  const writeRows = async (mandator: string, rows: readonly Row[]): Promise<WriteResult> => {
    const part = parts.get(mandator);
    if (part === undefined) {
      throw new StoreError(`the mandator ${mandator} is not served`, 'schema', 'MANDATOR');
    }
    if (part.mustQueue()) {
      await spool(part, rows, null);
      return SPOOLED;
    }
    try {
      return await writeInner(mandator, rows);
    } catch (thrown) {
      await spool(part, rows, toStoreError(thrown));
      return SPOOLED;
    }
  };

  const underWay = new Set<Promise<unknown>>();
  let cancelTick = (): void => undefined;
  let closing: Promise<void> | null = null;
  const tick = (): void => {
    file.check();
    parts.forEach((part) => part.tick());
    cancelTick = clock.after(TICK_MS, tick);
  };
  const close = async (): Promise<void> => {
    cancelTick();
    const stopped = [...parts.values()].map((part) => part.close());
    await inner.close();
    await Promise.allSettled(underWay);
    await Promise.all(stopped);
    await group.close();
    await file.close();
  };
  reportUnserved(
    file.look((reader) => reader.mandators(), []),
    mandators,
    log,
  );
  tick();
  return {
    write(mandator, rows) {
      if (closing !== null) {
        return Promise.reject(new StoreError('the store is closed', 'transient', 'CLOSED'));
      }
      const write = writeRows(mandator, rows);
      const settled = write.catch(() => undefined).finally(() => underWay.delete(settled));
      underWay.add(settled);
      return write;
    },
    status: () =>
      inner.status().map((status): StoreStatus => {
        const part = parts.get(status.mandator);
        return part === undefined ? status : { ...status, spool: part.status() };
      }),
    retryNow: () => parts.forEach((part) => part.retryNow()),
    close: () => (closing ??= close()),
  };
}

function toStoreError(thrown: unknown): StoreError {
  return thrown instanceof StoreError
    ? thrown
    : new StoreError(thrown instanceof Error ? thrown.message : String(thrown), 'transient', 'UNKNOWN', {
        cause: thrown,
      });
}

function bothFailed(spoolError: StoreError, reason: StoreError | null): StoreError {
  return reason === null
    ? spoolError
    : new StoreError(`${reason.message}; and ${spoolError.message}`, 'transient', spoolError.code, {
        cause: new AggregateError([reason, spoolError]),
      });
}

function reportUnserved(found: readonly string[], mandators: readonly string[], log: Logger): void {
  const served = new Set(mandators.map((name) => name.toLowerCase()));
  const unserved = found.filter((name) => !served.has(name.toLowerCase()));
  if (unserved.length > 0) {
    log.warn('the spool holds rows of mandators that are not served', { mandators: unserved });
  }
}
