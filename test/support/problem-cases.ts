import type { ProblemFacts } from '../../src/admin/problems.ts';
import type { ProblemCode } from '../../src/admin/status.ts';
import { DAY, GIB, mandator, MIB, minutes, mirror, NOW, totals } from './problem-facts.ts';

/** Facts that make a problem, and facts just beside them that do not. */
export const PROBLEM_CASES: Readonly<
  Record<ProblemCode, { is: Partial<ProblemFacts>[]; isNot: Partial<ProblemFacts>[] }>
> = {
  intake_refused: {
    is: [
      {
        mandators: [mandator({ state: 'down', error: 'gone' }, { state: 'unavailable', error: 'no room' })],
      },
      { mandators: [mandator({ state: 'down', error: 'disk full', spool: null })] },
      { mandators: [mandator({ state: 'down' }, { state: 'waiting', fileBytes: GIB })] },
    ],
    isNot: [
      { mandators: [mandator({ state: 'down' }, { state: 'waiting' })] },
      { mandators: [mandator({ state: 'connecting' }, { state: 'unavailable' })] },
    ],
  },
  database_away: {
    is: [
      { mandators: [mandator({ state: 'down' }, { state: 'waiting', queuedRows: 7 })] },
      { mandators: [mandator({ state: 'down' })] },
      { mandators: [mandator({}, { state: 'waiting', queuedRows: 7 })] },
    ],
    isNot: [
      { mandators: [mandator({ state: 'connecting' })] },
      { mandators: [mandator({}, { state: 'emptying', queuedRows: 7 })] },
      { mandators: [mandator({ state: 'down' }, { state: 'unavailable' })] },
    ],
  },
  spool_overdue: {
    is: [{ mandators: [mandator({}, { overdue: true, queuedRows: 1 })] }],
    isNot: [{ mandators: [mandator({}, { queuedRows: 1 })] }],
  },
  spool_nearly_full: {
    is: [{ mandators: [mandator({}, { fileBytes: 0.81 * GIB })] }],
    isNot: [{ mandators: [mandator({}, { fileBytes: 0.8 * GIB })] }],
  },
  spool_unavailable: {
    is: [{ mandators: [mandator({}, { state: 'unavailable', error: 'read-only' })] }],
    isNot: [{ mandators: [mandator({ state: 'down' }, { state: 'unavailable' })] }],
  },
  rows_set_aside: {
    is: [{ mandators: [mandator({}, { setAsideRows: 1 })] }],
    isNot: [{ mandators: [mandator({}, { setAsideRows: 0 })] }],
  },
  notifications_failed: {
    is: [
      {
        history: [
          ...minutes({ stored: 1 }).slice(15),
          ...minutes({ failed: 1 }).slice(0, 1),
          ...minutes({}).slice(0, 14),
        ],
      },
    ],
    isNot: [{ history: [...minutes({ failed: 1 }).slice(0, 1), ...minutes({}).slice(0, 15)] }],
  },
  disk_low: {
    is: [
      { disk: { freeBytes: 63 * MIB, totalBytes: 100 * GIB } },
      { disk: { freeBytes: 1023 * MIB, totalBytes: 100 * GIB } },
      { disk: { freeBytes: 99 * MIB, totalBytes: 1000 * MIB } },
    ],
    isNot: [
      { disk: { freeBytes: GIB, totalBytes: 100 * GIB } },
      { disk: { freeBytes: 101 * MIB, totalBytes: 1000 * MIB } },
      { disk: null },
    ],
  },
  subscriptions_silent: {
    is: [{ subscriptions: { storageError: null, totals: [totals({ silent: 1 })] } }],
    isNot: [{ subscriptions: { storageError: null, totals: [totals({ active: 0, silent: 1 })] } }],
  },
  exchange_silent: {
    is: [{ subscriptions: { storageError: null, totals: [totals({ active: 0, silent: 3 })] } }],
    isNot: [
      { subscriptions: { storageError: null, totals: [totals({ active: 0, silent: 0, ended: 3 })] } },
      { subscriptions: { storageError: null, totals: [totals({ silent: 3 })] } },
    ],
  },
  never_heard: {
    is: [{ subscriptions: { storageError: null, totals: [] } }],
    isNot: [{ subscriptions: { storageError: null, totals: [totals({ active: 0, ended: 1 })] } }],
  },
  gaps: {
    is: [{ subscriptions: { storageError: null, totals: [totals({ withGap: 1 })] } }],
    isNot: [{ subscriptions: { storageError: null, totals: [totals({ withGap: 0 })] } }],
  },
  subscriptions_not_kept: {
    is: [{ subscriptions: { storageError: 'read-only', totals: [totals({})] } }],
    isNot: [{ subscriptions: { storageError: null, totals: [totals({})] } }],
  },
  callers_refused: {
    is: [{ refusedCallers: { count: 1, last: { from: '192.0.2.7', at: '2026-11-22T11:59:00Z' } } }],
    isNot: [{ refusedCallers: { count: 0, last: null } }],
  },
  certificate_expires: {
    is: [{ certificateEnds: new Date(NOW + 14 * DAY - 1) }],
    isNot: [{ certificateEnds: new Date(NOW + 14 * DAY) }, { certificateEnds: new Date(NOW) }],
  },
  certificate_expired: {
    is: [{ certificateEnds: new Date(NOW) }],
    isNot: [{ certificateEnds: new Date(NOW + 1) }],
  },
  ranges_old: {
    is: [{ rangesRetrieved: new Date(NOW - 181 * DAY).toISOString() }],
    isNot: [{ rangesRetrieved: new Date(NOW - 180 * DAY).toISOString() }, { rangesRetrieved: null }],
  },
  mirror_away: {
    is: [{ mirror: { ...mirror(), state: 'away' } }],
    isNot: [{ mirror: mirror() }],
  },
  open_to_all: { is: [{ isOpenToAll: true }], isNot: [{ isOpenToAll: false }] },
};
