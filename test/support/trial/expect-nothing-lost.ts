import { expect } from 'chai';
import type { LedgerReport } from '../../../src/exchange/compare-ledger.ts';
import type { Trial } from './trial.ts';

/**
 * Lets everything be answered and forwarded, and then expects that every event was acknowledged and stands in the
 * table once, in order, and that Exchange gave no subscription up.
 * @param atLeast how many events there have to be, so that the trial was one
 */
export async function expectNothingLost(trial: Trial, atLeast: number): Promise<LedgerReport> {
  const report = await trial.settle();
  expect(report.offenders).to.deep.equal([]);
  expect(report.clean).to.equal(true);
  expect(trial.simulator.ledger.endings).to.deep.equal([]);
  expect(report.acknowledged).to.equal(report.events);
  expect(report.rows).to.equal(report.events).and.be.at.least(atLeast);
  return report;
}
