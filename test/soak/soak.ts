import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerReport } from '../../src/exchange/compare-ledger.ts';
import type { Ending } from '../../src/exchange/ledger.ts';
import { createRandom } from '../../src/exchange/random.ts';
import type { Random } from '../../src/exchange/random.ts';
import type { ChildService } from '../support/child-service.ts';
import { spoolTotals } from '../support/trial/spool-totals.ts';
import { openServerDatabase } from '../support/trial/trial-database.ts';
import { openTrial } from '../support/trial/trial.ts';
import type { TdsServer } from '../support/tds-server/start-tds-server.ts';
import { TROUBLES } from './troubles.ts';

/** How the long trial is run. */
export interface SoakOptions {
  readonly minutes: number;
  readonly seed: string;
  readonly subscriptions: number;
  readonly eventsPerSecond: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SoakProgress) => void;
}

/** How far it is. */
export interface SoakProgress {
  readonly elapsedMs: number;
  /** The trouble that is made just now. */
  readonly trouble: string;
  readonly events: number;
  readonly acknowledged: number;
  /** Rows that wait in the spool. */
  readonly spooled: number;
  readonly ended: number;
}

/** What it came to. */
export interface SoakReport {
  /** Nothing lost, nothing twice, in order, and no subscription given up. */
  readonly clean: boolean;
  readonly minutes: number;
  readonly seed: string;
  readonly subscriptions: number;
  /** How often each trouble was made. */
  readonly troubles: Readonly<Record<string, number>>;
  /** Processes of the service that were killed. */
  readonly kills: number;
  /** How long no process ran, in seconds: what Exchange's repeating has to bridge. */
  readonly withoutProcess: { readonly total: number; readonly longest: number };
  /** Most rows that waited in the spool. */
  readonly mostSpooled: number;
  readonly setAside: number;
  /** Attempts by what Exchange got. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly endings: readonly Ending[];
  readonly ledger: LedgerReport;
}

/** What a trouble may touch. */
export interface SoakWorld {
  readonly server: TdsServer;
  readonly random: Random;
  /** Starts a process. One runs between two troubles. */
  launch(): Promise<void>;
  /** Kills the oldest process. */
  crash(): Promise<void>;
  /** Asks the oldest process to stop, and waits until it has. */
  stop(): Promise<void>;
  /** Waits by chance between the two, in seconds. */
  linger(fromSeconds: number, toSeconds: number): Promise<void>;
}

/**
 * Exchange's clock: four minutes a second, so that a message is repeated after an eighth of a second, a quarter, ...,
 * and a subscription is given up after three minutes. A start of the service takes a second or two however fast the
 * clock runs, so a shorter StatusFrequency would end subscriptions for no fault of the service.
 */
const SPEED = 240;
const STATUS_FREQUENCY_MINUTES = 720;
const LOOK_EVERY_MS = 1000;

/**
 * Makes trouble after trouble under load for so many minutes, restores everything, and compares what Exchange was
 * told with what stands in the table.
 */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { minutes, seed, subscriptions, eventsPerSecond, signal, onProgress } = options;
  const random = createRandom(`soak/${seed}`);
  const database = await openServerDatabase();
  const trial = await openTrial({
    database,
    speed: SPEED,
    subscriptions,
    eventsPerSecond,
    statusFrequency: STATUS_FREQUENCY_MINUTES,
    env: { SYNC_WRITE_TIMEOUT_MS: '2000' },
    seed,
  });
  const services: ChildService[] = [];
  const troubles: Record<string, number> = {};
  let kills = 0;
  let mostSpooled = 0;
  let current = 'none';
  const without = { total: 0, longest: 0 };
  let emptySince: number | null = null;
  const takeOldest = (): ChildService => {
    const service = services.shift();
    if (service === undefined) {
      throw new Error('no process is left to end');
    }
    emptySince = services.length === 0 ? performance.now() : null;
    return service;
  };
  const world: SoakWorld = {
    server: database.server,
    random,
    async launch() {
      services.push(await trial.launch());
      const seconds = emptySince === null ? 0 : (performance.now() - emptySince) / 1000;
      emptySince = null;
      without.total += seconds;
      without.longest = Math.max(without.longest, seconds);
    },
    async crash() {
      kills++;
      await trial.crash(takeOldest());
    },
    stop: () => trial.stop(takeOldest()),
    linger: (from, to) => sleep(1000 * (from + (to - from) * (random.below(1000) / 1000))),
  };
  const begun = performance.now();
  const isOver = (): boolean => signal.aborted || performance.now() - begun > minutes * 60_000;
  const look = (): void => {
    const { ledger } = trial.simulator;
    const spooled = spoolTotals(trial.dataDir).queued;
    mostSpooled = Math.max(mostSpooled, spooled);
    database.server.clearStatements();
    onProgress({
      elapsedMs: performance.now() - begun,
      trouble: current,
      events: ledger.entries.length,
      acknowledged: ledger.count('acknowledged'),
      spooled,
      ended: ledger.endings.length,
    });
  };
  let looking: NodeJS.Timeout | undefined;
  try {
    await world.launch();
    looking = setInterval(look, LOOK_EVERY_MS);
    while (!isOver()) {
      const trouble = TROUBLES[random.below(TROUBLES.length)];
      if (trouble !== undefined) {
        current = trouble.name;
        await trouble.make(world);
        troubles[trouble.name] = (troubles[trouble.name] ?? 0) + 1;
      }
      current = 'none';
      await world.linger(0.5, 4);
    }
    current = 'settling';
    database.server.faults.clear();
    const ledger = await trial.settle();
    const { endings, outcomes } = trial.simulator.ledger;
    return {
      clean: ledger.clean && endings.length === 0 && ledger.acknowledged === ledger.events,
      minutes: (performance.now() - begun) / 60_000,
      seed,
      subscriptions,
      troubles,
      kills,
      withoutProcess: without,
      mostSpooled,
      setAside: spoolTotals(trial.dataDir).setAside,
      outcomes,
      endings,
      ledger,
    };
  } finally {
    clearInterval(looking);
    await trial.close();
  }
}
