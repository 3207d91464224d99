import http from 'node:http';
import { createMailbox } from '../../src/exchange/messages.ts';
import { createRandom } from '../../src/exchange/random.ts';
import { OK_BODY, post } from '../support/post.ts';

/** What became of the good messages. */
export interface GoodSender {
  /** Sends one message after the other until it is told to stop. Never rejects. */
  run(): Promise<void>;
  stop(): void;
  /** Watermarks of what was answered OK. */
  readonly watermarks: readonly string[];
  /** Milliseconds that each answer took. */
  readonly latencies: readonly number[];
  /** What was answered otherwise, or not at all. */
  readonly problems: readonly string[];
}

/** How many events a message has: few, every now and then some hundred kB of them, and at times 4 MiB. */
function eventsOf(number: number): number {
  switch (number % 400) {
    case 60:
      return 6500;
    case 99:
    case 199:
    case 299:
      return 500;
    default:
      return 1 + (number % 3);
  }
}

/** Sends as Exchange does: one message at a time, each answered OK or something is wrong. */
export function createGoodSender(port: number, seed: string): GoodSender {
  const mailbox = createMailbox({ random: createRandom(`good ${seed}`) });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const watermarks: string[] = [];
  const latencies: number[] = [];
  const problems: string[] = [];
  let stopped = false;
  const sendOne = async (number: number): Promise<void> => {
    const message = mailbox.next({ events: eventsOf(number) });
    const start = performance.now();
    const reply = await post(port, { body: message.body, agent });
    latencies.push(performance.now() - start);
    if (reply.status !== 200 || reply.text !== OK_BODY) {
      problems.push(`good message ${number}: ${reply.status} ${reply.text.slice(0, 200)}`);
    } else {
      watermarks.push(...message.events.map(({ watermark }) => watermark));
    }
  };
  return {
    async run() {
      for (let number = 0; !stopped && problems.length < 20; number++) {
        await sendOne(number).catch((error: unknown) =>
          problems.push(`good message ${number}: ${String(error)}`),
        );
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      agent.destroy();
    },
    stop() {
      stopped = true;
    },
    watermarks,
    latencies,
    problems,
  };
}
