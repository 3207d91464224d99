import { watermark } from '../../../src/exchange/opaque-ids.ts';
import type { MessageFacts } from '../../../src/mapping/message-facts.ts';
import { createBook, type Book, type BookOptions } from '../../../src/subscriptions/book.ts';
import type { Report } from '../../../src/subscriptions/report.ts';

export const MINUTE = 60_000;
export const START = Date.UTC(2024, 4, 1, 8);
export const DATABASE = 'd3fd584c-8c5d-4a35-8ed0-551ca47920eb';

/** The watermark of the event with this counter; 0 is that of the subscription's start. */
export function at(counter: number, database = DATABASE): string {
  return watermark(database, BigInt(1000 + counter), counter > 0);
}

/** A notification's facts. */
export function notification(
  previousWatermark: string | null,
  lastWatermark: string | null,
  { kinds = { ModifiedEvent: 1 }, subscriptionId = 'subscription', objectId = null as string | null } = {},
): MessageFacts {
  return {
    subscriptionId,
    responseClass: 'Success',
    responseCode: 'NoError',
    events: 1,
    unknownEvents: [],
    notification: { previousWatermark, lastWatermark, kinds, objectId },
  };
}

/** A heartbeat's facts. */
export function heartbeat(previous: string | null, last = previous): MessageFacts {
  return notification(previous, last, { kinds: { StatusEvent: 1 } as never });
}

/** An error message's facts. */
export function errorMessage(responseCode: string, subscriptionId = 'subscription'): MessageFacts {
  return {
    subscriptionId,
    responseClass: 'Error',
    responseCode,
    events: 0,
    unknownEvents: [],
    notification: null,
  };
}

/** A book with a clock that stands still until it is moved. */
export interface TestBook {
  readonly book: Book;
  readonly reports: Report[];
  /** Moves the clock and ticks, at least every minute as the service does. */
  pass: (ms: number) => void;
  receive: (...messages: MessageFacts[]) => void;
  view: () => ReturnType<Book['views']>[number];
  /** Kinds of the reports so far. */
  kinds: () => string[];
}

export function testBook(options: Partial<BookOptions> = {}): TestBook {
  let clock = START;
  const reports: Report[] = [];
  const book = createBook({
    run: 'this run',
    now: () => clock,
    report: (report) => reports.push(report),
    statusFrequencyMs: 30 * MINUTE,
    graceMs: 2 * MINUTE,
    maxSubscriptions: 1000,
    forgetAfterMs: 100 * 86_400_000,
    ...options,
  });
  return {
    book,
    reports,
    pass(ms) {
      for (let left = ms; left > 0; left -= MINUTE) {
        clock += Math.min(left, MINUTE);
        book.tick();
      }
    },
    receive(...messages) {
      messages.forEach((message) =>
        book.record({
          mandator: 'PROD',
          messages: [message],
          receivedAt: new Date(clock),
          isStored: true,
          isUnsubscribed: false,
        }),
      );
    },
    view: () => book.views(() => null)[0]!,
    kinds: () => reports.map(({ kind }) => kind),
  };
}
