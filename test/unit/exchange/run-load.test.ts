import { expect } from 'chai';
import { outcomeOf, runLoad } from '../../../src/exchange/run-load.ts';
import type { LoadProgress } from '../../../src/exchange/run-load.ts';
import { createSender } from '../../../src/exchange/sender.ts';
import type { SendResult } from '../../../src/exchange/sender.ts';
import { answerOk, startReplyServer } from '../../support/reply-server.ts';

const OK: SendResult = { status: 200, ok: true, subscriptionStatus: 'OK', fault: null, ms: 1 };
const DOWN: SendResult = { status: 503, ok: false, subscriptionStatus: null, fault: null, ms: 1 };

describe('runLoad', () => {
  it('sends the count to a real server and sums it up', async () => {
    const server = await startReplyServer((request, response) => {
      if (request.body.toString() === '<a n="7"/>') {
        response.writeHead(503).end();
      } else {
        answerOk(request, response);
      }
    });
    const sender = createSender({ url: server.url, concurrency: 4, timeoutMs: 10_000 });
    let made = 0;
    const progress: LoadProgress[] = [];
    try {
      const summary = await runLoad({
        count: 50,
        concurrency: 4,
        next: () => `<a n="${made++}"/>`,
        send: (message) => sender.send(message),
        eventsOf: () => 3,
        onProgress: (step) => progress.push(step),
      });
      expect(summary).to.include({ count: 50, ok: 49, events: 150 });
      expect(summary.outcomes).to.deep.equal({ OK: 49, '503': 1 });
      expect(summary.eventsPerSecond / summary.messagesPerSecond).to.be.closeTo(3, 1e-9);
      expect(summary.latencyMs.max).to.be.at.least(summary.latencyMs.p50).and.greaterThan(0);
      expect(summary.replyMs).to.deep.equal(summary.latencyMs);
      expect(new Set(server.received.map((request) => request.body.toString())).size).to.equal(50);
      expect(progress.map((step) => step.done)).to.deep.equal(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      expect(progress.at(-1)).to.include({ ok: 49, total: 50 });
    } finally {
      sender.close();
      await server.close();
    }
  });

  it('has as many messages under way as asked for, one a lane, and never more', async () => {
    const waiting: { lane: number; answer: (result: SendResult) => void }[] = [];
    const busy = new Set<number>();
    let most = 0;
    const run = runLoad({
      count: 12,
      concurrency: 3,
      next: (lane) => lane,
      send: (lane) => {
        expect(busy.has(lane)).to.equal(false);
        busy.add(lane);
        most = Math.max(most, busy.size);
        return new Promise((resolve) => {
          waiting.push({ lane, answer: resolve });
          // Answers come only once every lane is at work, in the reverse order.
          if (waiting.length === 3) {
            for (const { lane: done, answer } of waiting.splice(0).reverse()) {
              busy.delete(done);
              answer(OK);
            }
          }
        });
      },
    });
    expect(await run).to.include({ count: 12, ok: 12 });
    expect(most).to.equal(3);
  });

  it('begins no message before it is due', async () => {
    const begun: number[] = [];
    const start = performance.now();
    const rate = 200;
    await runLoad({
      count: 20,
      rate,
      concurrency: 2,
      next: () => null,
      send: () => {
        begun.push(performance.now() - start);
        return Promise.resolve(OK);
      },
    });
    expect(begun.length).to.equal(20);
    expect(begun.filter((at, index) => at < (index * 1000) / rate)).to.deep.equal([]);
  });

  it('counts the wait behind a stalled reply into the latency of those that had to wait', async () => {
    let first = true;
    const summary = await runLoad({
      count: 10,
      rate: 1000,
      concurrency: 1,
      next: () => null,
      send: async () => {
        if (first) {
          first = false;
          const until = performance.now() + 100;
          while (performance.now() < until) {
            await new Promise(setImmediate);
          }
        }
        return OK;
      },
    });
    expect(summary.replyMs.p50).to.equal(1);
    // Nine more were due within 9 ms of the start, and the stall lasted 100.
    expect(summary.latencyMs.p50).to.be.greaterThan(90);
  });

  it('begins nothing after its duration', async () => {
    let sent = 0;
    const summary = await runLoad({
      durationMs: 50,
      rate: 100,
      concurrency: 1,
      next: () => null,
      send: () => Promise.resolve({ ...OK, ms: ++sent }),
    });
    // Due at 0, 10, 20, 30 and 40 ms: the schedule decides, however late the timers are.
    expect(summary.count).to.equal(5);
  });

  it('ends early when told, and sums up what was sent', async () => {
    const stop = new AbortController();
    let sent = 0;
    const summary = await runLoad({
      count: 1000,
      concurrency: 2,
      next: () => null,
      send: () => {
        sent++;
        if (sent === 5) {
          stop.abort();
        }
        return Promise.resolve(DOWN);
      },
      signal: stop.signal,
    });
    expect(summary.count).to.equal(sent);
    expect(summary).to.include({ ok: 0, messagesPerSecond: 0 });
    expect(sent).to.be.at.least(5).and.at.most(6);
  });

  it('does not wait for the next turn of a slow rate when told to end', async () => {
    const stop = new AbortController();
    const summary = await runLoad({
      count: 2,
      rate: 0.0001,
      concurrency: 2,
      next: () => null,
      send: () => {
        setImmediate(() => stop.abort());
        return Promise.resolve(OK);
      },
      signal: stop.signal,
    });
    expect(summary.count).to.equal(1);
  });

  it('ends with the error of a message that cannot be made', async () => {
    let made = 0;
    const run = runLoad({
      count: 1000,
      concurrency: 4,
      next: () => {
        if (++made === 6) {
          throw new Error('no more');
        }
        return null;
      },
      send: () => Promise.resolve(OK),
    });
    expect(await run.catch((error: unknown) => error))
      .to.be.an('error')
      .with.property('message', 'no more');
    expect(made).to.be.lessThan(20);
  });

  it('refuses a run without an end', async () => {
    const run = runLoad({ concurrency: 1, next: () => null, send: () => Promise.resolve(OK) });
    expect(await run.catch((error: unknown) => error)).to.be.instanceOf(RangeError);
  });
});

describe('outcomeOf', () => {
  for (const [result, outcome] of [
    [OK, 'OK'],
    [{ ...OK, ok: false, subscriptionStatus: 'Unsubscribe' }, 'Unsubscribe'],
    [DOWN, '503'],
    [{ ...DOWN, status: 500, fault: 'why' }, '500 fault'],
    [{ ...DOWN, status: 500, fault: '' }, '500 fault'],
    [{ ...DOWN, status: 200, error: { code: 'BAD_REPLY', message: '' } }, '200 BAD_REPLY'],
    [{ ...DOWN, status: null, error: { code: 'ECONNREFUSED', message: '' } }, 'ECONNREFUSED'],
  ] as readonly (readonly [SendResult, string])[]) {
    it(`names ${outcome}`, () => {
      expect(outcomeOf(result)).to.equal(outcome);
    });
  }
});
