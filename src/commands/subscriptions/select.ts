import type { Language } from '../../language.ts';
import type { SubscriptionView } from '../../subscriptions/view.ts';
import { SUBSCRIPTIONS_TEXTS } from './texts.ts';

/** Which subscriptions are meant; what is not given does not matter. */
export interface Selection {
  /** Whatever its case. */
  readonly mandator?: string;
  /** GUID of the mailbox, whatever its case. */
  readonly mailbox?: string;
  /** Part of the server's name, whatever its case. */
  readonly server?: string;
  readonly silent?: true;
  readonly ended?: true;
  /** Those with gaps. */
  readonly gaps?: true;
}

/** What a list can be sorted by. */
export const SORT_KEYS = ['mailbox', 'server', 'state', 'first', 'last', 'messages', 'gaps'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

const ORDERS: Readonly<Record<SortKey, (view: SubscriptionView) => string | number>> = {
  mailbox: ({ mailbox }) => mailbox ?? '',
  server: ({ exchangeServer }) => exchangeServer ?? '',
  state: ({ state }) => state,
  first: ({ firstHeardAt }) => firstHeardAt,
  last: ({ lastHeardAt }) => lastHeardAt,
  messages: ({ counts }) => -counts.messages,
  gaps: ({ counts }) => -counts.gaps,
};

/** The subscriptions that are meant. */
export function selectViews(views: readonly SubscriptionView[], selection: Selection): SubscriptionView[] {
  const { mandator, mailbox, server, silent, ended, gaps } = selection;
  const states = [...(silent === true ? ['silent'] : []), ...(ended === true ? ['ended'] : [])];
  return views.filter(
    (view) =>
      (mandator === undefined || isSame(view.mandator, mandator)) &&
      (mailbox === undefined || isSame(view.mailbox, mailbox)) &&
      (server === undefined || fold(view.exchangeServer ?? '').includes(fold(server))) &&
      (states.length === 0 || states.includes(view.state)) &&
      (gaps !== true || view.gaps.some(({ reportedAt }) => reportedAt !== null)),
  );
}

/** Sorts by one column, then by mandator, server and mailbox. Most messages and most gaps come first. */
export function sortViews(views: readonly SubscriptionView[], key: SortKey | undefined): SubscriptionView[] {
  const orders: ((view: SubscriptionView) => string | number)[] = [
    ...(key === undefined ? [] : [ORDERS[key]]),
    ({ mandator }) => mandator,
    ORDERS.server,
    ORDERS.mailbox,
    ({ subscriptionId }) => subscriptionId,
  ];
  return views.toSorted((a, b) => {
    for (const order of orders) {
      const [x, y] = [order(a), order(b)];
      if (x !== y) {
        return x < y ? -1 : 1;
      }
    }
    return 0;
  });
}

/**
 * Finds subscriptions by their SubscriptionId, exactly as it is sent, or by the GUID in it.
 * @throws Error naming the one that does not exist
 */
export function findViews(
  views: readonly SubscriptionView[],
  names: readonly string[],
  language: Language,
): SubscriptionView[] {
  const found = names.flatMap((name) => {
    const own = views.filter((view) => view.subscriptionId === name || isSame(view.subscription, name));
    if (own.length === 0) {
      throw new Error(SUBSCRIPTIONS_TEXTS[language].unknown(name));
    }
    return own;
  });
  return [...new Set(found)];
}

function isSame(a: string | null, b: string): boolean {
  return a !== null && fold(a) === fold(b);
}

function fold(text: string): string {
  return text.normalize('NFC').toUpperCase();
}
