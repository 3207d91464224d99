import { createEventMaker } from './events.ts';
import type { EventKind } from '../mapping/events.ts';
import type { PushEvent } from './events.ts';
import { subscriptionId, watermark } from './opaque-ids.ts';
import type { Random } from './random.ts';
import { writeEnvelope, writeNotification, writeProblem } from './write-message.ts';

/** A mailbox database: the mailboxes in it share its event counter, so a mailbox alone sees gaps in it. */
export interface Database {
  readonly guid: string;
  /** The counter of the database's next event: larger than every one before. */
  nextCounter(): bigint;
}

/** What a generated mailbox is made of. */
export interface MailboxOptions {
  readonly random: Random;
  /** Name of the Exchange server that sends. */
  readonly server?: string;
  /** Schema version of the subscriber, which Exchange echoes: `Exchange2010`, `Exchange2013_SP1`, ... */
  readonly version?: string;
  /** The database it lies in; one of its own unless given. */
  readonly database?: Database;
  readonly now?: () => Date;
}

/** What the next message is to say. */
export interface NextOptions {
  /** How many events; 2 unless given. */
  readonly events?: number;
  /** Kinds to choose from, taken in turn; all but StatusEvent unless given. */
  readonly kinds?: readonly EventKind[];
  /** That the events are part of a longer queue; false unless given. */
  readonly moreEvents?: boolean;
}

/** One push message and, for ledgers, what stands in it. */
export interface PushMessage {
  /** The message in its wire form. Send it as UTF-8. */
  readonly body: string;
  readonly subscriptionId: string;
  /** null in a message without a notification. */
  readonly previousWatermark: string | null;
  readonly events: readonly PushEvent[];
  /** `NoError` in a message with a notification. */
  readonly responseCode: string;
}

/** A mailbox with one push subscription. Its messages chain: each starts at the watermark where the last ended. */
export interface Mailbox {
  /** GUID of the mailbox. */
  readonly guid: string;
  readonly subscriptionId: string;
  /** @throws RangeError where `events` is less than 1 or no kind is given */
  next(options?: NextOptions): PushMessage;
  /**
   * An event that happens now and is told later, by `gather`: for senders in which events wait. Events have to be
   * gathered in the order in which they happened.
   * @throws RangeError where no kind is given
   */
  happen(kinds?: readonly EventKind[]): PushEvent;
  /** The message that tells of these events. */
  gather(events: readonly PushEvent[], moreEvents: boolean): PushMessage;
  /** The heartbeat of a subscription to which nothing happened: repeats the last watermark. */
  statusEvent(): PushMessage;
  /** What Exchange says before it gives a subscription up. Moves no watermark. */
  errorMessage(responseCode: string): PushMessage;
}

const DEFAULT_KINDS: readonly EventKind[] = [
  'ModifiedEvent',
  'CreatedEvent',
  'DeletedEvent',
  'MovedEvent',
  'CopiedEvent',
  'NewMailEvent',
  'FreeBusyChangedEvent',
];

const MESSAGE_TEXTS: Readonly<Record<string, string>> = {
  ErrorReadEventsFailed:
    'Unable to retrieve events for this subscription.  The subscription must be recreated.',
  ErrorMissedNotificationEvents: 'Notification events were missed. The subscription must be recreated.',
};

/** A database whose counter grows by one to forty an event, as it does where other mailboxes are busy too. */
export function createDatabase(random: Random): Database {
  let counter = 500_000_000n + BigInt(random.below(100_000_000));
  return {
    guid: random.guid(),
    nextCounter: () => {
      counter += BigInt(1 + random.below(40));
      return counter;
    },
  };
}

/** A new mailbox with a subscription made just now. */
export function createMailbox(options: MailboxOptions): Mailbox {
  const { random, server = 'exchange01.corp.example.com', version = 'Exchange2010' } = options;
  const { database = createDatabase(random), now = () => new Date() } = options;
  const guid = random.guid();
  const ownId = subscriptionId({ server, subscription: random.guid(), created: now(), mailbox: guid });
  const makeEvent = createEventMaker(random, guid);
  let last = watermark(database.guid, database.nextCounter(), false);
  let turn = 0;

  const message = (events: readonly PushEvent[], moreEvents: boolean): PushMessage => {
    const previousWatermark = last;
    last = events.at(-1)?.watermark ?? last;
    const notification = { subscriptionId: ownId, previousWatermark, moreEvents, events };
    const body = writeEnvelope(version, [writeNotification(notification)]);
    return { body, subscriptionId: ownId, previousWatermark, events, responseCode: 'NoError' };
  };

  const nextEvent = (kinds: readonly EventKind[], at: Date): PushEvent => {
    const kind = kinds[turn++ % kinds.length] ?? 'ModifiedEvent';
    return makeEvent(kind, watermark(database.guid, database.nextCounter(), true), at);
  };

  return {
    guid,
    subscriptionId: ownId,
    next: ({ events: count = 2, kinds = DEFAULT_KINDS, moreEvents = false } = {}) => {
      if (!Number.isSafeInteger(count) || count < 1 || kinds.length === 0) {
        throw new RangeError(
          `a notification needs an event and a kind: found ${count} of ${kinds.length} kinds`,
        );
      }
      const at = now();
      return message(
        Array.from({ length: count }, () => nextEvent(kinds, at)),
        moreEvents,
      );
    },
    happen: (kinds = DEFAULT_KINDS) => {
      if (kinds.length === 0) {
        throw new RangeError('an event needs a kind');
      }
      return nextEvent(kinds, now());
    },
    gather: message,
    statusEvent: () => message([makeEvent('StatusEvent', last, now())], false),
    errorMessage: (responseCode) => {
      const messageText = MESSAGE_TEXTS[responseCode] ?? `An error occurred: ${responseCode}.`;
      const problem = { responseClass: 'Error', responseCode, messageText, subscriptionId: ownId } as const;
      const body = writeEnvelope(version, [writeProblem(problem)]);
      return { body, subscriptionId: ownId, previousWatermark: null, events: [], responseCode };
    },
  };
}
