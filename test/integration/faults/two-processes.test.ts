import { expect } from 'chai';
import { expectNothingLost } from '../../support/trial/expect-nothing-lost.ts';
import { spoolTotals } from '../../support/trial/spool-totals.ts';
import { openServerDatabase } from '../../support/trial/trial-database.ts';
import { openTrial } from '../../support/trial/trial.ts';
import type { Trial } from '../../support/trial/trial.ts';
import { until } from '../../support/until.ts';

describe('two processes on one data folder', function () {
  this.timeout(60_000);
  let trial: Trial;

  afterEach(() => trial.close());

  it('share a spool through an outage, and one inherits from the other that is killed', async () => {
    const database = await openServerDatabase();
    trial = await openTrial({ database });
    const [first] = await Promise.all([trial.launch(), trial.launch()]);
    await trial.acknowledge(40);
    await database.server.stop();
    await until('the spool has taken over', () => spoolTotals(trial.dataDir).queued > 0);
    await trial.acknowledge(60);
    await trial.crash(first);
    await trial.acknowledge(30);
    await database.server.start();
    await expectNothingLost(trial, 130);
    expect(spoolTotals(trial.dataDir)).to.deep.equal({ queued: 0, setAside: 0 });
  });

  it('overlap where a pool is recycled, in the midst of an outage too', async () => {
    const database = await openServerDatabase();
    trial = await openTrial({ database });
    let service = await trial.launch();
    for (const change of [() => database.server.stop(), () => database.server.start()]) {
      await change();
      const next = await trial.launch();
      await trial.acknowledge(30);
      await trial.crash(service);
      service = next;
    }
    await trial.acknowledge(30);
    await expectNothingLost(trial, 90);
  });

  it('share an embedded store', async () => {
    trial = await openTrial();
    const [first] = await Promise.all([trial.launch(), trial.launch()]);
    await trial.acknowledge(60);
    await trial.crash(first);
    await trial.launch();
    await trial.acknowledge(60);
    await expectNothingLost(trial, 120);
  });
});
