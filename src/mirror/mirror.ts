import type { Logger } from '../log.ts';
import type { Reply } from '../soap/reply.ts';
import { systemClock, type Clock } from '../store/clock.ts';
import type { CopiedMessage } from './copied-message.ts';
import { createCourier, type Parcel } from './courier.ts';
import { createDifferences } from './differences.ts';
import type { OldReply, Trouble } from './old-reply.ts';
import { startReports } from './reports.ts';
import { createReplySummarizer, type ReplySummary } from './summarize-reply.ts';
import { createWaiter, type Waiter } from './waiter.ts';

/** Sends every message to the old endpoint too, without ever standing in the way of ours. */
export interface Mirror {
  readonly primary: Primary;
  /** Takes a copy of a message that has just come in. Returns at once. */
  offer(message: CopiedMessage): Copy;
  status(): MirrorStatus;
  /**
   * Sends what is waiting, unless the old endpoint is away, and releases everything. Idempotent.
   * @param deadlineMs milliseconds
   */
  close(deadlineMs: number): Promise<void>;
}

/** Whose reply the sender gets: ours, or the old endpoint's. */
export type Primary = 'self' | 'legacy';

/** A message on its way to the old endpoint. */
export interface Copy {
  /**
   * Takes our own reply, for comparison.
   * @param stored whether our reply says that the message was stored, so that its sender will not send it again
   * @returns the reply that the sender is given in place of ours; null where ours is the one. It is waited for no
   * longer than `timeoutMs` from the offer on, and not at all where the old endpoint is away
   */
  settle(ours: Reply, stored: boolean): Promise<OldReply | null>;
}

/** How the mirror is doing, for logs and pages. Counts are since the start. */
export interface MirrorStatus {
  readonly state: 'ready' | 'away';
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Copies that the old endpoint replied to. */
  readonly sent: number;
  readonly same: number;
  readonly different: number;
  /** Copies that it never got. */
  readonly lost: number;
  readonly trouble: Trouble | null;
}

export interface MirrorOptions {
  /** The old endpoint: http or https, without a query. */
  readonly url: string;
  readonly primary: Primary;
  /** How long a reply of the old endpoint is waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** Most bytes that wait for it. */
  readonly maxBytes: number;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** Makes the mirror and its connections; nothing is connected to before there is a message. */
export function createMirror(options: MirrorOptions): Mirror {
  const { url, primary, timeoutMs, maxBytes, log, clock = systemClock } = options;
  const courier = createCourier({ url, timeoutMs, maxBytes, log, clock });
  const differences = createDifferences(log);
  const summarize = createReplySummarizer();
  const waiters = new Set<Waiter>();
  const status = (): MirrorStatus => ({
    state: courier.isAway ? 'away' : 'ready',
    waiting: courier.waiting.items,
    waitingBytes: courier.waiting.bytes,
    sent: courier.sent,
    same: differences.same,
    different: differences.different,
    lost: courier.lost,
    trouble: courier.trouble,
  });
  const reports = startReports({ status, log, clock });
  let closing: Promise<void> | null = null;

  function startWaiting(): Waiter | null {
    if (primary === 'self' || courier.isAway || closing !== null) {
      return null;
    }
    const waiter = createWaiter(clock, timeoutMs);
    waiters.add(waiter);
    void waiter.promise.then(() => waiters.delete(waiter));
    return waiter;
  }

  function offer(message: CopiedMessage): Copy {
    const waiter = startWaiting();
    let old: ReplySummary | null = null;
    let ours: ReplySummary | null = null;
    const compare = (): void => {
      if (ours !== null && old !== null) {
        differences.compare(message, ours, old);
      }
    };
    const parcel: Parcel = {
      message,
      owed: true,
      onReply(reply, summary) {
        waiter?.end(reply);
        old = summary;
        compare();
      },
      onTrouble: () => waiter?.end(null),
    };
    if (!courier.carry(parcel)) {
      waiter?.end(null);
    }
    return {
      async settle(reply, stored) {
        parcel.owed = stored;
        ours = summarize(reply.status, reply.body);
        compare();
        return waiter === null ? null : waiter.promise;
      },
    };
  }

  async function close(deadlineMs: number): Promise<void> {
    await courier.close(deadlineMs);
    reports.close();
    waiters.forEach((waiter) => waiter.end(null));
  }

  log.info('messages are mirrored', { url, primary });
  return { primary, offer, status, close: (deadlineMs) => (closing ??= close(deadlineMs)) };
}
