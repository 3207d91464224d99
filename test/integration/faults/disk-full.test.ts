import { execFileSync, spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { expectNothingLost } from '../../support/trial/expect-nothing-lost.ts';
import { openServerDatabase } from '../../support/trial/trial-database.ts';
import type { ServerDatabase } from '../../support/trial/trial-database.ts';
import { openTrial } from '../../support/trial/trial.ts';
import type { Trial } from '../../support/trial/trial.ts';
import { until } from '../../support/until.ts';
import { skipBecause } from '../../support/skip.ts';

/** A file may grow to so many bytes: enough for the tables, and for some dozens of rows. */
const FEW_BYTES = 400_000;

const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

/** Mounts a small file system there, where the machine lets this process. */
function mountSmall(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', folder]).status === 0;
}

describe('a disk without room', function () {
  this.timeout(60_000);
  let trial: Trial;

  function refused(): boolean {
    return (trial.simulator.ledger.outcomes['503 fault'] ?? 0) > 5;
  }

  async function expectRefusalsAndNothingLost(): Promise<void> {
    await expectNothingLost(trial, 20);
    const { outcomes } = trial.simulator.ledger;
    expect(Object.keys(outcomes).sort()).to.deep.equal(['503 fault', 'OK']);
  }

  describe('because files may not grow', () => {
    before(function () {
      if (!hasPrlimit) {
        skipBecause(this, 'there is no prlimit on this machine');
      }
    });

    afterEach(() => trial.close());

    const wrap = ['prlimit', `--fsize=${FEW_BYTES}:unlimited`];
    const makeRoom = (pid: number): unknown =>
      execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited']);

    it('makes the embedded store refuse, and nothing of it is lost or half-written', async () => {
      trial = await openTrial({ wrap });
      const { pid } = await trial.launch();
      await until('messages are refused', refused);
      makeRoom(pid);
      await expectRefusalsAndNothingLost();
    });

    it('makes the spool refuse while the database is away, and nothing of it is lost or half-written', async () => {
      const database = await openServerDatabase();
      trial = await openTrial({ database, wrap });
      const { pid } = await trial.launch();
      await trial.acknowledge(20);
      await database.server.stop();
      await until('messages are refused', refused);
      makeRoom(pid);
      await trial.acknowledge(20);
      await database.server.start();
      await expectRefusalsAndNothingLost();
    });
  });

  describe('because the file system is full', () => {
    let database: ServerDatabase;

    beforeEach(async function () {
      database = await openServerDatabase();
      trial = await openTrial({ database });
      if (!mountSmall(trial.dataDir)) {
        await trial.close();
        skipBecause(this, 'no small file system can be mounted here: that takes root on Linux');
      }
    });

    it('loses nothing, and is over when the database takes the rows, although they cannot be deleted yet', async () => {
      await trial.launch();
      await trial.acknowledge(20);
      await database.server.stop();
      await until('messages are refused', refused);
      await database.server.start();
      await trial.simulator.finish();
      expect(spawnSync('mount', ['-o', 'remount,size=64m', trial.dataDir]).status).to.equal(0);
      await expectRefusalsAndNothingLost();
    });

    afterEach(async () => {
      spawnSync('umount', ['--lazy', trial.dataDir]);
      await trial.close();
    });
  });
});
