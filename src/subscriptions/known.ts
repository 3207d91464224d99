import { EMPTY_CHAIN, mergeChains, type Chain } from './chain.ts';
import { NO_HEARTBEATS, statusFrequency, type Heartbeats } from './heartbeat.ts';

/** How a subscription ended. */
export interface Ending {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `service`: it was answered Unsubscribe. `exchange`: an error message said so. */
  readonly by: 'service' | 'exchange';
  /** The ResponseCode of the error message. */
  readonly code: string | null;
}

/** What is known of a subscription besides counts. Times are in milliseconds since 1970; 0 is never. */
export interface Known {
  readonly firstHeardAt: number;
  readonly lastHeardAt: number;
  /** The run of the service that heard it last. */
  readonly heardBy: string;
  readonly lastWatermark: string | null;
  readonly lastWatermarkAt: number;
  /** Mailbox according to the ids of items and folders, where the SubscriptionId does not tell. */
  readonly itemMailbox: string | null;
  readonly heartbeats: Heartbeats;
  /** When its silence was reported. */
  readonly silentAt: number;
  /** The last ending; a message after it means that it has not ended after all. */
  readonly ended: Ending | null;
  readonly lastError: { readonly at: number; readonly code: string } | null;
  /** When it first said something new after a run of the service that ended uncleanly. */
  readonly resumedAt: number;
  readonly chain: Chain;
}

/** A subscription heard for the first time. */
export function newlyKnown(at: number, by: string): Known {
  return {
    firstHeardAt: at,
    lastHeardAt: at,
    heardBy: by,
    lastWatermark: null,
    lastWatermarkAt: 0,
    itemMailbox: null,
    heartbeats: NO_HEARTBEATS,
    silentAt: 0,
    ended: null,
    lastError: null,
    resumedAt: 0,
    chain: EMPTY_CHAIN,
  };
}

/**
 * Two views of the same subscription in one: another process's, or the file's, and our own. Merging the same view
 * again changes nothing.
 */
export function mergeKnown(other: Known, own: Known): Known {
  const heard = own.lastHeardAt >= other.lastHeardAt ? own : other;
  const marked = own.lastWatermarkAt >= other.lastWatermarkAt ? own : other;
  const beating = own.heartbeats.lastAt >= other.heartbeats.lastAt ? own : other;
  return {
    firstHeardAt: Math.min(own.firstHeardAt, other.firstHeardAt),
    lastHeardAt: heard.lastHeardAt,
    heardBy: heard.heardBy,
    lastWatermark: marked.lastWatermark,
    lastWatermarkAt: marked.lastWatermarkAt,
    itemMailbox: own.itemMailbox ?? other.itemMailbox,
    heartbeats: beating.heartbeats,
    silentAt: Math.max(own.silentAt, other.silentAt),
    ended: later(other.ended, own.ended),
    lastError: later(other.lastError, own.lastError),
    resumedAt: Math.max(own.resumedAt, other.resumedAt),
    chain: mergeChains(other.chain, own.chain),
  };
}

/** What a subscription is doing. */
export type SubscriptionState = 'active' | 'silent' | 'ended';

export interface Moment {
  readonly now: number;
  /** Since when somebody has been listening: what was silent before proves nothing. */
  readonly listeningSince: number;
  /** StatusFrequency where none was observed yet. */
  readonly statusFrequencyMs: number;
}

/** Silent is what has not been heard for more than twice StatusFrequency: Exchange has dropped it by then. */
export function stateOf(known: Known, { now, listeningSince, statusFrequencyMs }: Moment): SubscriptionState {
  if (known.ended !== null && known.ended.at >= known.lastHeardAt) {
    return 'ended';
  }
  const quiet = now - Math.max(known.lastHeardAt, listeningSince);
  return quiet > 2 * statusFrequency(known.heartbeats, statusFrequencyMs).ms ? 'silent' : 'active';
}

function later<T extends { readonly at: number }>(other: T | null, own: T | null): T | null {
  return own === null || (other !== null && other.at > own.at) ? other : own;
}
