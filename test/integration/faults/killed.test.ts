import { expect } from 'chai';
import { expectNothingLost } from '../../support/trial/expect-nothing-lost.ts';
import { openServerDatabase } from '../../support/trial/trial-database.ts';
import { openTrial } from '../../support/trial/trial.ts';
import type { Trial } from '../../support/trial/trial.ts';

/** How often it is killed: `SYNC_TEST_KILLS=20` is the long form. */
const KILLS = Number(process.env['SYNC_TEST_KILLS'] ?? 5);
const FEWER_KILLS = KILLS > 5 ? KILLS : 3;

/** Attempts follow each other fast, and no subscription is given up for what a start of the service takes. */
const PATIENT = { speed: 1800, statusFrequency: 1440 };

describe('a service that is killed again and again under load', function () {
  this.timeout(30_000 + KILLS * 10_000);
  let trial: Trial;

  afterEach(() => trial.close());

  /** @param between what else happens from one start to the next kill */
  async function killAgainAndAgain(
    kills: number,
    between = (): Promise<unknown> => Promise.resolve(),
  ): Promise<void> {
    let service = await trial.launch();
    for (let kill = 0; kill < kills; kill++) {
      await between();
      // At a moment of its work that nothing decides.
      await trial.acknowledge(10 + Math.floor(Math.random() * 20));
      await trial.crash(service);
      service = await trial.launch();
    }
    expect(trial.simulator.ledger.outcomes).to.have.any.keys('ECONNRESET', 'ECONNREFUSED');
  }

  it('loses nothing and writes nothing twice in SQL Server', async () => {
    trial = await openTrial({ ...PATIENT, database: await openServerDatabase() });
    await killAgainAndAgain(KILLS);
    await expectNothingLost(trial, KILLS * 10);
  });

  it('loses nothing and writes nothing twice in the embedded store', async () => {
    trial = await openTrial(PATIENT);
    await killAgainAndAgain(FEWER_KILLS);
    await expectNothingLost(trial, FEWER_KILLS * 10);
  });

  it('loses nothing and writes nothing twice where the database comes and goes meanwhile', async () => {
    const database = await openServerDatabase();
    trial = await openTrial({ ...PATIENT, database });
    let isThere = true;
    await killAgainAndAgain(FEWER_KILLS, async () => {
      isThere = !isThere;
      await (isThere ? database.server.start() : database.server.stop());
    });
    await database.server.start();
    await expectNothingLost(trial, FEWER_KILLS * 10);
  });
});
