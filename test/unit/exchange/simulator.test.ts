import { expect } from 'chai';
import type { PushMessage } from '../../../src/exchange/messages.ts';
import type { SendResult } from '../../../src/exchange/sender.ts';
import { startSimulator } from '../../../src/exchange/simulator.ts';
import type { SimulatorOptions } from '../../../src/exchange/simulator.ts';
import { createStillClock } from '../../support/still-clock.ts';

const MINUTE = 60_000;
const BASE = { status: 200, subscriptionStatus: null, fault: null, ms: 1 };
const OK: SendResult = { ...BASE, ok: true, subscriptionStatus: 'OK' };
const AWAY: SendResult = { ...BASE, ok: false, status: 503, fault: 'not now' };
const REFUSED: SendResult = {
  ...BASE,
  ok: false,
  status: null,
  error: { code: 'ECONNREFUSED', message: '' },
};
const CUT: SendResult = { ...BASE, ok: false, status: null, error: { code: 'ECONNRESET', message: '' } };
const UNSUBSCRIBE: SendResult = { ...BASE, ok: false, subscriptionStatus: 'Unsubscribe' };

interface Attempt {
  readonly at: number;
  readonly message: PushMessage;
  readonly answer: (result: SendResult) => void;
}

/** A simulation with one mailbox and an event every ten seconds, whose replies the test gives. */
function simulate(reply: SendResult | null, options: Partial<SimulatorOptions> = {}) {
  const clock = createStillClock();
  const attempts: Attempt[] = [];
  const simulator = startSimulator({
    subscriptions: 1,
    rate: 0.1,
    distribution: 'fixed',
    statusFrequencyMs: 5 * MINUTE,
    seed: 'simulator',
    clock,
    send: (message) =>
      new Promise((answer) => {
        attempts.push({ at: clock.now() / 1000, message, answer });
        if (reply !== null) {
          answer(reply);
        }
      }),
    ...options,
  });
  const events = (): number[] => attempts.map(({ message }) => message.events.length);
  const times = (): number[] => attempts.map(({ at }) => at);
  return { clock, attempts, events, times, simulator };
}

describe('a simulated Exchange', () => {
  it('sends each event at once while it is answered, as a chain of watermarks', async () => {
    const { clock, attempts, events, times } = simulate(OK);
    await clock.advance(45_000);
    expect(times()).to.deep.equal([10, 20, 30, 40]);
    expect(events()).to.deep.equal([1, 1, 1, 1]);
    const last = attempts.map(({ message }) => message.events.at(-1)?.watermark);
    expect(attempts.slice(1).map(({ message }) => message.previousWatermark)).to.deep.equal(
      last.slice(0, -1),
    );
  });

  it('gathers into the next message what happens while one is under way', async () => {
    const { clock, attempts, events, simulator } = simulate(null);
    await clock.advance(55_000);
    expect(events()).to.deep.equal([1]);
    expect(simulator.states()).to.deep.include({ sending: 1, idle: 0 });
    attempts[0]!.answer(OK);
    await clock.advance(0);
    expect(events()).to.deep.equal([1, 4]);
    expect(attempts[1]!.message.body).to.include('<t:MoreEvents>false<');
  });

  it('says that there are more where a message cannot take all', async () => {
    const { clock, attempts, events } = simulate(null, { maxEvents: 3 });
    await clock.advance(55_000);
    attempts[0]!.answer(OK);
    await clock.advance(0);
    attempts[1]!.answer(OK);
    await clock.advance(0);
    expect(events()).to.deep.equal([1, 3, 1]);
    expect(attempts.map(({ message }) => /MoreEvents>(\w+)</.exec(message.body)?.[1])).to.deep.equal([
      'false',
      'true',
      'false',
    ]);
  });

  it('repeats byte for byte what is not answered with OK, until it drops the subscription', async () => {
    const { clock, attempts, times, simulator } = simulate(AWAY);
    await clock.advance(30 * MINUTE);
    expect(times()).to.deep.equal([10, 40, 100, 220]);
    expect(new Set(attempts.map(({ message }) => message.body)).size).to.equal(1);
    expect(simulator.ledger.endings.map(({ how, at }) => [how, at.getTime()])).to.deep.equal([
      ['dropped', 10_000 + 5 * MINUTE],
    ]);
    // Nobody is told any more, so nothing is expected in the table either.
    expect(simulator.ledger.count('refused')).to.equal(1);
    expect(simulator.ledger.count('unsent')).to.equal(29);
    expect(simulator.ledger.entries).to.have.lengthOf(30);
    expect(simulator.ledger.outcomes).to.deep.equal({ '503 fault': 4 });
  });

  it('goes on where the service is back in time', async () => {
    const { clock, attempts, events, times, simulator } = simulate(null);
    await clock.advance(10_000);
    attempts[0]!.answer(CUT);
    await clock.advance(30_000);
    attempts[1]!.answer(OK);
    await clock.advance(0);
    attempts[2]!.answer(OK);
    await clock.advance(0);
    expect(times()).to.deep.equal([10, 40, 40]);
    expect(events()).to.deep.equal([1, 1, 3]);
    expect(simulator.ledger.count('acknowledged')).to.equal(4);
    expect(simulator.ledger.endings).to.deep.equal([]);
  });

  it('ends a subscription that is answered with Unsubscribe', async () => {
    const { clock, attempts, simulator } = simulate(UNSUBSCRIBE);
    await clock.advance(30 * MINUTE);
    expect(attempts).to.have.lengthOf(1);
    expect(simulator.ledger.endings.map(({ how }) => how)).to.deep.equal(['unsubscribed']);
    expect(simulator.states()).to.deep.include({ unsubscribed: 1 });
  });

  it('sends a heartbeat with the last watermark whenever nothing happened for StatusFrequency', async () => {
    const { clock, attempts, times, simulator } = simulate(OK, { rate: 1 / 700 });
    await clock.advance(25 * MINUTE);
    expect(times()).to.deep.equal([300, 600, 700, 1000, 1300, 1400]);
    const kinds = attempts.map(({ message }) => message.events.map(({ kind }) => kind).join());
    expect(kinds).to.deep.equal([
      'StatusEvent',
      'StatusEvent',
      'ModifiedEvent',
      'StatusEvent',
      'StatusEvent',
      'CreatedEvent',
    ]);
    expect(attempts[3]!.message.events[0]!.watermark).to.equal(attempts[2]!.message.events[0]!.watermark);
    expect(simulator.ledger.entries).to.have.lengthOf(2);
  });

  it('tells apart what may have arrived and what cannot have', async () => {
    const { clock, attempts, simulator } = simulate(null);
    await clock.advance(10_000);
    attempts[0]!.answer(REFUSED);
    await clock.advance(0);
    expect(simulator.ledger.entries[0]!.fate).to.equal('unsent');
    await clock.advance(30_000);
    attempts[1]!.answer(AWAY);
    await clock.advance(0);
    expect(simulator.ledger.entries[0]!.fate).to.equal('refused');
    await clock.advance(60_000);
    attempts[2]!.answer(CUT);
    await clock.advance(0);
    expect(simulator.ledger.entries[0]!.fate).to.equal('unknown');
    await clock.advance(120_000);
    attempts[3]!.answer(OK);
    await clock.advance(0);
    expect(simulator.ledger.entries[0]!.fate).to.equal('acknowledged');
  });

  it('finishes when everything that happened is answered, and leaves no timer', async () => {
    const { clock, attempts, simulator } = simulate(null);
    await clock.advance(25_000);
    let finished = false;
    const done = simulator.finish().then(() => (finished = true));
    attempts[0]!.answer(AWAY);
    await clock.advance(30_000);
    attempts[1]!.answer(OK);
    await clock.advance(0);
    expect(finished).to.equal(false);
    attempts[2]!.answer(OK);
    await done;
    expect(simulator.ledger.entries.map(({ fate }) => fate)).to.deep.equal(['acknowledged', 'acknowledged']);
    expect(clock.pending()).to.deep.equal([]);
  });

  it('aborts without another attempt, and leaves no timer', async () => {
    const { clock, attempts, simulator } = simulate(AWAY);
    await clock.advance(25_000);
    const finished = simulator.finish();
    await simulator.abort();
    await finished;
    expect(clock.pending()).to.deep.equal([]);
    expect(attempts).to.have.lengthOf(1);
  });

  it('does the same again from the same seed, in many mailboxes of one database', async () => {
    const bodies = async (seed: string): Promise<string[]> => {
      const { clock, attempts } = simulate(OK, { seed, subscriptions: 20, rate: 5, distribution: 'poisson' });
      await clock.advance(MINUTE);
      return attempts.map(({ message }) => message.body);
    };
    const first = await bodies('one');
    expect(first.length).to.be.greaterThan(200);
    expect(await bodies('one')).to.deep.equal(first);
    expect(await bodies('two')).to.not.deep.equal(first);
    const subscriptions = new Set(first.map((body) => /SubscriptionId>([^<]+)/.exec(body)?.[1]));
    expect(subscriptions.size).to.equal(20);
  });

  it('writes down everything as lines', async () => {
    const lines: unknown[] = [];
    const { clock } = simulate(UNSUBSCRIBE, { onLine: (line) => lines.push(line) });
    await clock.advance(15_000);
    expect(lines).to.have.lengthOf(3);
    expect(lines[0]).to.deep.include({ type: 'event', at: '1970-01-01T00:00:10.000Z' });
    expect(lines[1]).to.deep.include({
      type: 'reply',
      attempt: 1,
      outcome: 'Unsubscribe',
      events: 1,
      notifies: true,
    });
    expect(lines[2]).to.deep.include({ type: 'end', how: 'unsubscribed', at: '1970-01-01T00:00:10.000Z' });
  });
});
