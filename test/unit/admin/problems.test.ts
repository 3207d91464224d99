import { expect } from 'chai';
import { findProblems, type ProblemFacts } from '../../../src/admin/problems.ts';
import { takesMessages } from '../../../src/admin/store-problems.ts';
import type { MandatorStatus, Minute, Problem, ProblemCode } from '../../../src/admin/status.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

const SPOOL: NonNullable<MandatorStatus['spool']> = {
  state: 'empty',
  queuedRows: 0,
  queuedBytes: 0,
  setAsideRows: 0,
  oldestAt: null,
  overdue: false,
  since: null,
  reason: null,
  fileBytes: 4096,
  error: null,
};
const WELL: ProblemFacts = {
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

/** Facts that make a problem, and facts just beside them that do not. */
const CASES: Readonly<Record<ProblemCode, { is: Partial<ProblemFacts>[]; isNot: Partial<ProblemFacts>[] }>> =
  {
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

const found = (change: Partial<ProblemFacts>): Problem[] => findProblems({ ...WELL, ...change });

describe('the problems of a service', () => {
  it('are none where all is well', () => {
    expect(found({})).to.deep.equal([]);
  });

  for (const [code, { is, isNot }] of Object.entries(CASES)) {
    it(`include ${code}`, () => {
      for (const facts of is) {
        expect(found(facts).map((one) => one.code)).to.include(code);
      }
    });

    it(`do not include ${code} just beside it`, () => {
      for (const facts of isNot) {
        expect(found(facts).map((one) => one.code)).to.not.include(code);
      }
    });
  }

  it('deny readiness where messages could be refused or lost, or rows pile up, and for nothing else', () => {
    const unready = Object.values(CASES)
      .flatMap(({ is }) => is.flatMap(found))
      .filter(({ isUnready }) => isUnready)
      .map(({ code }) => code);
    expect([...new Set(unready)]).to.have.members([
      'intake_refused',
      'database_away',
      'spool_overdue',
      'spool_nearly_full',
      'spool_unavailable',
      'disk_low',
      'certificate_expired',
    ]);
    expect(found({ disk: { freeBytes: 500 * MIB, totalBytes: 100 * GIB } })[0]).to.include({
      level: 'attention',
      isUnready: false,
    });
  });

  it('name the mandator and what its database said', () => {
    const facts = {
      mandators: [
        mandator(
          { state: 'down', error: 'old words' },
          { state: 'waiting', queuedRows: 7, reason: 'no route' },
        ),
      ],
      awaySince: { PROD: '2026-11-22T11:00:00.000Z' },
    };
    expect(found(facts)).to.deep.equal([
      {
        code: 'database_away',
        level: 'trouble',
        mandator: 'PROD',
        isUnready: true,
        values: { database: 'db/ROOMS', reason: 'no route', rows: 7, since: '2026-11-22T11:00:00.000Z' },
      },
    ]);
  });

  it('tell of the spool once, however many mandators share it', () => {
    const broken = mandator({}, { state: 'unavailable', fileBytes: 0.9 * GIB });
    const codes = found({ mandators: [broken, { ...broken, mandator: 'TEST' }] }).map(({ code }) => code);
    expect(codes).to.have.members(['spool_unavailable', 'spool_nearly_full']);
  });

  it('take refused callers seriously where nothing else came in', () => {
    const refusedCallers = { count: 9, last: null };
    expect(found({ refusedCallers })[0]?.level).to.equal('advice');
    expect(found({ refusedCallers, history: minutes({}) })[0]?.level).to.equal('attention');
  });

  it('come with the gravest first', () => {
    const levels = found({
      isOpenToAll: true,
      mandators: [mandator({ state: 'down' }, { setAsideRows: 1 })],
      subscriptions: { storageError: null, totals: [] },
    }).map(({ level, isUnready }) => `${level} ${String(isUnready)}`);
    expect(levels).to.deep.equal(['trouble true', 'trouble false', 'attention false', 'advice false']);
  });
});

describe('a mandator whose database and spool take nothing', () => {
  const refusing = mandator({ state: 'down', error: 'disk full', spool: null });
  const takes = (failedAgo: number, status = refusing): boolean =>
    takesMessages(status, { now: NOW, spoolMaxBytes: GIB, lastFailureAt: { PROD: NOW - failedAgo } });

  it('takes no messages for as long as that is fresh, and then may again', () => {
    expect(takes(0)).to.equal(false);
    expect(takes(119_999)).to.equal(false);
    expect(takes(120_000)).to.equal(true);
  });

  it('takes messages where one of both works', () => {
    expect(takes(0, mandator({ state: 'down' }))).to.equal(true);
    expect(takes(0, mandator({}, { state: 'unavailable' }))).to.equal(true);
  });
});

function mandator(
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
    spool: { ...SPOOL, ...spool },
    ...fields,
  };
}

function minutes(fields: Partial<Minute>): Minute[] {
  const empty = { at: '', stored: 0, refused: 0, failed: 0, events: 0, replyMs: null, spooledRows: 0 };
  return Array.from({ length: 60 }, (_, index) => ({
    ...empty,
    ...fields,
    at: new Date(NOW - (59 - index) * 60_000).toISOString(),
  }));
}

function totals(
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

function mirror(): NonNullable<ProblemFacts['mirror']> {
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
