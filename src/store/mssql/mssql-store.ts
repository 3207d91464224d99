import type { ConnectionConfiguration } from 'tedious';
import type { Logger } from '../../log.ts';
import type { Table } from '../../mapping/table.ts';
import { StoreError } from '../store-error.ts';
import type { Store } from '../store.ts';
import { systemClock, type Clock } from '../clock.ts';
import { createInsertStatements } from './insert-statement.ts';
import {
  createMandatorWriter,
  type MandatorWriter,
  type MssqlObserver,
  type WriterTimes,
} from './mandator-writer.ts';

export interface MssqlStoreOptions {
  readonly table: Table;
  readonly mandators: readonly MssqlMandator[];
  readonly log: Logger;
  readonly observer?: MssqlObserver;
  /**
   * How long a write may take before its message is answered with a fault, in milliseconds: the store gives up a
   * little earlier, so that its own reason is the one that is logged.
   */
  readonly writeTimeoutMs: number;
  /** How long `close` waits for what was accepted, in milliseconds. */
  readonly closeTimeoutMs: number;
  /** How long the start waits for servers to answer, so that one whose servers are there begins ready. */
  readonly startPatienceMs?: number;
  /** Other times than those that follow from `writeTimeoutMs`; tests shorten them. */
  readonly times?: Partial<WriterTimes>;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface MssqlMandator {
  readonly name: string;
  readonly config: ConnectionConfiguration;
}

/**
 * The store in each mandator's own SQL Server database. Every mandator has a connection and a queue of its own, so
 * one whose server is away holds nobody up. Resolves although servers are away; `status` tells.
 *
 * What keeps a row from standing in the table twice is the digest column with its unique index. A table that has
 * neither that nor a unique index over the key relies on the locks of the statement alone: a server that does not
 * honour them may then add a row twice when two instances get the same message at the same moment.
 * @throws RangeError where the mapping has more columns than a statement may have parameters
 */
export async function openMssqlStore(options: MssqlStoreOptions): Promise<Store> {
  const {
    table,
    log,
    observer,
    writeTimeoutMs,
    closeTimeoutMs,
    clock = systemClock,
    random = Math.random,
  } = options;
  const { startPatienceMs = 2000 } = options;
  const statements = createInsertStatements(table);
  const times: WriterTimes = {
    commitTimeoutMs: writeTimeoutMs * 0.9,
    statementTimeoutMs: writeTimeoutMs * 0.5,
    patienceMs: writeTimeoutMs * 0.5,
    idleCheckMs: 30_000,
    idleCheckTimeoutMs: Math.min(3000, writeTimeoutMs * 0.5),
    closeTimeoutMs,
    ...options.times,
  };
  const writers = new Map<string, MandatorWriter>(
    options.mandators.map(({ name, config }) => [
      name,
      createMandatorWriter({ mandator: name, config, statements, times, log, observer, clock, random }),
    ]),
  );
  const all = [...writers.values()];
  await within(Promise.all(all.map((writer) => writer.firstAttempt)), startPatienceMs, clock);
  return {
    async write(mandator, rows) {
      const writer = writers.get(mandator);
      if (writer === undefined) {
        throw new StoreError(`there is no database for the mandator ${mandator}`, 'schema', 'MANDATOR');
      }
      return writer.write(rows);
    },
    status: () => all.map((writer) => writer.status()),
    async close() {
      await Promise.all(all.map((writer) => writer.close()));
    },
  };
}

async function within(done: Promise<unknown>, ms: number, clock: Clock): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const cancel = clock.after(ms, () => resolve(undefined));
  await Promise.race([done, promise]);
  cancel();
}
