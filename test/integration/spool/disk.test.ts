import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { StoreError } from '../../../src/store/store-error.ts';
import { AWAY } from '../../support/fault-store.ts';
import { useSpoolFolder, type SpoolUnderTest } from '../../support/spool.ts';
import { rowsNamed } from '../../support/spool-table.ts';

const run = promisify(execFile);

describe('a spool on a disk', () => {
  const folder = useSpoolFolder();
  let disk = '';
  let spool: SpoolUnderTest | null = null;
  beforeEach(async function () {
    disk = await mkdtemp(join(tmpdir(), 'sync-notification-disk-'));
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
    } catch (error) {
      process.stdout.write(
        `      no small disk can be mounted here: ${String(error).split('\n')[0] ?? ''}\n`,
      );
      this.skip();
    }
  });
  afterEach(async () => {
    await spool?.close();
    spool = null;
    await run('umount', [disk]).catch(() => undefined);
    await rm(disk, { recursive: true });
  });
  const openOnDisk = async (): Promise<SpoolUnderTest> => {
    spool = await folder.open({ file: join(disk, 'spool.db') });
    return spool;
  };
  const failureOf = (write: Promise<unknown>): Promise<StoreError | null> =>
    write.then(
      () => null,
      (error: unknown) => error as StoreError,
    );
  /** Spools messages of 20 rows until the disk takes no more. @returns the rows that were taken */
  const fill = async (target: SpoolUnderTest): Promise<{ taken: string[]; failure: StoreError }> => {
    const taken: string[] = [];
    for (let message = 0; ; message++) {
      const names = Array.from({ length: 20 }, (_, index) => `${message}-${index}`.padEnd(60, '.'));
      const failure = await failureOf(target.write('PROD', rowsNamed(...names)));
      if (failure !== null) {
        return { taken, failure };
      }
      taken.push(...names);
    }
  };
  const forwardAll = async (target: SpoolUnderTest): Promise<void> => {
    const emptied = target.log.next('the spool is emptied');
    target.inner.failWith(null);
    target.retryNow();
    await emptied;
  };

  it('refuses messages when the disk is full, each as a whole, and loses none that it took', async () => {
    const full = await openOnDisk();
    full.inner.failWith(AWAY);
    const { taken, failure } = await fill(full);
    expect(failure).to.include({ name: 'StoreError', class: 'transient', code: 'SQLITE_FULL' });
    expect(full.spooled()).to.include({ state: 'unavailable', queuedRows: taken.length });
    await forwardAll(full);
    expect(folder.stored()).to.deep.equal(taken);
  });

  it('lets messages go to the database that is back, although the disk stays full', async () => {
    const full = await openOnDisk();
    full.inner.failWith(AWAY);
    const { taken } = await fill(full);
    // What SQLite would need to note what it has done.
    const { bavail, bsize } = await statfs(disk);
    await writeFile(join(disk, 'ballast'), Buffer.alloc(bavail * bsize)).catch(() => undefined);
    await forwardAll(full);
    expect(await full.write('PROD', rowsNamed('after'))).to.deep.equal({ written: 1, duplicates: 0 });
    expect(folder.stored()).to.deep.equal([...taken, 'after']);
    await run('mount', ['-o', 'remount,size=8m', disk]);
    await full.close();
    expect(folder.ask('SELECT count(*) AS n FROM rows', join(disk, 'spool.db'))[0]?.['n']).to.equal(0);
  });

  it('starts without a spool on a read-only disk, says so, and has one when it is writable', async () => {
    await run('mount', ['-o', 'remount,ro', disk]);
    const bare = await openOnDisk();
    expect(bare.spooled()).to.include({ state: 'unavailable' });
    expect(bare.spooled().error).to.include('spool.db');
    expect(await bare.write('PROD', rowsNamed('a'))).to.deep.equal({ written: 1, duplicates: 0 });
    bare.inner.failWith(AWAY);
    const failure = await failureOf(bare.write('PROD', rowsNamed('b')));
    expect(failure).to.include({ name: 'StoreError' });
    expect(failure?.message).to.include('the server is away');
    const again = bare.log.next('the spool takes rows again');
    await run('mount', ['-o', 'remount,rw', disk]);
    await again;
    await bare.write('PROD', rowsNamed('b'));
    await bare.empty();
    expect(folder.stored()).to.deep.equal(['a', 'b']);
  });
});
