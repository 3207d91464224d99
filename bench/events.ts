import type { Element } from '@xmldom/xmldom';
import xpath from 'xpath';
import { formatTable } from '../src/commands/format-table.ts';
import { createMailbox } from '../src/exchange/messages.ts';
import { createRandom } from '../src/exchange/random.ts';
import { DEFAULT_MAPPING } from '../src/mapping/default-mapping.ts';
import { createRowExtractor } from '../src/mapping/extract-rows.ts';
import { loadMapping } from '../src/mapping/load-mapping.ts';
import { NAMESPACES } from '../src/mapping/namespaces.ts';
import { readSendNotification } from '../src/mapping/read-send-notification.ts';
import { DEFAULT_XML_LIMITS } from '../src/soap/xml-limits.ts';
import { createXmlParser } from '../src/soap/parse-xml.ts';
import { readEnvelope } from '../src/soap/read-envelope.ts';
import { readSubscriptionId } from '../src/subscriptions/subscription-id.ts';
import { median } from './support/statistics.ts';

const SIZES = [100, 500, 1000, 5000] as const;
/** Every round reads about as many events at each size, so that none has the warmer code. */
const EVENTS_A_ROUND = 5000;
/** The naive way is timed at so many events spread over the message: at 5,000 all of them would take half a minute. */
const NAIVE_SAMPLE = 20;

const FACTS = {
  mandator: 'Default',
  receivedAt: '2026-01-31T09:30:00.000Z',
  remoteAddress: '203.0.113.7',
  requestId: 'bench-1',
};

/** Microseconds an event. */
interface Times {
  readonly parse: number;
  readonly extract: number;
  readonly naive: number;
}

/**
 * Times what an event costs in messages of 100 to 5,000 events: parsing it (check of the text and xmldom), and
 * making its row (the default mapping), beside a mapping that is evaluated naively: xpath's `select` for each
 * column at each event, climbing to the notification for what stands there.
 */
export async function compareEvents(rounds: number): Promise<void> {
  const parse = createXmlParser(DEFAULT_XML_LIMITS);
  const extractRows = createRowExtractor(await loadMapping(undefined), readSubscriptionId);
  const naiveColumns = compileNaively();
  const messages = SIZES.map((events) => ({
    events,
    text: createMailbox({ random: createRandom(`events ${events}`) }).next({ events }).body,
    times: [] as Times[],
  }));
  for (let round = 0; round <= rounds; round++) {
    for (const { events, text, times } of messages) {
      const repetitions = Math.max(1, EVENTS_A_ROUND / events);
      const documents: ReturnType<typeof parse>[] = [];
      const parseMs = elapsed(() => {
        for (let i = 0; i < repetitions; i++) {
          documents.push(parse(text));
        }
      });
      const extractMs = elapsed(() => {
        for (const document of documents) {
          const { envelope, payload } = readEnvelope(document);
          const rows = extractRows(envelope, readSendNotification(payload), FACTS);
          assertCount(rows.length, events);
        }
      });
      const [document] = documents;
      const elements = document === undefined ? [] : eventElements(document);
      const sample = elements.filter((_, index) => index % (events / NAIVE_SAMPLE) === 0);
      const naiveMs = elapsed(() => {
        for (const element of sample) {
          naiveColumns.forEach((column) => column(element));
        }
      });
      // The first round warms up.
      if (round > 0) {
        times.push({
          parse: (parseMs * 1000) / (repetitions * events),
          extract: (extractMs * 1000) / (repetitions * events),
          naive: (naiveMs * 1000) / sample.length,
        });
      }
    }
  }
  print(messages, rounds);
}

/** Every column of the default mapping as one `select` at the event. */
function compileNaively(): ((event: Element) => unknown)[] {
  const select = xpath.useNamespaces(NAMESPACES);
  const climb = { envelope: null, event: '', notification: '../', message: '../../' } as const;
  return DEFAULT_MAPPING.columns.flatMap(({ context, value }) => {
    const path = value === '$subscriptionId' ? 't:SubscriptionId' : value;
    const start = value === '$subscriptionId' ? '../' : climb[context];
    return start === null || path.startsWith('$')
      ? []
      : [(event: Element) => select(`string(${start}${path})`, event as unknown as globalThis.Node)];
  });
}

function eventElements(document: ReturnType<ReturnType<typeof createXmlParser>>): Element[] {
  const [message] = readSendNotification(readEnvelope(document).payload);
  return message?.notification?.events.map(({ element }) => element) ?? [];
}

function assertCount(found: number, expected: number): void {
  if (found !== expected) {
    throw new Error(`${expected} events gave ${found} rows`);
  }
}

function elapsed(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function print(messages: readonly { events: number; times: readonly Times[] }[], rounds: number): void {
  const of = (times: readonly Times[], value: (time: Times) => number): number => median(times.map(value));
  const base = messages[0]?.times ?? [];
  // Within a round the sizes ran right after each other.
  const ratio = (times: readonly Times[], value: (time: Times) => number): string =>
    median(
      times.map((time, round) => value(time) / (base[round] === undefined ? NaN : value(base[round]))),
    ).toFixed(2);
  const own = ({ parse, extract }: Times): number => parse + extract;
  console.log(`\nEvents: microseconds an event by events in a message, median of ${rounds} rounds`);
  console.log(
    formatTable([
      ['events', 'parse', 'rows', 'together', 'x 100 events', 'naive rows', 'x 100 events', 'naive / rows'],
      ...messages.map(({ events, times }) => [
        String(events),
        of(times, ({ parse }) => parse).toFixed(1),
        of(times, ({ extract }) => extract).toFixed(1),
        of(times, own).toFixed(1),
        ratio(times, own),
        of(times, ({ naive }) => naive).toFixed(1),
        ratio(times, ({ naive }) => naive),
        of(times, ({ naive, extract }) => naive / extract).toFixed(0),
      ]),
    ]),
  );
}

if (import.meta.main) {
  await compareEvents(Number(process.argv[2] ?? '9'));
}
