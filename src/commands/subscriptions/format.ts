import type { SubscriptionView } from '../../subscriptions/view.ts';
import { formatTable } from '../format-table.ts';

const HEADING = [
  'Mandator',
  'Mailbox',
  'Server',
  'State',
  'Last heard',
  'Messages',
  'Gaps',
  'Errors',
  'Subscription',
];
const MINUTE = 60_000;

/** Lays out subscriptions, one a line. */
export function formatList(views: readonly SubscriptionView[], full: boolean): string {
  const rows = views.map((view) => [
    view.mandator,
    view.mailbox ?? '-',
    view.exchangeServer ?? '-',
    stateText(view),
    shortTime(view.lastHeardAt),
    String(view.counts.messages),
    String(view.counts.gaps),
    String(sum(view.counts.errors)),
    view.subscription ?? view.subscriptionId,
  ]);
  return formatTable([HEADING, ...rows], full);
}

/** Tells everything about a subscription, one fact a line. */
export function formatDetails(view: SubscriptionView): string {
  const { counts, ended, lastError, mailboxFrom } = view;
  const source = mailboxFrom === 'itemId' ? ' (from the id of an item)' : '';
  const observed = view.isStatusFrequencyObserved ? 'observed' : 'not observed yet';
  const facts: [name: string, value: string | null][] = [
    ['Mandator', view.mandator],
    ['SubscriptionId', view.subscriptionId],
    ['Subscription', view.subscription],
    ['Mailbox', view.mailbox === null ? null : `${view.mailbox}${source}`],
    ['Server', view.exchangeServer],
    ['Subscribed', view.subscribedAt],
    ['First heard', view.firstHeardAt],
    ['Last heard', view.lastHeardAt],
    ['State', stateText(view)],
    ['Ended', ended === null ? null : `${ended.at} by ${endedBy(ended)}`],
    ['To be ended', view.endRequestedAt === null ? null : `asked for ${view.endRequestedAt}`],
    ['StatusFrequency', `${Math.round(view.statusFrequencyMs / MINUTE)} minutes (${observed})`],
    ['Last watermark', view.lastWatermark],
    ['Gaps can be found', view.isFollowed ? 'yes' : 'no: its watermarks tell nothing'],
    ['Messages', String(counts.messages)],
    ['Received again', String(counts.duplicates)],
    ['Not stored', String(counts.failures)],
    ['Gaps', String(counts.gaps)],
    ...view.gaps.map(({ since, reportedAt, missing }): [string, string] => [
      reportedAt === null ? 'Perhaps missing' : 'Missing',
      `${missing}, since ${since.toISOString()}`,
    ]),
    ...named('Events', counts.events),
    ...named('Errors', counts.errors),
    ['Last error', lastError === null ? null : `${lastError.code} at ${lastError.at}`],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value ?? '-'}`).join('\n');
}

function stateText({ state, endRequestedAt }: SubscriptionView): string {
  return endRequestedAt !== null && state !== 'ended' ? `${state}, to be ended` : state;
}

function endedBy({ by, code }: SubscriptionView['ended'] & object): string {
  return by === 'service' ? 'answering Unsubscribe' : `Exchange: ${code ?? 'unknown'}`;
}

function named(name: string, counts: Readonly<Record<string, number>>): [string, string][] {
  const parts = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
  return parts.length === 0 ? [] : [[name, parts.join(', ')]];
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** `2024-05-01 08:00:00Z` */
function shortTime(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}
