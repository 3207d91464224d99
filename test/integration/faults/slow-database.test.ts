import { expect } from 'chai';
import { expectNothingLost } from '../../support/trial/expect-nothing-lost.ts';
import { spoolTotals } from '../../support/trial/spool-totals.ts';
import { openServerDatabase } from '../../support/trial/trial-database.ts';
import type { ServerDatabase } from '../../support/trial/trial-database.ts';
import { openTrial } from '../../support/trial/trial.ts';
import type { Trial } from '../../support/trial/trial.ts';
import { until } from '../../support/until.ts';

describe('a slow database', function () {
  this.timeout(60_000);
  let database: ServerDatabase;
  let trial: Trial;

  beforeEach(async () => {
    database = await openServerDatabase();
  });

  afterEach(() => trial.close());

  it('is waited for while it stays within the deadline', async () => {
    trial = await openTrial({ database, env: { SYNC_WRITE_TIMEOUT_MS: '10000' } });
    await trial.launch();
    database.server.latencyMs = 150;
    await trial.acknowledge(100);
    expect(spoolTotals(trial.dataDir)).to.deep.equal({ queued: 0, setAside: 0 });
    await expectNothingLost(trial, 100);
  });

  it('is spared by the spool beyond it, and gets everything once', async () => {
    trial = await openTrial({ database });
    await trial.launch();
    await trial.acknowledge(20);
    // Late commits of what the spool has taken over come through too.
    database.server.latencyMs = 1200;
    await until('the spool has taken over', () => spoolTotals(trial.dataDir).queued > 0);
    await trial.acknowledge(100);
    database.server.latencyMs = 0;
    await expectNothingLost(trial, 120);
    expect(Object.keys(trial.simulator.ledger.outcomes)).to.deep.equal(['OK']);
  });
});
