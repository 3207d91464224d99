import type { Minute, ServiceStatus } from '../../src/admin/status.ts';
import { createRandom } from '../../src/exchange/random.ts';
import {
  before,
  emptyStatus,
  mandatorOf,
  minutes,
  notificationOf,
  problemOf,
  setAsideOf,
  silentSubscription,
  spoolOf,
  subscriptionOf,
  subscriptionsOf,
} from './status.ts';

const MINUTE = 60_000;

/** An hour of ordinary traffic. */
function busyHour(fill: (index: number) => Partial<Minute> = () => ({})): Minute[] {
  const random = createRandom('status');
  return minutes(60, (index) => {
    const stored = 20 + random.below(35) + Math.round(12 * Math.sin(index / 7));
    const median = 2 + random.below(3);
    return {
      stored,
      events: 2 * stored,
      refused: index % 17 === 3 ? 2 : 0,
      replyMs: { median, p95: median + 3 + random.below(9), max: median + 30 },
      ...fill(index),
    };
  });
}

/** All is well and busy. */
export function healthyStatus(changes: Partial<ServiceStatus> = {}): ServiceStatus {
  return emptyStatus({
    service: { ...emptyStatus().service, startedAt: before(3 * 24 * 60 * MINUTE) },
    problems: [],
    mandators: [
      mandatorOf('PROD', { isDefault: true, lastCommitAt: before(2000) }),
      mandatorOf('TEST', { lastCommitAt: before(41 * MINUTE) }),
    ],
    subscriptions: subscriptionsOf(Array.from({ length: 40 }, (_, number) => subscriptionOf(number))),
    history: busyHour(),
    notifications: Array.from({ length: 200 }, (_, number) =>
      number === 12
        ? notificationOf(number, {
            fate: 'refused',
            code: 'content_type',
            reason: 'the content type is not text/xml',
            httpStatus: 415,
            rows: 0,
            events: {},
            subscriptionIds: [],
            mandator: null,
            from: '203.0.113.9',
          })
        : notificationOf(number),
    ),
    ...changes,
  });
}

/** The database of one mandator has been away for a while; rows wait, and some were set aside before. */
export function awayStatus(): ServiceStatus {
  const reason =
    'mandator PROD on sql01.example.com: Failed to connect to sql01.example.com:1433 - connect ECONNREFUSED 10.1.4.20:1433; check that the server runs, its name and port, and the network and firewall in between';
  const since = before(23 * MINUTE);
  return healthyStatus({
    problems: [
      problemOf('database_away', 'trouble', { since, rows: 1204, reason }, 'PROD'),
      problemOf('rows_set_aside', 'trouble', { rows: 2 }, 'PROD'),
      problemOf('subscriptions_silent', 'attention', { count: 3, total: 40 }, 'PROD'),
      problemOf('open_to_all', 'advice'),
    ],
    mandators: [
      mandatorOf('PROD', {
        isDefault: true,
        state: 'down',
        error: reason,
        lastCommitAt: before(23 * MINUTE),
        spool: spoolOf({
          state: 'waiting',
          queuedRows: 1204,
          queuedBytes: 1_340_000,
          setAsideRows: 2,
          oldestAt: since,
          since,
          reason,
        }),
      }),
      mandatorOf('TEST', { lastCommitAt: before(MINUTE) }),
    ],
    subscriptions: subscriptionsOf(
      Array.from({ length: 40 }, (_, number) =>
        number < 3 ? silentSubscription(number) : subscriptionOf(number),
      ),
    ),
    history: busyHour((index) =>
      index < 37 ? {} : { spooledRows: (index - 36) * 52, failed: index === 37 ? 4 : 0 },
    ),
    notifications: Array.from({ length: 200 }, (_, number) =>
      notificationOf(number, {
        fate: number < 180 ? 'spool' : number < 184 ? 'failed' : 'table',
        ...(number >= 180 && number < 184
          ? { code: 'ESOCKET', reason: 'the database was away and the spool was not ready', httpStatus: 503 }
          : {}),
      }),
    ),
    setAside: {
      total: 2,
      rows: [
        setAsideOf(17),
        setAsideOf(18, {
          reason:
            'SQL Server error 547: The INSERT statement conflicted with the CHECK constraint "CK_Kind".',
        }),
      ],
    },
  });
}

/** An installation with very many mailboxes. */
export function largeStatus(): ServiceStatus {
  const subscriptions = Array.from({ length: 2000 }, (_, number) => {
    if (number % 400 === 7) {
      return silentSubscription(number);
    }
    const base = subscriptionOf(number);
    return number % 500 === 3 ? { ...base, counts: { ...base.counts, gaps: 2 } } : base;
  });
  return healthyStatus({
    problems: [problemOf('subscriptions_silent', 'attention', { count: 5, total: 2000 }, 'PROD')],
    subscriptions: subscriptionsOf(subscriptions),
  });
}
