import type { ProblemFacts } from '../../src/admin/problems.ts';
import type { MandatorStatus, Minute } from '../../src/admin/status.ts';
import { spoolOf } from './status.ts';

/** The moment that the facts are of, milliseconds since 1970. */
export const NOW = Date.parse('2026-11-22T12:00:00Z');
export const DAY = 86_400_000;
export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** A service that nothing is wrong with, as those see it who look for problems. */
export const WELL: ProblemFacts = {
  now: NOW,
  mandators: [mandator({})],
  awaySince: {},
  lastFailureAt: {},
  spoolMaxBytes: GIB,
  spoolMaxAgeMs: 3_600_000,
  disk: { freeBytes: 50 * GIB, totalBytes: 100 * GIB },
  history: minutes({ stored: 1 }),
  subscriptions: { storageError: null, totals: [totals({})] },
  refusedCallers: { count: 0, last: null },
  certificateEnds: null,
  rangesRetrieved: null,
  mirror: null,
  isOpenToAll: false,
};

/** A mandator that is well but for what is given. */
export function mandator(
  fields: Partial<MandatorStatus>,
  spool: Partial<NonNullable<MandatorStatus['spool']>> = {},
): MandatorStatus {
  return {
    mandator: 'PROD',
    isDefault: true,
    database: 'db/ROOMS',
    state: 'ready',
    waitingRows: 0,
    lastCommitAt: null,
    error: null,
    spool: spoolOf(spool),
    ...fields,
  };
}

/** An hour whose minutes are all alike. */
export function minutes(fields: Partial<Minute>): Minute[] {
  const empty = { at: '', stored: 0, refused: 0, failed: 0, events: 0, replyMs: null, spooledRows: 0 };
  return Array.from({ length: 60 }, (_, index) => ({
    ...empty,
    ...fields,
    at: new Date(NOW - (59 - index) * 60_000).toISOString(),
  }));
}

/** Counts of a mandator's subscriptions. */
export function totals(
  fields: Partial<ProblemFacts['subscriptions']['totals'][number]>,
): ProblemFacts['subscriptions']['totals'][number] {
  return {
    mandator: 'PROD',
    active: 9,
    silent: 0,
    ended: 0,
    withGap: 0,
    lastHeardAt: '2026-11-22T11:59:00.000Z',
    ...fields,
  };
}

/** A mirror whose other side answers. */
export function mirror(): NonNullable<ProblemFacts['mirror']> {
  return {
    state: 'ready',
    waiting: 0,
    waitingBytes: 0,
    sent: 0,
    same: 0,
    different: 0,
    lost: 0,
    trouble: null,
  };
}
