import { expect } from 'chai';
import fc from 'fast-check';
import type { MessageFacts } from '../../../src/mapping/message-facts.ts';
import { createBook, type Book } from '../../../src/subscriptions/book.ts';
import { readRecord, writeRecord } from '../../../src/subscriptions/record-json.ts';
import type { SubscriptionRecord } from '../../../src/subscriptions/entry.ts';
import { at, heartbeat, MINUTE, notification, START } from './sender.ts';

const SECOND = 1000;
/** How often changes are written: what was received since is lost with a killed process. */
const FLUSH_MS = 2 * SECOND;
const GRACE_MS = 2 * MINUTE;

/** A message of a chain, and how it travels. */
interface Sent {
  readonly pauseMs: number;
  /** How far the counter moves on; 0 for a heartbeat that repeats the last watermark. */
  readonly steps: number;
  readonly isHeartbeat: boolean;
  readonly delayMs: number;
  readonly resentAfterMs: readonly number[];
  /** The service is stopped or killed, and started again, so long after the message was sent. */
  readonly restart: { readonly afterMs: number; readonly isClean: boolean } | null;
}

const sentWith = (kinds: readonly boolean[]): fc.Arbitrary<Sent> =>
  fc.record({
    pauseMs: fc.oneof(fc.integer({ min: 1, max: 5 * SECOND }), fc.integer({ min: SECOND, max: 40 * MINUTE })),
    steps: fc.integer({ min: 0, max: 50 }),
    isHeartbeat: fc.boolean(),
    delayMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 * SECOND })),
    resentAfterMs: fc.array(fc.integer({ min: 1, max: 110 * SECOND }), { maxLength: 2 }),
    restart:
      kinds.length === 0
        ? fc.constant(null)
        : fc.option(
            fc.record({ afterMs: fc.integer({ min: 0, max: MINUTE }), isClean: fc.constantFrom(...kinds) }),
            { freq: 5 },
          ),
  });

interface Step {
  at: number;
  readonly message: number | null;
  readonly isClean: boolean;
}

/** What happens, in order. Without a restart in between, messages may overtake each other as they like. */
function timeline(chain: readonly Sent[]): { steps: Step[]; facts: MessageFacts[]; end: number } {
  const steps: Step[] = [];
  const facts: MessageFacts[] = [];
  let time = START;
  let counter = 0;
  for (const [index, sent] of chain.entries()) {
    time += sent.pauseMs;
    // The first one makes the subscription known, so it does not lag behind.
    const delay = index === 0 ? 0 : sent.delayMs;
    const previous = counter;
    const isRepeating = sent.steps === 0 && index > 0;
    counter += isRepeating ? 0 : Math.max(1, sent.steps);
    facts.push((isRepeating || sent.isHeartbeat ? heartbeat : notification)(at(previous), at(counter)));
    for (const after of [delay, ...sent.resentAfterMs.map((ms) => delay + ms)]) {
      steps.push({ at: time + after, message: index, isClean: false });
    }
    if (sent.restart !== null) {
      const restartAt = Math.min(time + sent.restart.afterMs, time + (chain[index + 1]?.pauseMs ?? 0) - 1);
      steps.push({ at: restartAt, message: null, isClean: sent.restart.isClean });
      if (!sent.restart.isClean) {
        // Exchange sends a message when the one before it was answered: only the last one can be under way.
        steps
          .filter((step) => step.message !== null && step.message < index && step.at >= restartAt)
          .forEach((step) => (step.at = restartAt - 1));
      }
    }
  }
  return { steps: steps.toSorted((a, b) => a.at - b.at), facts, end: time + 5 * MINUTE };
}

/** Runs the chain through books that are written to a file now and then; returns the kinds of what was reported. */
function run(chain: readonly Sent[], lost: number | null): string[] {
  const { steps, facts, end } = timeline(chain);
  const reports: string[] = [];
  let clock = START;
  let runs = 0;
  const open = (): Book => {
    runs += 1;
    return createBook({
      run: `run ${runs}`,
      now: () => clock,
      report: ({ kind }) => reports.push(kind),
      statusFrequencyMs: 1440 * MINUTE,
      graceMs: GRACE_MS,
      maxSubscriptions: 100,
      forgetAfterMs: Infinity,
    });
  };
  let stored: SubscriptionRecord[] = [];
  let flushedAt = START;
  let book = open();
  const flush = (): void => {
    flushedAt = clock;
    const text = book.takeChanges(10).map((change) => writeRecord(change));
    if (text.length > 0) {
      stored = text.map((one) => ({ mandator: 'PROD', subscriptionId: 'subscription', ...readRecord(one)! }));
    }
  };
  const moveTo = (time: number): void => {
    while (clock < time) {
      clock = Math.min(time, clock + MINUTE);
      book.tick();
    }
  };
  let uncleanAt = 0;
  for (const step of steps) {
    if (step.at - flushedAt >= FLUSH_MS) {
      flush();
    }
    moveTo(step.at);
    if (step.message !== null) {
      if (step.message !== lost) {
        const messages = [facts[step.message]!];
        const receivedAt = new Date(clock);
        book.record({ mandator: 'PROD', messages, receivedAt, isStored: true, isUnsubscribed: false });
      }
    } else {
      if (step.isClean) {
        flush();
      } else {
        uncleanAt = clock;
      }
      book = open();
      book.forgiveBefore(uncleanAt);
      book.refresh(stored);
    }
  }
  moveTo(end);
  return reports;
}

describe('gaps, whatever happens to the messages of a chain', () => {
  it('are never reported while nothing is lost', () => {
    fc.assert(
      fc.property(fc.array(sentWith([true, false]), { minLength: 1, maxLength: 30 }), (chain) => {
        expect(run(chain, null)).to.not.include('gap');
      }),
      { numRuns: 400 },
    );
  });

  it('are always reported when a message is lost', () => {
    fc.assert(
      fc.property(fc.array(sentWith([true]), { minLength: 3, maxLength: 30 }), fc.nat(), (chain, choice) => {
        const moving = chain.flatMap(({ steps }, index) =>
          steps > 0 && index > 0 && index < chain.length - 1 ? [index] : [],
        );
        fc.pre(moving.length > 0);
        expect(run(chain, moving[choice % moving.length]!)).to.include('gap');
      }),
      { numRuns: 400 },
    );
  });
});
