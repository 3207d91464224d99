import { expect } from 'chai';
import { compareLedger } from '../../../src/exchange/compare-ledger.ts';
import type { LedgerEntry } from '../../../src/exchange/ledger.ts';
import { spoolTotals } from '../../support/trial/spool-totals.ts';
import { openServerDatabase } from '../../support/trial/trial-database.ts';
import type { ServerDatabase } from '../../support/trial/trial-database.ts';
import { openTrial } from '../../support/trial/trial.ts';
import type { Trial } from '../../support/trial/trial.ts';
import { until } from '../../support/until.ts';

/** Folder ids are 116 or 120 characters long, item ids 152: only moved and copied items do not fit. */
const narrow = (script: string): string =>
  script.replace('[OldItemId] nvarchar(512)', '[OldItemId] nvarchar(130)');

function isPoison({ event }: LedgerEntry): boolean {
  return event.target === 'Item' && event.oldObject !== null;
}

describe('rows that the table does not take, among good ones', function () {
  this.timeout(60_000);
  let database: ServerDatabase;
  let trial: Trial;

  beforeEach(async () => {
    database = await openServerDatabase(narrow);
    trial = await openTrial({ database });
  });

  afterEach(() => trial.close());

  /** Every good event has its row, in order; every other one is set aside. */
  async function expectOnlyPoisonSetAside(): Promise<void> {
    await trial.settle();
    const { entries, endings } = trial.simulator.ledger;
    const good = entries.filter((entry) => !isPoison(entry));
    const report = compareLedger(good, database.events());
    expect(report.offenders).to.deep.equal([]);
    expect(report.acknowledged).to.equal(good.length);
    expect(report.rows).to.equal(good.length);
    const poisoned = entries.length - good.length;
    expect(poisoned).to.be.greaterThan(10);
    expect(spoolTotals(trial.dataDir)).to.deep.equal({ queued: 0, setAside: poisoned });
    expect(endings).to.deep.equal([]);
    expect(Object.keys(trial.simulator.ledger.outcomes)).to.deep.equal(['OK']);
  }

  it('are set aside, and nothing else is, while the database is there', async () => {
    await trial.launch();
    await trial.acknowledge(120);
    await expectOnlyPoisonSetAside();
  });

  it('are set aside, and nothing else is, after an outage', async () => {
    await trial.launch();
    await database.server.stop();
    await until('the spool has taken over', () => spoolTotals(trial.dataDir).queued > 0);
    await trial.acknowledge(120);
    await database.server.start();
    await expectOnlyPoisonSetAside();
  });
});
