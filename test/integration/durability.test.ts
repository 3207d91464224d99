import { expect } from 'chai';
import { createMailbox, type PushMessage } from '../../src/exchange/messages.ts';
import { createRandom } from '../../src/exchange/random.ts';
import { runLoad } from '../../src/exchange/run-load.ts';
import { createSender } from '../../src/exchange/sender.ts';
import { openWorkshop, type ChildService, type Workshop } from '../support/child-service.ts';
import { ENDPOINT } from '../support/service.ts';

const LANES = 16;
const ROUNDS = 3;

/** Answered messages of a round after which the process is killed in the midst of its work. */
const ENOUGH = 120;

describe('a process that is killed', function () {
  this.timeout(60_000);
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  afterEach(() => workshop.clean());

  async function loadUntilKilled(
    service: ChildService,
    next: (lane: number) => PushMessage,
    onOk: (message: PushMessage) => void,
  ): Promise<void> {
    const sender = createSender({
      url: `http://127.0.0.1:${service.target}${ENDPOINT}?Default`,
      concurrency: LANES,
      timeoutMs: 20_000,
    });
    const killed = new AbortController();
    let answered = 0;
    await runLoad({
      count: 100_000,
      concurrency: LANES,
      next,
      send: ({ body }) => sender.send(body),
      onReply: (message, result) => {
        if (result.ok) {
          onOk(message);
        }
        if (++answered === ENOUGH) {
          service.kill('SIGKILL');
          killed.abort();
        }
      },
      signal: killed.signal,
    });
    sender.close();
    await service.ended;
  }

  it('has in its table every message it answered OK, whole and once, also when Exchange sends again', async () => {
    const mailboxes = Array.from({ length: LANES }, (_, lane) =>
      createMailbox({ random: createRandom(`durability ${lane}`) }),
    );
    const unanswered = mailboxes.map((): PushMessage | null => null);
    const acknowledged: PushMessage[] = [];
    const sent = new Map<string, number>();
    const next = (lane: number): PushMessage => {
      // As Exchange does: what was not answered is sent again before anything else.
      const message = unanswered[lane] ?? mailboxes[lane]!.next({ events: 4 });
      unanswered[lane] = message;
      message.events.forEach(({ watermark }) => sent.set(watermark, lane));
      return message;
    };
    const onOk = (message: PushMessage): void => {
      acknowledged.push(message);
      unanswered[sent.get(message.events[0]!.watermark)!] = null;
    };

    for (let round = 0; round < ROUNDS; round++) {
      await loadUntilKilled(await workshop.start(), next, onOk);
      const stored = workshop.rows().map((row) => String(row['Watermark']));

      expect(acknowledged.length).to.be.at.least((round + 1) * (ENOUGH - LANES));
      expect(new Set(stored).size).to.equal(stored.length);
      expect(stored).to.include.members(
        acknowledged.flatMap(({ events }) => events.map(({ watermark }) => watermark)),
      );
      for (const watermark of stored) {
        expect(sent.has(watermark)).to.equal(true);
      }
      // All of a message or nothing of it: each has four events.
      expect(stored.length % 4).to.equal(0);
    }
  });
});
