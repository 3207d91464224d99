import type { SubscriptionView } from '../../subscriptions/view.ts';
import { formatTable } from '../format-table.ts';
import type { SubscriptionsTexts } from './texts.ts';

const MINUTE = 60_000;

/** Lays out subscriptions, one a line. */
export function formatList(
  views: readonly SubscriptionView[],
  full: boolean,
  texts: SubscriptionsTexts,
): string {
  const rows = views.map((view) => [
    view.mandator,
    view.mailbox ?? '-',
    view.exchangeServer ?? '-',
    stateText(view, texts),
    shortTime(view.lastHeardAt),
    String(view.counts.messages),
    String(view.counts.gaps),
    String(sum(view.counts.errors)),
    view.subscription ?? view.subscriptionId,
  ]);
  return formatTable([texts.heading, ...rows], full);
}

/** Tells everything about a subscription, one fact a line. */
export function formatDetails(view: SubscriptionView, texts: SubscriptionsTexts): string {
  const { counts, ended, lastError } = view;
  const { facts: names } = texts;
  const [mandator = '', mailbox = '', server = '', state = '', lastHeard = '', messages = ''] = texts.heading;
  const [gaps = '', errors = ''] = texts.heading.slice(6);
  const minutes = Math.round(view.statusFrequencyMs / MINUTE);
  const facts: [name: string, value: string | null][] = [
    [mandator, view.mandator],
    ['SubscriptionId', view.subscriptionId],
    ['Subscription', view.subscription],
    [mailbox, mailboxText(view, texts)],
    [server, view.exchangeServer],
    [names.subscribed, view.subscribedAt],
    [names.firstHeard, view.firstHeardAt],
    [lastHeard, view.lastHeardAt],
    [state, stateText(view, texts)],
    [names.ended, ended === null ? null : texts.endedAt(ended.at, endedBy(ended, texts))],
    [names.toBeEnded, view.endRequestedAt === null ? null : texts.askedFor(view.endRequestedAt)],
    ['StatusFrequency', texts.frequency(minutes, view.isStatusFrequencyObserved)],
    [names.lastWatermark, view.lastWatermark],
    [names.followed, texts.followed(view.isFollowed)],
    [messages, String(counts.messages)],
    [names.duplicates, String(counts.duplicates)],
    [names.failures, String(counts.failures)],
    [gaps, String(counts.gaps)],
    ...view.gaps.map(({ since, reportedAt, missing }): [string, string] => [
      reportedAt === null ? names.perhapsMissing : names.missing,
      texts.missingSince(missing, since.toISOString()),
    ]),
    ...named(names.events, counts.events),
    ...named(errors, counts.errors),
    [names.lastError, lastError === null ? null : texts.errorAt(lastError.code, lastError.at)],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value ?? '-'}`).join('\n');
}

function mailboxText({ mailbox, mailboxFrom }: SubscriptionView, texts: SubscriptionsTexts): string | null {
  return mailbox !== null && mailboxFrom === 'itemId' ? texts.fromItem(mailbox) : mailbox;
}

function stateText({ state, endRequestedAt }: SubscriptionView, texts: SubscriptionsTexts): string {
  const word = texts.states[state];
  return endRequestedAt !== null && state !== 'ended' ? texts.toBeEnded(word) : word;
}

function endedBy({ by, code }: SubscriptionView['ended'] & object, texts: SubscriptionsTexts): string {
  return by === 'service' ? texts.byService : texts.byExchange(code);
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
