import { open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { AWAY } from '../../support/fault-store.ts';
import { useSpoolFolder, type SpoolUnderTest } from '../../support/spool.ts';
import { rowsNamed } from '../../support/spool-table.ts';
import { skipBecause } from '../../support/skip.ts';

describe('a corrupt spool file', () => {
  const folder = useSpoolFolder();
  const names = Array.from({ length: 2000 }, (_, index) => `row ${index}`);
  const fill = async (): Promise<void> => {
    const spool = await folder.open();
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed(...names));
    await spool.close();
  };
  /** Overwrites a part of the file, from a page of its own on. */
  const damage = async (page: number, pages: number): Promise<void> => {
    const file = await open(folder.spoolFile, 'r+');
    await file.write(Buffer.alloc(pages * 4096, 0x5a), 0, pages * 4096, page * 4096);
    await file.close();
  };
  const aside = async (): Promise<string[]> =>
    (await readdir(folder.path)).filter((name) => /^spool\.db\.corrupt-\d{8}T\d{6}Z(-\d+)?$/.test(name));
  const whenForwarded = async (spool: SpoolUnderTest): Promise<void> => {
    const emptied = 'the spool is emptied';
    if (!spool.log.lines.some(({ message }) => message === emptied)) {
      await spool.log.next(emptied);
    }
  };

  it('is moved aside at the start, and a new one is begun', async () => {
    await writeFile(folder.spoolFile, 'this is no database'.repeat(1000));
    const spool = await folder.open();
    const told = spool.log.lines.find(({ level }) => level === 'error');
    expect(told?.message).to.equal('the spool file was corrupt and was moved aside');
    const [moved] = await aside();
    expect(told?.fields['path']).to.equal(join(folder.path, moved ?? ''));
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed('a'));
    await spool.empty();
    expect(folder.stored()).to.deep.equal(['a']);
  });

  it('gives back every row that can still be read, also when the damage shows only later', async () => {
    await fill();
    await damage(20, 10);
    const spool = await folder.open();
    await whenForwarded(spool);
    const stored = folder.stored();
    expect(await aside()).to.have.length(1);
    expect(stored.length).to.be.within(1000, 1999);
    expect(stored).to.deep.equal(names.filter((name) => stored.includes(name)));
    expect(stored).to.include.members([names[0], names.at(-1)]);
    const told = spool.log.lines.find(({ level }) => level === 'error');
    expect(told?.fields['salvagedRows']).to.equal(stored.length);
  });

  it('is not deleted, however often that happens', async () => {
    for (let count = 1; count <= 3; count++) {
      await writeFile(folder.spoolFile, `no database ${count}`.repeat(1000));
      const spool = await folder.open();
      await spool.close();
      expect(await aside()).to.have.length(count);
    }
  });

  it('takes a message that comes while it is found out', async () => {
    await fill();
    await damage(1, 1000);
    const spool = await folder.open();
    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed('new'));
    await spool.empty();
    expect(folder.stored()).to.include('new');
  });

  for (const [what, remove] of [
    ['deleted', (file: string) => rm(file)],
    ['moved away', (file: string) => rename(file, `${file}.old`)],
  ] as const) {
    it(`is begun anew when it is ${what} under the running service`, async function () {
      if (process.platform === 'win32') {
        skipBecause(this, 'Windows does not let go of a file that is open');
      }
      const spool = await folder.open();
      await remove(folder.spoolFile);
      spool.inner.failWith(AWAY);
      await spool.write('PROD', rowsNamed('a'));
      expect(folder.ask('SELECT body FROM rows', folder.spoolFile)).to.deep.equal([{ body: '["a",1]' }]);
      await spool.empty();
      expect(folder.stored()).to.deep.equal(['a']);
    });
  }
});
