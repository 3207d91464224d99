import { expect } from 'chai';
import { findProblems, type ProblemFacts } from '../../../src/admin/problems.ts';
import type { Problem } from '../../../src/admin/status.ts';
import { PROBLEM_CASES } from '../../support/problem-cases.ts';
import { GIB, mandator, MIB, minutes, WELL } from '../../support/problem-facts.ts';

const found = (change: Partial<ProblemFacts>): Problem[] => findProblems({ ...WELL, ...change });

describe('the problems of a service', () => {
  it('are none where all is well', () => {
    expect(found({})).to.deep.equal([]);
  });

  for (const [code, { is, isNot }] of Object.entries(PROBLEM_CASES)) {
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
    const unready = Object.values(PROBLEM_CASES)
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
