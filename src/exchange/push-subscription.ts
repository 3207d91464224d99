import type { EventKind } from '../mapping/events.ts';
import type { PushEvent } from './events.ts';
import type { SimulationClock } from './fast-clock.ts';
import type { Ledger } from './ledger.ts';
import type { Mailbox, PushMessage } from './messages.ts';
import { planRetry } from './retry-schedule.ts';
import type { SendResult } from './sender.ts';

/** What a subscription is doing. */
export type SubscriptionState = 'idle' | 'sending' | 'waiting' | 'dropped' | 'unsubscribed';

/** What a subscription is made of. */
export interface PushSubscriptionOptions {
  readonly mailbox: Mailbox;
  readonly clock: SimulationClock;
  readonly ledger: Ledger;
  /** After so long without an event a StatusEvent is sent; after so long without a proper reply it ends. */
  readonly statusFrequencyMs: number;
  /** Most events a message; with more waiting, it says so (`MoreEvents`). */
  readonly maxEvents: number;
  readonly send: (message: PushMessage) => Promise<SendResult>;
  /** Called whenever `state` may have become `idle`, `dropped` or `unsubscribed`. */
  readonly onRest: () => void;
}

/** One push subscription at Exchange. */
export interface PushSubscription {
  readonly id: string;
  /** `waiting`: a message was not answered properly, and its next attempt is not due yet. */
  readonly state: SubscriptionState;
  /** Events that happened and are in no message yet. */
  readonly queued: number;
  /** Something happens in the mailbox. After the subscription's end nobody is told. */
  happen(kinds?: readonly EventKind[]): void;
  /** Sends no more heartbeats; what happened is still told. */
  quieten(): void;
  /** Begins no further attempt. */
  halt(): void;
}

/**
 * Sends a mailbox's events as Exchange does: at most one message under way; what happens meanwhile is gathered into
 * the next one; a message that is not answered properly is sent again, byte for byte the same, before anything else.
 */
export function createPushSubscription(options: PushSubscriptionOptions): PushSubscription {
  const { mailbox, clock, ledger, statusFrequencyMs, maxEvents, send, onRest } = options;
  const id = mailbox.subscriptionId;
  const queue: PushEvent[] = [];
  let state: SubscriptionState = 'idle';
  let quiet = false;
  let halted = false;
  let cancelTimer = (): void => undefined;

  const after = (ms: number, action: () => void): void => {
    cancelTimer();
    cancelTimer = clock.after(ms, action);
  };
  const end = (how: 'dropped' | 'unsubscribed'): void => {
    state = how;
    ledger.ended({ subscriptionId: id, how, at: new Date(clock.now()) });
    onRest();
  };
  const next = (): void => {
    if (halted) {
      state = 'idle';
      onRest();
    } else if (queue.length > 0) {
      const events = queue.splice(0, maxEvents);
      begin(mailbox.gather(events, queue.length > 0));
    } else {
      state = 'idle';
      if (!quiet) {
        after(statusFrequencyMs, () => begin(mailbox.statusEvent()));
      }
      onRest();
    }
  };
  const begin = (message: PushMessage): void => {
    cancelTimer();
    void attempt(message, 1, clock.now());
  };
  const attempt = async (message: PushMessage, number: number, firstAt: number): Promise<void> => {
    state = 'sending';
    const result = await send(message);
    ledger.replied(message, number, result, new Date(clock.now()));
    if (result.ok) {
      next();
    } else if (result.subscriptionStatus === 'Unsubscribe' && result.error === undefined) {
      end('unsubscribed');
    } else {
      state = 'waiting';
      const { action, inMs } = planRetry(number, firstAt, clock.now(), statusFrequencyMs);
      if (halted) {
        onRest();
      } else if (action === 'drop') {
        after(inMs, () => end('dropped'));
      } else {
        after(inMs, () => void attempt(message, number + 1, firstAt));
      }
    }
  };

  next();
  return {
    id,
    get state() {
      return state;
    },
    get queued() {
      return queue.length;
    },
    happen(kinds) {
      if (state === 'dropped' || state === 'unsubscribed' || halted) {
        return;
      }
      const event = mailbox.happen(kinds);
      ledger.happened(id, event, new Date(clock.now()));
      queue.push(event);
      if (state === 'idle') {
        next();
      }
    },
    quieten() {
      quiet = true;
      if (state === 'idle') {
        cancelTimer();
      }
    },
    halt() {
      halted = true;
      cancelTimer();
      onRest();
    },
  };
}
