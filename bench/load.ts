import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createMailbox } from '../src/exchange/messages.ts';
import { createRandom } from '../src/exchange/random.ts';
import { SEND_NOTIFICATION_ACTION } from '../src/soap/namespaces.ts';
import { median, quantile } from './support/statistics.ts';

/** What the generator is started with, as JSON in its first argument. */
export interface LoadOptions {
  readonly port: number;
  readonly path: string;
  /** Connections, each with one message under way: keep-alive, no pipelining. */
  readonly concurrency: number;
  /** Messages are begun for so long; those under way then are waited for. */
  readonly durationMs: number;
  /** How many are prepared beforehand. */
  readonly messages: number;
  /** What happens where they run out: they are sent again (a server that stores nothing), or the round ends. */
  readonly repeat: boolean;
  readonly events: number;
  /** Two rounds with different seeds have no id in common. */
  readonly seed: string;
  /** The watermarks of the events in acknowledged messages are written here, one a line; not at all where null. */
  readonly ledger: string | null;
}

/** What it prints, as one line of JSON. */
export interface LoadResult {
  readonly acknowledged: number;
  /** Replies that were not 200 with OK, and connections that ended. */
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly elapsedMs: number;
  readonly repliesPerSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Share of the time that the generator itself used its core, 0 to 1: near 1 it is what was measured. */
  readonly busy: number;
  readonly bodyBytes: number;
}

interface Prepared {
  readonly request: Buffer;
  readonly watermarks: readonly string[];
}

const MAILBOXES = 50;
const HEAD_END = '\r\n\r\n';

function prepare(options: LoadOptions): { prepared: Prepared[]; bodyBytes: number } {
  const random = createRandom(options.seed);
  const mailboxes = Array.from({ length: MAILBOXES }, () => createMailbox({ random }));
  let bodyBytes = 0;
  const prepared = Array.from({ length: options.messages }, (_, index): Prepared => {
    const message = mailboxes[index % MAILBOXES]?.next({ events: options.events });
    const body = message?.body ?? '';
    bodyBytes += Buffer.byteLength(body);
    const head =
      `POST ${options.path} HTTP/1.1\r\nHost: 127.0.0.1:${options.port}\r\nAccept: text/xml\r\n` +
      `Content-Type: text/xml; charset=utf-8\r\nSOAPAction: ${SEND_NOTIFICATION_ACTION}\r\n` +
      `Accept-Encoding: gzip\r\nContent-Length: ${Buffer.byteLength(body)}${HEAD_END}`;
    return {
      request: Buffer.from(head + body),
      watermarks: message?.events.map((event) => event.watermark) ?? [],
    };
  });
  return { prepared, bodyBytes: Math.round(bodyBytes / options.messages) };
}

/** Whether the text holds a whole reply, by its Content-Length or the last chunk of a chunked one. */
function isComplete(text: string): boolean {
  const headEnd = text.indexOf(HEAD_END);
  if (headEnd < 0) {
    return false;
  }
  const length = /\r\nContent-Length: *(\d+)\r\n/i.exec(text.slice(0, headEnd + 2))?.[1];
  return length === undefined
    ? text.endsWith('\r\n0\r\n\r\n')
    : text.length >= headEnd + HEAD_END.length + Number(length);
}

/** A connection: hands each reply to whoever sent the message before it. */
function openConnection(port: number, onEnd: (reason: string) => void) {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = '';
  let deliver: (reply: string) => void = () => undefined;
  // latin1: a character a byte, so lengths agree with Content-Length; what is looked for is ASCII.
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    received += String(chunk);
    if (isComplete(received)) {
      const reply = received;
      received = '';
      deliver(reply);
    }
  });
  socket.on('error', (error) => onEnd(error.message));
  socket.on('close', () => onEnd('the connection was closed'));
  return {
    send(request: Buffer, onReply: (reply: string) => void): void {
      deliver = onReply;
      socket.write(request);
    },
    end(): void {
      socket.removeAllListeners('close');
      socket.end();
    },
  };
}

function runLoad(
  options: LoadOptions,
  prepared: readonly Prepared[],
): Promise<Omit<LoadResult, 'bodyBytes'>> {
  const acknowledged: Prepared[] = [];
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  let firstFailure: string | null = null;
  const failWith = (reason: string): void => {
    failed++;
    firstFailure ??= reason.slice(0, 300);
  };
  const cpu = process.cpuUsage();
  const start = performance.now();

  const lane = (): Promise<void> =>
    new Promise((resolve) => {
      const connection = openConnection(options.port, (reason) => {
        failWith(reason);
        resolve();
      });
      const sendNext = (): void => {
        const message = prepared[options.repeat ? next % prepared.length : next];
        const sentAt = performance.now();
        if (message === undefined || sentAt - start > options.durationMs) {
          connection.end();
          resolve();
          return;
        }
        next++;
        connection.send(message.request, (reply) => {
          latencies.push(performance.now() - sentAt);
          if (reply.startsWith('HTTP/1.1 200 ') && reply.includes('>OK<')) {
            acknowledged.push(message);
          } else {
            failWith(reply);
          }
          sendNext();
        });
      };
      sendNext();
    });

  return Promise.all(Array.from({ length: options.concurrency }, lane)).then(() => {
    const elapsedMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    if (options.ledger !== null) {
      writeFileSync(options.ledger, acknowledged.flatMap(({ watermarks }) => watermarks).join('\n'));
    }
    return {
      acknowledged: acknowledged.length,
      failed,
      firstFailure,
      elapsedMs,
      repliesPerSecond: (acknowledged.length * 1000) / elapsedMs,
      medianMs: median(latencies),
      p99Ms: quantile(latencies, 0.99),
      busy: (user + system) / 1000 / elapsedMs,
    };
  });
}

const options = JSON.parse(process.argv[2] ?? '') as LoadOptions;
const { prepared, bodyBytes } = prepare(options);
const result: LoadResult = { ...(await runLoad(options, prepared)), bodyBytes };
console.log(JSON.stringify(result));
