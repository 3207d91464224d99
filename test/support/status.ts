import type {
  MandatorStatus,
  Minute,
  Problem,
  RecentNotification,
  ServiceStatus,
  SetAsideRow,
} from '../../src/admin/status.ts';
import type { PageView } from '../../src/admin/page/page-view.ts';
import { PLAIN_VIEW } from '../../src/admin/page/links.ts';
import { totalsOf } from '../../src/subscriptions/snapshot.ts';
import type { SubscriptionView } from '../../src/subscriptions/view.ts';

/** When the statuses below are taken. */
export const TAKEN_AT = '2026-11-22T14:07:32.000Z';

/** A moment before `TAKEN_AT`. */
export function before(ms: number): string {
  return new Date(Date.parse(TAKEN_AT) - ms).toISOString();
}

const MINUTE = 60_000;

/** A status in which nothing has happened yet; a test changes what it is about. */
export function emptyStatus(changes: Partial<ServiceStatus> = {}): ServiceStatus {
  return {
    takenAt: TAKEN_AT,
    service: {
      version: '1.2.0',
      node: '24.21.0',
      processId: 4711,
      startedAt: before(3 * MINUTE),
      address: 'http://0.0.0.0:8080',
      paths: ['/Webservices/SyncNotification.svc'],
      store: 'mssql',
      table: 'dbo.SyncNotification',
      mapping: null,
      dataDir: 'C:\\ProgramData\\SyncNotification',
      logLevel: 'info',
    },
    problems: [problemOf('never_heard', 'attention')],
    mandators: [mandatorOf('PROD', { isDefault: true })],
    subscriptions: { takenAt: TAKEN_AT, storageError: null, totals: [], subscriptions: [] },
    history: minutes(4, () => ({})),
    notifications: [],
    setAside: { total: 0, rows: [] },
    settings: [
      { name: 'port', group: 'Listening', value: '8080', from: 'default', source: null },
      {
        name: 'allow',
        group: 'Who may call',
        value: 'exchange-online',
        from: 'file',
        source: 'C:\\sync.jsonc line 4',
      },
      { name: 'store', group: 'Mandators and table', value: 'mssql', from: 'default', source: null },
      {
        name: 'sqlPassword.PROD',
        group: 'SQL Server',
        value: '(hidden)',
        from: 'environment',
        source: 'SYNC_SQL_PASSWORD_FILE',
      },
      { name: 'sqlUser.PROD', group: 'SQL Server', value: null, from: 'default', source: null },
    ],
    disk: { freeBytes: 81 * 1024 ** 3, totalBytes: 120 * 1024 ** 3 },
    mirror: null,
    ...changes,
  };
}

export function problemOf(
  code: Problem['code'],
  level: Problem['level'],
  values: Problem['values'] = {},
  mandator: string | null = null,
): Problem {
  return { code, level, mandator, isUnready: level === 'trouble', values };
}

export function mandatorOf(name: string, changes: Partial<MandatorStatus> = {}): MandatorStatus {
  return {
    mandator: name,
    state: 'ready',
    waitingRows: 0,
    error: null,
    isDefault: false,
    database: `sql01.example.com/ROOMS_${name}`,
    lastCommitAt: null,
    spool: spoolOf(),
    ...changes,
  };
}

export function spoolOf(
  changes: Partial<NonNullable<MandatorStatus['spool']>> = {},
): NonNullable<MandatorStatus['spool']> {
  return {
    state: 'empty',
    queuedRows: 0,
    queuedBytes: 0,
    setAsideRows: 0,
    oldestAt: null,
    overdue: false,
    since: null,
    reason: null,
    fileBytes: 49_152,
    error: null,
    ...changes,
  };
}

/** The last minutes, the running one last. */
export function minutes(count: number, fill: (index: number) => Partial<Minute>): Minute[] {
  const running = Math.floor(Date.parse(TAKEN_AT) / MINUTE) * MINUTE;
  return Array.from({ length: count }, (_, index) => ({
    at: new Date(running - (count - 1 - index) * MINUTE).toISOString(),
    stored: 0,
    refused: 0,
    failed: 0,
    events: 0,
    replyMs: null,
    spooledRows: 0,
    ...fill(index),
  }));
}

export function subscriptionOf(number: number, changes: Partial<SubscriptionView> = {}): SubscriptionView {
  const hex = number.toString(16).padStart(4, '0');
  return {
    mandator: 'PROD',
    subscriptionId: `RgBleDAxLmV4YW1wbGUuY29t${hex}`,
    subscription: `f2572dc4-f090-4259-9ed0-0000000${hex}0`,
    exchangeServer: `ex${(number % 4) + 1}.corp.example.com`,
    mailbox: `${hex}3959-36e0-4a10-8b42-9d3513c3f0d9`,
    mailboxFrom: 'subscriptionId',
    subscribedAt: before((number + 50) * 37 * MINUTE),
    firstHeardAt: before((number + 50) * 36 * MINUTE),
    lastHeardAt: before((number % 29) * 61_000 + 4000),
    lastWatermark: 'AQAAAA==',
    state: 'active',
    ended: null,
    endRequestedAt: null,
    statusFrequencyMs: 30 * MINUTE,
    isStatusFrequencyObserved: true,
    isFollowed: true,
    gaps: [],
    lastError: null,
    counts: {
      messages: 40,
      duplicates: 0,
      failures: 0,
      gaps: 0,
      events: { ModifiedEvent: (number * 7) % 1300, CreatedEvent: number % 40, StatusEvent: 91 },
      errors: {},
    },
    ...changes,
  };
}

/** A subscription that Exchange has dropped. */
export function silentSubscription(number: number): SubscriptionView {
  return subscriptionOf(number, { state: 'silent', lastHeardAt: before((90 + number) * MINUTE) });
}

export function subscriptionsOf(subscriptions: readonly SubscriptionView[]): ServiceStatus['subscriptions'] {
  return { takenAt: TAKEN_AT, storageError: null, totals: totalsOf(subscriptions), subscriptions };
}

export function notificationOf(
  number: number,
  changes: Partial<RecentNotification> = {},
): RecentNotification {
  return {
    requestId: `m3x9k2-${number.toString(36)}`,
    receivedAt: before(number * 7300 + 2000),
    from: '52.97.133.194',
    mandator: 'PROD',
    subscriptionIds: [subscriptionOf(number % 40).subscriptionId],
    events:
      number % 5 === 0 ? { StatusEvent: 1 } : { ModifiedEvent: 1 + (number % 3), CreatedEvent: number % 2 },
    rows: number % 5 === 0 ? 0 : 1 + (number % 3) + (number % 2),
    duplicates: 0,
    fate: 'table',
    code: 'ok',
    reason: null,
    httpStatus: 200,
    ms: 3 + (number % 9),
    isSelftest: false,
    ...changes,
  };
}

export function setAsideOf(number: number, changes: Partial<SetAsideRow> = {}): SetAsideRow {
  return {
    number,
    mandator: 'PROD',
    cameAt: before(95 * MINUTE),
    setAsideAt: before(94 * MINUTE),
    reason:
      "SQL Server error 2628: String or binary data would be truncated in table 'ROOMS.dbo.SyncNotification', column 'ItemId'.",
    values: {
      Mandator: 'PROD',
      EventType: 'ModifiedEvent',
      ItemId: 'AAMkAGYzNDgzOTU5LTM2ZTAtNGExMA==',
      UnreadCount: null,
    },
    ...changes,
  };
}

/** The page as it is first asked for, in UTC. */
export function viewOf(changes: Partial<PageView> = {}): PageView {
  return {
    ...PLAIN_VIEW,
    language: 'en',
    isLanguageChosen: false,
    timeZone: 'UTC',
    root: './',
    formToken: 'token',
    notice: null,
    selftests: [],
    ...changes,
  };
}
