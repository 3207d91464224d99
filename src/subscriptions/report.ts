import type { Fields } from '../log/format-line.ts';
import type { Logger } from '../log.ts';
import type { Gap } from './chain.ts';

/** Which subscription something is said about. */
export interface SubscriptionName {
  readonly mandator: string;
  readonly subscriptionId: string;
  /** GUID, lower case; null where it is not known. */
  readonly mailbox: string | null;
  readonly exchangeServer: string | null;
}

/** Something about a subscription that an administrator has to hear of. */
export type Report =
  | { readonly kind: 'gap'; readonly of: SubscriptionName; readonly gap: Gap }
  | { readonly kind: 'gap-closed'; readonly of: SubscriptionName; readonly gap: Gap }
  | {
      readonly kind: 'silent';
      readonly of: SubscriptionName;
      readonly lastHeardAt: Date;
      readonly statusFrequencyMs: number;
    }
  | { readonly kind: 'back'; readonly of: SubscriptionName; readonly was: 'silent' | 'ended' }
  | {
      readonly kind: 'error';
      readonly of: SubscriptionName;
      readonly code: string;
      readonly ends: boolean;
      readonly advice: string;
    }
  | { readonly kind: 'unsubscribed'; readonly of: SubscriptionName };

/** What can be reported. */
export type ReportKind = Report['kind'];

const GAP_ADVICE =
  'messages before this one were answered by somebody else or got lost; let ROOMS synchronise the mailbox again';
const SILENCE_ADVICE =
  'Exchange has most likely dropped the subscription; ROOMS has to create it anew, unless the mailbox was removed';

/** Writes reports to the log, one line each. */
export function createReportLog(log: Logger): (report: Report) => void {
  return (report) => {
    const { kind, of } = report;
    switch (kind) {
      case 'gap':
        log.warn('subscription has a gap', { ...of, ...gapFields(report.gap), advice: GAP_ADVICE });
        break;
      case 'gap-closed':
        log.info('gap of a subscription closed by a late message', { ...of, ...gapFields(report.gap) });
        break;
      case 'silent': {
        const { lastHeardAt, statusFrequencyMs } = report;
        log.warn('subscription has fallen silent', {
          ...of,
          lastHeardAt: lastHeardAt.toISOString(),
          statusFrequencyMs,
          advice: SILENCE_ADVICE,
        });
        break;
      }
      case 'back':
        log.info('subscription is heard again', { ...of, was: report.was });
        break;
      case 'error': {
        const { code, ends, advice } = report;
        log.warn('Exchange reports an error of a subscription', { ...of, code, ends, advice });
        break;
      }
      case 'unsubscribed':
        log.info('subscription was answered Unsubscribe', { ...of });
        break;
    }
  };
}

function gapFields({ since, missing }: Gap): Fields {
  return { since: since.toISOString(), missing };
}
