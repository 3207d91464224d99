import type { PushEvent } from './events.ts';
import type { PushMessage } from './messages.ts';
import { outcomeOf } from './run-load.ts';
import type { SendResult } from './sender.ts';

/**
 * What is known of an event, from nothing to all:
 * `unsent`: no byte of it left, so it may stand nowhere;
 * `refused`: every message with it was answered, and not with OK: it may stand in the table, but need not;
 * `unknown`: a message with it was sent and not answered: the same;
 * `acknowledged`: answered OK, so it has to stand in the table.
 */
export type Fate = (typeof FATES)[number];

const FATES = ['unsent', 'refused', 'unknown', 'acknowledged'] as const;

/** Failures after which it is certain that nothing was sent. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** An event that happened in a mailbox, and what became of it. */
export interface LedgerEntry {
  readonly subscriptionId: string;
  readonly event: PushEvent;
  readonly fate: Fate;
}

/** A subscription that is no more: given up by Exchange, or ended by the service's `Unsubscribe`. */
export interface Ending {
  readonly subscriptionId: string;
  readonly how: 'dropped' | 'unsubscribed';
  readonly at: Date;
}

/** One line of the ledger's file. Times are the simulation's, UTC. */
export type LedgerLine =
  | {
      readonly type: 'event';
      readonly at: string;
      readonly subscriptionId: string;
      readonly event: PushEvent;
    }
  | {
      readonly type: 'reply';
      readonly at: string;
      readonly subscriptionId: string;
      /** Of the first and the last event; equal where there is one. */
      readonly watermarks: readonly [first: string, last: string];
      readonly events: number;
      /** False for a heartbeat. */
      readonly notifies: boolean;
      /** 1 for the first time it is sent. */
      readonly attempt: number;
      readonly outcome: string;
      readonly fate: Fate;
    }
  | ({ readonly type: 'end' } & Omit<Ending, 'at'> & { readonly at: string });

/** Everything that happened in a simulation. */
export interface Ledger {
  /** The events in the order in which they happened; StatusEvents, which tell of nothing, are not among them. */
  readonly entries: readonly LedgerEntry[];
  readonly endings: readonly Ending[];
  /** Attempts by what came back, see `outcomeOf`. */
  readonly outcomes: Readonly<Record<string, number>>;
  count(fate: Fate): number;
  happened(subscriptionId: string, event: PushEvent, at: Date): void;
  replied(message: PushMessage, attempt: number, result: SendResult, at: Date): void;
  ended(ending: Ending): void;
}

/** @param onLine gets every line as it is written */
export function createLedger(onLine: (line: LedgerLine) => void = () => undefined): Ledger {
  const entries: { subscriptionId: string; event: PushEvent; fate: Fate }[] = [];
  const byEvent = new Map<PushEvent, (typeof entries)[number]>();
  const endings: Ending[] = [];
  const outcomes: Record<string, number> = {};
  const counts: Record<Fate, number> = { unsent: 0, refused: 0, unknown: 0, acknowledged: 0 };
  return {
    entries,
    endings,
    outcomes,
    count: (fate) => counts[fate],
    happened(subscriptionId, event, at) {
      const entry = { subscriptionId, event, fate: 'unsent' as const };
      entries.push(entry);
      byEvent.set(event, entry);
      counts.unsent++;
      onLine({ type: 'event', at: at.toISOString(), subscriptionId, event });
    },
    replied(message, attempt, result, at) {
      const { subscriptionId, events } = message;
      const fate = fateBy(result);
      const outcome = outcomeOf(result);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      const own = events.map((event) => byEvent.get(event)).filter((entry) => entry !== undefined);
      for (const entry of own) {
        if (FATES.indexOf(fate) > FATES.indexOf(entry.fate)) {
          counts[entry.fate]--;
          counts[fate]++;
          entry.fate = fate;
        }
        if (fate === 'acknowledged') {
          byEvent.delete(entry.event);
        }
      }
      const watermarks = [events[0]?.watermark ?? '', events.at(-1)?.watermark ?? ''] as const;
      const notifies = own.length > 0;
      onLine({
        type: 'reply',
        at: at.toISOString(),
        subscriptionId,
        watermarks,
        events: events.length,
        notifies,
        attempt,
        outcome,
        fate,
      });
    },
    ended(ending) {
      endings.push(ending);
      onLine({ type: 'end', ...ending, at: ending.at.toISOString() });
    },
  };
}

function fateBy(result: SendResult): Fate {
  if (result.ok) {
    return 'acknowledged';
  }
  if (result.status !== null && result.error === undefined) {
    return 'refused';
  }
  return NOT_CONNECTED.has(result.error?.code ?? '') ? 'unsent' : 'unknown';
}
