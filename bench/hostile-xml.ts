import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatTable } from '../src/commands/format-table.ts';
import { loadMapping } from '../src/mapping/load-mapping.ts';
import type { Mapping } from '../src/mapping/compile-mapping.ts';
import { createMessageReader } from '../src/reading/message-reader.ts';
import { createReadMessage, type Reading, type UnreadMessage } from '../src/reading/read-message.ts';
import { SEND_NOTIFICATION_ACTION } from '../src/soap/namespaces.ts';
import { DEFAULT_XML_LIMITS } from '../src/soap/xml-limits.ts';
import { harmlessMessage, HOSTILE_MESSAGES } from './support/hostile-messages.ts';
import { median } from './support/statistics.ts';

const FACTS = {
  mandator: 'Default',
  receivedAt: '2026-01-31T09:30:00.000Z',
  remoteAddress: '203.0.113.7',
  requestId: 'bench-1',
};

const KIB = 1024;
/** At 4 MiB, where a message takes most of a second, one round says as much as many at 64 KiB. */
const SIZES = [
  { size: 64 * KIB, share: 1 },
  { size: 1024 * KIB, share: 0.5 },
  { size: 4096 * KIB, share: 0.1 },
] as const;
const LARGEST = 4096 * KIB;

/** Milliseconds of reading, next to a harmless message of the same size that was read right before. */
interface Round {
  readonly ms: number;
  readonly ratio: number;
}

/**
 * Times reading (from bytes to rows) of the worst messages there are within the limits, at sizes up to the largest,
 * next to a message of real events of the same size; then how late the event loop gets by the slowest of them,
 * read on the main thread and in the thread.
 */
export async function compareHostileXml(rounds: number): Promise<void> {
  const mapping = await loadMapping(undefined);
  const readMessage = createReadMessage({ mapping, limits: DEFAULT_XML_LIMITS });
  const table = HOSTILE_MESSAGES.map(({ name }) => ({ name, cells: [] as string[], slowest: 0 }));
  const harmlessMs: string[] = [];
  for (const { size, share } of SIZES) {
    const harmless = unread(harmlessMessage(size));
    const base: number[] = [];
    for (const [index, { make }] of HOSTILE_MESSAGES.entries()) {
      const results = timeRounds(readMessage, {
        ...{ harmless, hostile: unread(make(size)), base },
        rounds: Math.ceil(rounds * share),
      });
      const row = table[index];
      row?.cells.push(results.code, ratioText(results.list));
      if (row !== undefined && size === LARGEST) {
        row.slowest = median(results.list.map(({ ms }) => ms));
      }
    }
    harmlessMs.push(`${size / KIB} KiB: ${median(base).toFixed(1)} ms`);
  }
  console.log(
    `\nHostile XML: processor time a byte over that of real events, median of up to ${rounds} rounds (real events: ${harmlessMs.join(', ')})`,
  );
  console.log(
    formatTable([
      ['message', ...SIZES.flatMap(({ size }) => [`${size / KIB} KiB`, 'x real'])],
      ...table.map(({ name, cells }) => [name, ...cells]),
    ]),
  );
  const slowest = table.toSorted((left, right) => right.slowest - left.slowest)[0]?.name ?? '';
  await compareDelays(mapping, slowest);
}

function unread(text: string): UnreadMessage {
  const bytes = Buffer.from(text);
  return { bytes, charset: 'utf-8', soapAction: SEND_NOTIFICATION_ACTION, facts: FACTS };
}

function timeRounds(
  read: (message: UnreadMessage) => Reading,
  parts: { harmless: UnreadMessage; hostile: UnreadMessage; rounds: number; base: number[] },
): { list: Round[]; code: string } {
  const { harmless, hostile, rounds, base } = parts;
  const list: Round[] = [];
  let code = '';
  const warmUp = rounds > 1 ? 1 : 0;
  for (let round = 0; round < rounds + warmUp; round++) {
    const before = elapsed(() => read(harmless));
    const ms = elapsed(() => {
      const { rows, failure } = read(hostile);
      code = failure?.code ?? `${rows.length} rows`;
    });
    if (round >= warmUp) {
      base.push(before);
      list.push({ ms, ratio: ms / hostile.bytes.length / (before / harmless.bytes.length) });
    }
  }
  return { list, code };
}

function ratioText(rounds: readonly Round[]): string {
  return median(rounds.map(({ ratio }) => ratio)).toFixed(2);
}

/** Milliseconds of processor time of this thread: what else the machine does is no part of it. */
function elapsed(action: () => void): number {
  // What the message before left behind is not the next one's fault; without --expose-gc it is.
  (globalThis as { gc?: () => void }).gc?.();
  const before = process.threadCpuUsage();
  action();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** How late the event loop gets by one message of the largest size. */
async function compareDelays(mapping: Mapping, slowest: string): Promise<void> {
  const size = LARGEST;
  const hostile = HOSTILE_MESSAGES.find(({ name }) => name === slowest)?.make(size) ?? '';
  const messages = [
    ['real events', unread(harmlessMessage(size))],
    [slowest, unread(hostile)],
  ] as const;
  const lines: string[][] = [];
  for (const [place, threadFromBytes] of [
    ['main thread', Infinity],
    ['thread', undefined],
  ] as const) {
    const reader = createMessageReader({
      mapping,
      limits: DEFAULT_XML_LIMITS,
      maxBodyBytes: size,
      ...(threadFromBytes !== undefined && { threadFromBytes }),
    });
    for (const [name, message] of messages) {
      await reader.read(message);
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      await sleep(50);
      const start = performance.now();
      await reader.read(message);
      const ms = performance.now() - start;
      await sleep(50);
      delay.disable();
      lines.push([name, place, ms.toFixed(0), (delay.max / 1e6).toFixed(0)]);
    }
    await reader.close();
  }
  console.log(`\nEvent loop by one message of ${size / KIB} KiB, in milliseconds`);
  console.log(formatTable([['message', 'read in', 'read after', 'loop late at most'], ...lines]));
}

if (import.meta.main) {
  await compareHostileXml(Number(process.argv[2] ?? '5'));
}
