import { gapsOf, isFollowed, type Gap } from './chain.ts';
import type { Counts } from './counts.ts';
import type { SubscriptionRecord } from './entry.ts';
import { statusFrequency } from './heartbeat.ts';
import { stateOf, type Moment, type SubscriptionState } from './known.ts';
import { readSubscriptionId } from './subscription-id.ts';
import type { SubscriptionIdFacts } from './subscription-id.ts';

/** A subscription as it is shown: plain data, none of it shared with what is still changing. */
export interface SubscriptionView {
  readonly mandator: string;
  readonly subscriptionId: string;
  /** GUID from the id; null where it has another layout. */
  readonly subscription: string | null;
  readonly exchangeServer: string | null;
  /** GUID of the mailbox. */
  readonly mailbox: string | null;
  /** Where the mailbox is known from. */
  readonly mailboxFrom: 'subscriptionId' | 'itemId' | null;
  /** ISO 8601, as all times. */
  readonly subscribedAt: string | null;
  readonly firstHeardAt: string;
  readonly lastHeardAt: string;
  readonly lastWatermark: string | null;
  readonly state: SubscriptionState;
  readonly ended: {
    readonly at: string;
    readonly by: 'service' | 'exchange';
    readonly code: string | null;
  } | null;
  /** Since when its next message is to be answered Unsubscribe; null where it is not. */
  readonly endRequestedAt: string | null;
  readonly statusFrequencyMs: number;
  /** Whether StatusFrequency was observed; otherwise it is the setting's. */
  readonly isStatusFrequencyObserved: boolean;
  /** Whether its watermarks allow to find gaps. */
  readonly isFollowed: boolean;
  /** What was missing for too long, and what may still come (`reportedAt` is null). */
  readonly gaps: readonly Gap[];
  readonly lastError: { readonly at: string; readonly code: string } | null;
  readonly counts: Counts;
}

/** Shows a subscription as it is at a moment. */
export function viewOf(
  record: SubscriptionRecord,
  moment: Moment,
  endRequestedAt: number | null,
  facts: SubscriptionIdFacts = readSubscriptionId(record.subscriptionId),
): SubscriptionView {
  const { mandator, subscriptionId, known, counts } = record;
  const { ms, isObserved } = statusFrequency(known.heartbeats, moment.statusFrequencyMs);
  const state = stateOf(known, moment);
  const { ended, lastError } = known;
  return {
    mandator,
    subscriptionId,
    subscription: facts.subscription,
    exchangeServer: facts.exchangeServer,
    mailbox: facts.mailbox ?? known.itemMailbox,
    mailboxFrom: facts.mailbox !== null ? 'subscriptionId' : known.itemMailbox !== null ? 'itemId' : null,
    subscribedAt: facts.subscribedAt,
    firstHeardAt: iso(known.firstHeardAt),
    lastHeardAt: iso(known.lastHeardAt),
    lastWatermark: known.lastWatermark,
    state,
    ended: state === 'ended' && ended !== null ? { ...ended, at: iso(ended.at) } : null,
    endRequestedAt: endRequestedAt === null ? null : iso(endRequestedAt),
    statusFrequencyMs: ms,
    isStatusFrequencyObserved: isObserved,
    isFollowed: isFollowed(known.chain),
    gaps: gapsOf(known.chain),
    lastError: lastError === null ? null : { ...lastError, at: iso(lastError.at) },
    counts: { ...counts, events: { ...counts.events }, errors: { ...counts.errors } },
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
