import { expect } from 'chai';
import { expectNothingLost } from '../../support/trial/expect-nothing-lost.ts';
import { spoolTotals } from '../../support/trial/spool-totals.ts';
import { openServerDatabase } from '../../support/trial/trial-database.ts';
import type { ServerDatabase } from '../../support/trial/trial-database.ts';
import { openTrial } from '../../support/trial/trial.ts';
import type { Trial } from '../../support/trial/trial.ts';
import { until } from '../../support/until.ts';

describe('a database that is away for an hour', function () {
  this.timeout(60_000);
  let database: ServerDatabase;
  let trial: Trial;

  // An hour in three seconds, which a subscription would not survive that is not answered.
  const HASTY = { speed: 1200, statusFrequency: 30 };

  beforeEach(async () => {
    database = await openServerDatabase();
  });

  afterEach(() => trial.close());

  it('costs no notification and no subscription, and Exchange hears of nothing', async () => {
    trial = await openTrial({ database, ...HASTY });
    await trial.launch();
    await trial.acknowledge(30);
    await database.server.stop();
    await trial.pass(60);
    const { queued } = spoolTotals(trial.dataDir);
    expect(queued).to.be.greaterThan(50);
    expect(database.events().length).to.be.lessThan(trial.simulator.ledger.count('acknowledged'));
    await database.server.start();
    // What comes in while the spool is emptied has to stand behind what is in it.
    await until('the spool is empty', () => spoolTotals(trial.dataDir).queued === 0);
    await expectNothingLost(trial, queued + 60);
    expect(Object.keys(trial.simulator.ledger.outcomes)).to.deep.equal(['OK']);
  });

  it('costs nothing where it takes connections and says nothing', async () => {
    trial = await openTrial({ database, ...HASTY });
    await trial.launch();
    await trial.acknowledge(30);
    database.server.pause();
    await until('the spool has taken over', () => spoolTotals(trial.dataDir).queued > 0);
    await trial.pass(60);
    database.server.resume();
    await expectNothingLost(trial, 100);
    expect(Object.keys(trial.simulator.ledger.outcomes)).to.deep.equal(['OK']);
  });

  it('costs nothing where the service is started meanwhile', async () => {
    trial = await openTrial({ database });
    await database.server.stop();
    const service = await trial.launch();
    await trial.acknowledge(30);
    expect(database.events()).to.deep.equal([]);
    await trial.crash(service);
    await trial.launch();
    await trial.acknowledge(30);
    await database.server.start();
    await expectNothingLost(trial, 60);
  });
});
