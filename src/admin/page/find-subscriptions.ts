import type { SubscriptionView } from '../../subscriptions/view.ts';
import type { PageView, SubscriptionColumn } from './page-view.ts';

/** Subscriptions on one page. */
const PAGE_SIZE = 25;

/** The part of the subscriptions that a view shows. */
export interface FoundSubscriptions {
  readonly rows: readonly SubscriptionView[];
  /** How many were found, on all pages together. */
  readonly count: number;
  /** From 1 on; 0 where none was found. */
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly pages: number;
}

/** Searches, sorts and cuts into pages. A page that does not exist any more is the last one. */
export function findSubscriptions(
  all: readonly SubscriptionView[],
  { page: wanted, ...view }: Pick<PageView, 'search' | 'sort' | 'order' | 'page'>,
): FoundSubscriptions {
  const sorted = searchAndSort(all, view);
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, wanted), pages);
  const rows = sorted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const from = rows.length === 0 ? 0 : (page - 1) * PAGE_SIZE + 1;
  return { rows, count: sorted.length, from, to: from === 0 ? 0 : from + rows.length - 1, page, pages };
}

/** What was found among the subscriptions of a moment: many look at the same list, and sorting it is dear. */
const known = new WeakMap<readonly SubscriptionView[], Map<string, readonly SubscriptionView[]>>();

/** Lists that are kept of one moment. */
const MOST_KNOWN = 8;

/** All subscriptions that contain every word of the search, in the order of a column. */
export function searchAndSort(
  all: readonly SubscriptionView[],
  view: Pick<PageView, 'search' | 'sort' | 'order'>,
): readonly SubscriptionView[] {
  const lists = known.get(all) ?? new Map<string, readonly SubscriptionView[]>();
  known.set(all, lists);
  const name = `${view.sort} ${view.order} ${view.search}`;
  const list = lists.get(name) ?? sorted(all, view);
  if (lists.size < MOST_KNOWN) {
    lists.set(name, list);
  }
  return list;
}

function sorted(
  all: readonly SubscriptionView[],
  { search, sort, order }: Pick<PageView, 'search' | 'sort' | 'order'>,
): SubscriptionView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((subscription) => words.every((word) => textOf(subscription).includes(word)));
  const direction = order === 'asc' ? 1 : -1;
  return found
    .map((subscription) => ({ key: KEYS[sort](subscription), subscription }))
    .sort(
      (one, other) =>
        direction * compare(one.key, other.key) || tieBreak(one.subscription, other.subscription),
    )
    .map(({ subscription }) => subscription);
}

/** Events that were received, without heartbeats, which say that nothing happened. */
export function eventsOf({ counts }: SubscriptionView): number {
  return Object.entries(counts.events).reduce(
    (sum, [kind, count]) => (kind === 'StatusEvent' ? sum : sum + count),
    0,
  );
}

/** In which order a column is shown first: what is worth looking at stands on top. */
export const FIRST_ORDER: Readonly<Record<SubscriptionColumn, PageView['order']>> = {
  state: 'asc',
  mailbox: 'asc',
  server: 'asc',
  mandator: 'asc',
  subscribed: 'desc',
  heard: 'desc',
  events: 'desc',
  gaps: 'desc',
};

const KEYS: Readonly<Record<SubscriptionColumn, (one: SubscriptionView) => string | number>> = {
  state: urgency,
  mailbox: ({ mailbox, subscriptionId }) => mailbox ?? `~${subscriptionId}`,
  server: ({ exchangeServer }) => exchangeServer ?? '~',
  mandator: ({ mandator }) => mandator.toLowerCase(),
  subscribed: ({ subscribedAt }) => subscribedAt ?? '',
  heard: ({ lastHeardAt }) => lastHeardAt,
  events: eventsOf,
  gaps: ({ counts }) => counts.gaps,
};

/** Silent ones first, then those that Exchange has ended, those with gaps, the others, and what was ended on purpose. */
function urgency({ state, ended, counts }: SubscriptionView): number {
  if (state === 'active') {
    return counts.gaps > 0 ? 2 : 3;
  }
  return state === 'silent' ? 0 : ended?.by === 'exchange' ? 1 : 4;
}

function tieBreak(one: SubscriptionView, other: SubscriptionView): number {
  return compare(one.lastHeardAt, other.lastHeardAt) || compare(one.subscriptionId, other.subscriptionId);
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function textOf({
  mailbox,
  exchangeServer,
  mandator,
  subscription,
  subscriptionId,
  state,
}: SubscriptionView): string {
  return [mailbox, exchangeServer, mandator, subscription, subscriptionId, state].join(' ').toLowerCase();
}
