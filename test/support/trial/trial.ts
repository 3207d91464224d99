import { compareLedger } from '../../../src/exchange/compare-ledger.ts';
import type { LedgerReport } from '../../../src/exchange/compare-ledger.ts';
import type { EventKind } from '../../../src/mapping/events.ts';
import { createFastClock } from '../../../src/exchange/fast-clock.ts';
import { startSimulator } from '../../../src/exchange/simulator.ts';
import type { Simulator } from '../../../src/exchange/simulator.ts';
import { openWorkshop } from '../child-service.ts';
import type { ChildOptions, ChildService } from '../child-service.ts';
import { until } from '../until.ts';
import { spoolTotals } from './spool-totals.ts';
import { createTargets } from './targets.ts';
import { embeddedDatabase } from './trial-database.ts';
import type { TrialDatabase } from './trial-database.ts';

const MINUTE = 60_000;

/** What is tried. */
export interface TrialOptions {
  /** The embedded store unless given. The trial closes it. */
  readonly database?: TrialDatabase;
  /** How many times faster Exchange's clock runs; 600 unless given: a minute in a tenth of a second. */
  readonly speed?: number;
  /** 12 unless given. */
  readonly subscriptions?: number;
  /** Events in a second of the machine, all subscriptions together; 60 unless given. */
  readonly eventsPerSecond?: number;
  /** Simulated minutes; 300 unless given: half a minute of the machine. */
  readonly statusFrequency?: number;
  /** Settings of the service besides those that the database needs. */
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** Where the service runs; started as it is unless given. */
  readonly wrap?: ChildOptions['wrap'];
  readonly seed?: string;
}

/** Exchange, the service's processes and their database. */
export interface Trial {
  readonly dataDir: string;
  readonly simulator: Simulator;
  /** Starts a process of the service, and lets messages go to it too. The first one lets things begin to happen. */
  launch(): Promise<ChildService>;
  /** Kills a process as IIS does: without a signal that it could hear. */
  crash(service: ChildService): Promise<void>;
  /** Asks a process to stop, and waits until it has. */
  stop(service: ChildService): Promise<void>;
  /** Waits until so many more events are acknowledged. */
  acknowledge(events: number): Promise<void>;
  /** Waits until so many simulated minutes have passed. */
  pass(minutes: number): Promise<void>;
  /** Lets everything be answered and forwarded, and compares what Exchange was told with what stands in the table. */
  settle(kinds?: readonly EventKind[]): Promise<LedgerReport>;
  /** Ends and removes everything. Idempotent. */
  close(): Promise<void>;
}

/** Makes a folder and nothing else yet. */
export async function openTrial(options: TrialOptions = {}): Promise<Trial> {
  const { speed = 600, subscriptions = 12, eventsPerSecond = 60, statusFrequency = 300 } = options;
  const workshop = await openWorkshop();
  const { dataDir } = workshop;
  const database = options.database ?? embeddedDatabase(dataDir);
  const targets = createTargets(subscriptions);
  const clock = createFastClock(speed);
  const ports = new Map<ChildService, number>();
  let simulator: Simulator | null = null;
  const begun = (): Simulator => {
    simulator ??= startSimulator({
      subscriptions,
      rate: eventsPerSecond / speed,
      statusFrequencyMs: statusFrequency * MINUTE,
      seed: options.seed ?? 'trial',
      clock,
      send: ({ body }) => targets.send(body),
    });
    return simulator;
  };
  const env = {
    SYNC_WRITE_TIMEOUT_MS: '1000',
    SYNC_LOG_LEVEL: 'info',
    ...database.env,
    ...options.env,
  };
  const end = async (service: ChildService, signal: NodeJS.Signals): Promise<void> => {
    service.kill(signal);
    targets.remove(ports.get(service) ?? 0);
    await service.ended;
  };
  const close = async (): Promise<void> => {
    await simulator?.abort();
    targets.close();
    await workshop.clean();
    await database.close();
  };
  let closing: Promise<void> | null = null;
  return {
    dataDir,
    get simulator() {
      return begun();
    },
    async launch() {
      const { nodeOptions = [], wrap } = options;
      const service = await workshop.start({ env, nodeOptions, ...(wrap === undefined ? {} : { wrap }) });
      ports.set(service, Number(service.target));
      targets.add(Number(service.target));
      begun();
      return service;
    },
    crash: (service) => end(service, 'SIGKILL'),
    stop: (service) => end(service, 'SIGTERM'),
    acknowledge(events) {
      const { ledger } = begun();
      const enough = ledger.count('acknowledged') + events;
      return until(`${events} more events are acknowledged`, () => ledger.count('acknowledged') >= enough);
    },
    pass: (minutes) => new Promise((resolve) => void clock.after(minutes * MINUTE, resolve)),
    async settle(kinds) {
      await begun().finish();
      await until('the spool is empty', () => spoolTotals(dataDir).queued === 0);
      return compareLedger(begun().ledger.entries, database.events(), kinds);
    },
    close: () => (closing ??= close()),
  };
}
