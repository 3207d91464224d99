import { startArrivals } from './arrivals.ts';
import type { Distribution } from './arrivals.ts';
import type { EventKind } from '../mapping/events.ts';
import type { SimulationClock } from './fast-clock.ts';
import { createLedger } from './ledger.ts';
import type { Ledger, LedgerLine } from './ledger.ts';
import { createDatabase, createMailbox } from './messages.ts';
import type { PushMessage } from './messages.ts';
import { createPushSubscription } from './push-subscription.ts';
import type { PushSubscription, SubscriptionState } from './push-subscription.ts';
import { createRandom } from './random.ts';
import type { SendResult } from './sender.ts';

/** What is simulated. All times and rates are those of the clock. */
export interface SimulatorOptions {
  readonly subscriptions: number;
  /** Events a second, all mailboxes together. */
  readonly rate: number;
  /** `poisson` unless given. */
  readonly distribution?: Distribution;
  /** Milliseconds; Exchange takes 1 to 1440 minutes. */
  readonly statusFrequencyMs: number;
  /** Most events a message; 100 unless given. */
  readonly maxEvents?: number;
  /** Taken in turn; all but StatusEvent unless given. */
  readonly kinds?: readonly EventKind[];
  /** Decides ids and which mailbox has the next event. */
  readonly seed: string;
  readonly clock: SimulationClock;
  /** Sends a message's body; called again with the same message for another attempt. */
  readonly send: (message: PushMessage) => Promise<SendResult>;
  /** Gets the ledger as it is written. */
  readonly onLine?: (line: LedgerLine) => void;
}

/** A server with mailboxes in which things happen. */
export interface Simulator {
  readonly ledger: Ledger;
  /** How many subscriptions are in each state. */
  states(): Readonly<Record<SubscriptionState, number>>;
  /** Events that are in no message yet. */
  queued(): number;
  /**
   * Nothing more happens from now on. Resolves when every event is acknowledged or its subscription has ended,
   * which takes StatusFrequency a message at the most.
   */
  finish(): Promise<void>;
  /** Ends at once: begins no further attempt, and resolves when those under way are through. */
  abort(): Promise<void>;
}

/**
 * Plays an Exchange server towards the service: mailboxes in one database, a push subscription each. It begins at
 * once. The seed repeats what happens; when it is sent depends on the replies.
 */
export function startSimulator(options: SimulatorOptions): Simulator {
  const { clock, rate, statusFrequencyMs, send, kinds, seed } = options;
  const { maxEvents = 100, distribution = 'poisson', onLine } = options;
  const ledger = createLedger(onLine);
  const random = createRandom(`${seed}/server`);
  const database = createDatabase(random);
  const waiters = new Set<() => void>();
  const onRest = (): void => waiters.forEach((check) => check());
  const subscriptions = Array.from({ length: options.subscriptions }, (_, number): PushSubscription => {
    const mailbox = createMailbox({
      random: createRandom(`${seed}/${number}`),
      database,
      now: () => new Date(clock.now()),
    });
    return createPushSubscription({ mailbox, clock, ledger, statusFrequencyMs, maxEvents, send, onRest });
  });
  const stopArrivals = startArrivals({
    clock,
    random,
    rate,
    distribution,
    onArrival: () => subscriptions[random.below(subscriptions.length)]?.happen(kinds),
  });

  const states = (): Record<SubscriptionState, number> => {
    const counts = { idle: 0, sending: 0, waiting: 0, dropped: 0, unsubscribed: 0 };
    subscriptions.forEach(({ state }) => counts[state]++);
    return counts;
  };
  let aborted = false;
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        const { sending, waiting } = states();
        if (sending === 0 && (aborted || waiting === 0)) {
          waiters.delete(check);
          resolve();
        }
      };
      waiters.add(check);
      check();
    });
  return {
    ledger,
    states,
    queued: () => subscriptions.reduce((sum, { queued }) => sum + queued, 0),
    finish() {
      stopArrivals();
      subscriptions.forEach((subscription) => subscription.quieten());
      return rest();
    },
    abort() {
      aborted = true;
      stopArrivals();
      subscriptions.forEach((subscription) => subscription.halt());
      return rest();
    },
  };
}
