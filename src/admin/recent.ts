import type { AnsweredRequest } from '../observer.ts';
import { fateOf, isSelftest } from './fate.ts';
import type { RecentNotification } from './status.ts';

/** The last notifications and what became of them. */
export interface Recent {
  requestAnswered(request: AnsweredRequest): void;
  /** The newest first. */
  notifications(): readonly RecentNotification[];
}

/** How many notifications are kept. */
const KEPT = 200;

/** How many of them may be requests that nothing was read of: whoever floods the service must not push out the rest. */
const KEPT_UNREAD = 50;

/** Ids and words of one message that are kept: Exchange sends one subscription a message, others what they like. */
const MOST_IDS = 10;
const MOST_KINDS = 24;
const LONGEST_TEXT = 500;

/** Keeps the last 200 in memory. */
export function createRecent(): Recent {
  const read: RecentNotification[] = [];
  const unread: RecentNotification[] = [];
  return {
    requestAnswered(request) {
      const fate = fateOf(request);
      if (fate !== null) {
        const [list, kept] = request.receipt === null ? [unread, KEPT_UNREAD] : [read, KEPT];
        list.push(notificationOf(request, fate));
        if (list.length > kept) {
          list.shift();
        }
      }
    },
    notifications: () =>
      [...read, ...unread]
        .sort((one, other) => other.receivedAt.localeCompare(one.receivedAt))
        .slice(0, KEPT),
  };
}

function notificationOf(request: AnsweredRequest, fate: RecentNotification['fate']): RecentNotification {
  const { requestId, receivedAt, client, receipt, refusal, status, ms } = request;
  const messages = receipt?.messages ?? [];
  const ids = [...new Set(messages.flatMap(({ subscriptionId }) => subscriptionId ?? []))];
  return {
    requestId,
    receivedAt: receivedAt.toISOString(),
    from: client.name,
    mandator: receipt?.mandator ?? null,
    subscriptionIds: ids.slice(0, MOST_IDS).map(cut),
    events: eventsOf(messages),
    rows: receipt?.rows ?? 0,
    duplicates: receipt?.duplicates ?? null,
    fate,
    code: receipt?.code ?? refusal ?? 'refused',
    reason: cutOrNull(receipt?.error?.message ?? null),
    httpStatus: status,
    ms: Math.round(ms * 10) / 10,
    isSelftest: isSelftest(request),
  };
}

function eventsOf(messages: NonNullable<AnsweredRequest['receipt']>['messages']): Record<string, number> {
  const kinds = new Map<string, number>();
  for (const { notification } of messages) {
    for (const [kind, count] of Object.entries(notification?.kinds ?? {})) {
      const name = kinds.has(kind) || kinds.size < MOST_KINDS ? cut(kind) : 'other';
      kinds.set(name, (kinds.get(name) ?? 0) + count);
    }
  }
  return Object.fromEntries(kinds);
}

function cutOrNull(text: string | null): string | null {
  return text === null ? null : cut(text);
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}...` : text;
}
