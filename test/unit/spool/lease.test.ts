import { join } from 'node:path';
import { expect } from 'chai';
import { createLease, type Lease } from '../../../src/spool/lease.ts';
import { openSpoolFile, type SpoolFile } from '../../../src/spool/spool-file.ts';
import { systemClock } from '../../../src/store/clock.ts';
import { createKeptLog } from '../../support/kept-log.ts';
import { createStillClock, type StillClock } from '../../support/still-clock.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

describe('the lease of a mandator', () => {
  const folder = useTempFolder();
  let file: SpoolFile;
  let clock: StillClock;
  beforeEach(async () => {
    clock = createStillClock();
    file = await openSpoolFile({
      file: join(folder.path, 'spool.db'),
      clock: systemClock,
      log: createKeptLog(),
    });
  });
  afterEach(() => file.close());
  const leaseOf = (owner: string, mandator = 'PROD'): Lease =>
    createLease({ mandator, owner, file, takeOverMs: 5000, clock, log: createKeptLog() });

  it('has one holder, for each mandator', async () => {
    const [one, two] = [leaseOf('one'), leaseOf('two')];
    expect(await one.acquire()).to.equal(true);
    expect(await two.acquire()).to.equal(false);
    expect(await one.acquire()).to.equal(true);
    expect(await leaseOf('two', 'TEST').acquire()).to.equal(true);
  });

  it('is free as soon as it is released, and only its holder can release it', async () => {
    const [one, two] = [leaseOf('one'), leaseOf('two')];
    await one.acquire();
    await two.release();
    expect(await two.acquire()).to.equal(false);
    await one.release();
    expect(await two.acquire()).to.equal(true);
    expect(await one.acquire()).to.equal(false);
  });

  it('is taken from a holder that gave no sign of life for long enough, by one of those that wait', async () => {
    const [dead, two, three] = [leaseOf('dead'), leaseOf('two'), leaseOf('three')];
    await dead.acquire();
    expect(await two.acquire()).to.equal(false);
    expect(await three.acquire()).to.equal(false);
    await clock.advance(4999);
    expect(await two.acquire()).to.equal(false);
    await clock.advance(1);
    expect([await two.acquire(), await three.acquire()]).to.deep.equal([true, false]);
    expect(await dead.acquire()).to.equal(false);
  });

  it('is not taken from a holder that gives signs of life, however long it holds it', async () => {
    const [holder, other] = [leaseOf('holder'), leaseOf('other')];
    await holder.acquire();
    for (let seconds = 0; seconds < 20; seconds += 4) {
      expect(await other.acquire()).to.equal(false);
      await clock.advance(4000);
      await holder.acquire();
    }
    expect(await other.acquire()).to.equal(false);
  });

  it('counts as held where nobody can write to the file any more', async () => {
    await leaseOf('one').acquire();
    await file.close();
    expect(await leaseOf('two').acquire()).to.equal(true);
  });
});
