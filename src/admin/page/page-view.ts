import type { Language } from '../../language.ts';
import type { SelftestReport } from '../../selftest/step.ts';

/** Columns that subscriptions can be sorted by. */
export const SUBSCRIPTION_COLUMNS = [
  'state',
  'mailbox',
  'server',
  'mandator',
  'subscribed',
  'heard',
  'events',
  'gaps',
] as const;

export type SubscriptionColumn = (typeof SUBSCRIPTION_COLUMNS)[number];

/** What somebody who looks at the page has asked for. */
export interface PageView {
  readonly language: Language;
  /** Whether the language was chosen on the page, so that links have to hand it on. */
  readonly isLanguageChosen: boolean;
  /** IANA name of the zone that times are shown in. */
  readonly timeZone: string;
  /** Where the page lies, seen from this address: links are relative, so that any proxy may put it anywhere. */
  readonly root: './' | '../';
  /** Text that subscriptions have to contain; empty for all. */
  readonly search: string;
  readonly sort: SubscriptionColumn;
  readonly order: 'asc' | 'desc';
  /** Page of the subscriptions, from 1 on. */
  readonly page: number;
  /** Goes into every form, so that only forms of this page are acted on. */
  readonly formToken: string;
  /** What came of the form that was sent last. */
  readonly notice: Notice | null;
  /** The last self-test of each mandator. */
  readonly selftests: readonly SelftestReport[];
}

/** What can be said of a form that was sent. */
export const NOTICES = ['retried', 'dropped', 'tested', 'test_busy', 'form_old', 'failed'] as const;

export interface Notice {
  readonly kind: (typeof NOTICES)[number];
  /** How many rows it was; 0 where it is not about rows. */
  readonly count: number;
}
