import { expect } from 'chai';
import { expectNothingLost } from '../../support/trial/expect-nothing-lost.ts';
import { openServerDatabase } from '../../support/trial/trial-database.ts';
import type { ServerDatabase } from '../../support/trial/trial-database.ts';
import { openTrial } from '../../support/trial/trial.ts';
import type { Trial } from '../../support/trial/trial.ts';
import type { Fault } from '../../support/tds-server/faults.ts';

const INSERT = /INSERT/i;
const DEADLOCK = { error: 1205 } as const;

/** In pairs with what makes them happen: a connection is opened only where one was cut. */
const CUTS: readonly (readonly Fault[])[] = [
  [{ on: 'statement', match: INSERT, action: 'cutBefore' }],
  [{ on: 'statement', match: INSERT, action: 'cutDuring' }],
  [{ on: 'statement', match: INSERT, action: 'cutAfter' }],
  [{ on: 'commit', action: 'cutBefore' }],
  [{ on: 'commit', action: 'cutAfter' }],
  [{ on: 'statement', match: INSERT, action: 'hang' }],
  [{ on: 'statement', match: INSERT, action: 'hangAfter' }],
  [{ on: 'statement', match: INSERT, action: 'stall' }],
  [
    { on: 'statement', match: INSERT, action: 'cutAfter' },
    { on: 'connect', action: 'refuse', times: 2 },
  ],
  [
    { on: 'statement', match: INSERT, action: 'cutAfter' },
    { on: 'login', action: 'cutBefore' },
  ],
  [
    { on: 'statement', match: INSERT, action: 'cutAfter' },
    { on: 'login', action: 'hang' },
  ],
];

const DEADLOCKS: readonly (readonly Fault[])[] = [
  [{ on: 'statement', match: INSERT, action: DEADLOCK }],
  [{ on: 'statement', match: INSERT, action: DEADLOCK, times: 8 }],
  [{ on: 'commit', action: DEADLOCK }],
  [{ on: 'statement', match: INSERT, action: { error: 1222 }, times: 3 }],
];

describe('a database under load', function () {
  this.timeout(60_000);
  let database: ServerDatabase;
  let trial: Trial;

  beforeEach(async () => {
    database = await openServerDatabase();
    trial = await openTrial({ database });
  });

  afterEach(() => trial.close());

  /** Lets them happen one after the other while messages come in. */
  async function plant(plans: readonly (readonly Fault[])[]): Promise<void> {
    await trial.launch();
    await trial.acknowledge(20);
    for (const faults of plans) {
      const planted = faults.map((fault) => database.server.faults.add(fault));
      await Promise.all(planted.map((fault, index) => fault.happened(faults[index]?.times)));
      await trial.acknowledge(15);
    }
    await expectNothingLost(trial, plans.length * 15);
    expect(Object.keys(trial.simulator.ledger.outcomes)).to.deep.equal(['OK']);
  }

  it('loses nothing and doubles nothing where connections are cut at every stage of a statement', async () => {
    await plant(CUTS);
  });

  it('loses nothing and doubles nothing where statements are chosen as victims of deadlocks', async () => {
    await plant(DEADLOCKS);
  });

  it('loses nothing and doubles nothing where all connections are cut again and again', async () => {
    await trial.launch();
    for (let cut = 0; cut < 10; cut++) {
      await trial.acknowledge(10);
      await database.server.killConnections();
    }
    await expectNothingLost(trial, 100);
    expect(Object.keys(trial.simulator.ledger.outcomes)).to.deep.equal(['OK']);
  });
});
