import type { Logger } from '../log.ts';
import type { Clock } from '../store/clock.ts';
import { createAvailability } from './availability.ts';
import type { CopiedMessage } from './copied-message.ts';
import { createDeliverer } from './deliver.ts';
import { createReplyJudge, type Judgement } from './judge-reply.ts';
import { createLanes, type Queued } from './lanes.ts';
import { createLosses } from './losses.ts';
import type { OldReply, Trouble } from './old-reply.ts';
import type { ReplySummary } from './summarize-reply.ts';

/** A copy on its way. */
export interface Parcel {
  readonly message: CopiedMessage;
  /** False where the sender will send it again, so that it need not be kept for an endpoint that is away. */
  owed: boolean;
  /** The old endpoint replied to it. */
  onReply(reply: OldReply, summary: ReplySummary): void;
  /** It did not; the copy is kept and sent again later, or given up. */
  onTrouble(): void;
}

/** Brings copies to the old endpoint. */
export interface Courier {
  /** Takes a copy and returns at once. False where too many are waiting. */
  carry(parcel: Parcel): boolean;
  readonly isAway: boolean;
  readonly trouble: Trouble | null;
  /** Copies that are waiting or under way. */
  readonly waiting: { readonly items: number; readonly bytes: number };
  /** Copies that the old endpoint replied to. */
  readonly sent: number;
  /** Copies that it never got. */
  readonly lost: number;
  /**
   * Brings what is waiting, unless the old endpoint is away, and releases everything. To be called once.
   * @param deadlineMs milliseconds
   */
  close(deadlineMs: number): Promise<void>;
}

export interface CourierOptions {
  readonly url: string;
  /** How long a reply is waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** Most bytes that wait. */
  readonly maxBytes: number;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Most messages that wait for the old endpoint. */
const MAX_WAITING = 20_000;

/** What a message takes of memory besides its body, in bytes. */
const OVERHEAD = 2048;

/** Copies under way at a time, each of another subscription. */
const CONNECTIONS = 8;

/** A message that stays without a reply so many times while others have one is given up. */
const MAX_FAILURES = 3;

/** A message that is older is of no use to the old endpoint: Exchange gives up sooner. Milliseconds. */
const MAX_AGE_MS = 3_600_000;

interface Item extends Queued {
  readonly parcel: Parcel;
  readonly since: number;
  tries: number;
  /** Tries without a reply while the old endpoint answered other messages. */
  failures: number;
}

/**
 * Makes the courier. What shares a lane is brought in order, one after the other. While the old endpoint is away
 * everything waits within limits, and only now and then one copy is tried.
 */
export function createCourier({ url, timeoutMs, maxBytes, log, clock }: CourierOptions): Courier {
  const lanes = createLanes<Item>({ maxItems: MAX_WAITING, maxBytes });
  const deliverer = createDeliverer({ url, connections: CONNECTIONS, timeoutMs });
  const judge = createReplyJudge();
  const losses = createLosses(log);
  const availability = createAvailability({ url, connections: CONNECTIONS, log, clock, onProbe: pump });
  let underWay = 0;
  let sent = 0;
  let closed = false;
  let onRest = (): void => undefined;

  function pump(): void {
    while (!closed && underWay < availability.capacity) {
      const item = lanes.take();
      if (item === null) {
        break;
      }
      if (isUseless(item)) {
        lanes.done(item);
      } else {
        underWay += 1;
        void deliver(item);
      }
    }
    if (lanes.size.items === 0 || availability.isAway) {
      onRest();
    }
  }

  function isUseless({ parcel, tries, since }: Item): boolean {
    if (!parcel.owed && (tries > 0 || availability.isAway)) {
      return true;
    }
    if (clock.now() - since <= MAX_AGE_MS) {
      return false;
    }
    losses.old(parcel.message);
    return true;
  }

  async function deliver(item: Item): Promise<void> {
    const { parcel } = item;
    const wasAway = availability.isAway;
    item.tries += 1;
    const { reply, trouble } = await deliverer.send(parcel.message);
    const judgement: Judgement = reply === undefined ? { trouble } : await judge(reply);
    underWay -= 1;
    if (closed) {
      return;
    }
    if (reply !== undefined && judgement.summary !== undefined) {
      availability.answered();
      sent += 1;
      lanes.done(item);
      parcel.onReply(reply, judgement.summary);
    } else if (judgement.trouble !== undefined) {
      availability.failed(judgement.trouble);
      retry(item, wasAway);
      parcel.onTrouble();
    }
    pump();
  }

  function retry(item: Item, wasAway: boolean): void {
    item.failures += wasAway ? 0 : 1;
    if (item.failures < MAX_FAILURES) {
      lanes.putBack(item);
    } else {
      losses.unanswered(item.parcel.message);
      lanes.done(item);
    }
  }

  return {
    get isAway() {
      return availability.isAway;
    },
    get trouble() {
      return availability.trouble;
    },
    waiting: lanes.size,
    get sent() {
      return sent;
    },
    get lost() {
      return losses.total;
    },
    carry(parcel) {
      const { lane, body } = parcel.message;
      const bytes = body.length + OVERHEAD;
      const fits = lanes.add({ parcel, lane, bytes, since: clock.now(), tries: 0, failures: 0 });
      if (fits) {
        pump();
      } else {
        losses.full(parcel.message);
      }
      return fits;
    },
    async close(deadlineMs) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      onRest = () => resolve(undefined);
      const cancel = clock.after(deadlineMs, onRest);
      pump();
      await promise;
      cancel();
      closed = true;
      losses.stopped(lanes.size.items);
      availability.close();
      deliverer.close();
    },
  };
}
