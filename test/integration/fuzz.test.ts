import { expect } from 'chai';
import { fuzz } from '../fuzz/fuzz.ts';
import { reportText } from '../fuzz/report.ts';
import { useTempFolder } from '../support/temp-folder.ts';

/** Every run of the suite tries other cases; the seed is in the message of what fails. */
const SEED = process.env['SYNC_FUZZ_SEED'] ?? new Date().toISOString();
const MILLISECONDS = 10_000;

describe('the service under mutated and generated messages and raw HTTP', function () {
  this.timeout(120_000);
  const findings = useTempFolder();

  it('answers properly, stores what it answers OK, and serves good messages in between', async () => {
    const report = await fuzz({
      seed: SEED,
      milliseconds: MILLISECONDS,
      cases: 10_000,
      findings: findings.path,
    });

    expect(report.problems, reportText(report)).to.deep.equal([]);
    expect(report.cases, 'cases').to.be.greaterThan(50);
    expect(report.stored.rows, 'rows of cases that were answered OK').to.be.greaterThan(0);
    expect(report.good.events, 'events of good messages').to.be.greaterThan(10);
    expect(report.eventLoop.turnMaxMs).to.be.greaterThan(0);
  });
});
