import { z } from 'zod';
import type { SubscriptionSnapshot } from '../../subscriptions/snapshot.ts';
import type { SubscriptionView } from '../../subscriptions/view.ts';
import { FIRST_ORDER, searchAndSort } from '../page/find-subscriptions.ts';
import { SUBSCRIPTION_COLUMNS } from '../page/page-view.ts';

/** Most subscriptions in one answer. */
const MOST = 1000;

/** What can be asked of the list of subscriptions. */
export const SUBSCRIPTION_QUERY = {
  q: z.string().max(200).default(''),
  sort: z.enum(SUBSCRIPTION_COLUMNS).default('state'),
  order: z.enum(['asc', 'desc']).optional(),
  mandator: z.string().optional(),
  state: z.enum(['active', 'silent', 'ended']).optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(100),
  offset: z.coerce.number().int().min(0).default(0),
};

/** A part of the subscriptions, and how many there are of its kind. */
export interface SelectedSubscriptions extends SubscriptionSnapshot {
  /** How many were found, of which these are some. */
  readonly found: number;
}

/** Filters, searches and sorts as the status page does, and takes a piece. */
export function selectSubscriptions(
  snapshot: SubscriptionSnapshot,
  query: z.output<z.ZodObject<typeof SUBSCRIPTION_QUERY>>,
): SelectedSubscriptions {
  const { q: search, sort, order = FIRST_ORDER[sort], mandator, state, limit, offset } = query;
  const isMeant = (one: SubscriptionView): boolean =>
    (mandator === undefined || one.mandator.toLowerCase() === mandator.toLowerCase()) &&
    (state === undefined || one.state === state);
  const found = searchAndSort(snapshot.subscriptions, { search, sort, order }).filter(isMeant);
  return { ...snapshot, found: found.length, subscriptions: found.slice(offset, offset + limit) };
}
