import { join } from 'node:path';
import { expect } from 'chai';
import { createDisk } from '../../../src/admin/disk.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

describe('the room on a disk', () => {
  const folder = useTempFolder();

  it('is told in bytes', async () => {
    const { freeBytes, totalBytes } = (await createDisk(folder.path).space()) ?? {
      freeBytes: 0,
      totalBytes: 0,
    };
    expect(freeBytes).to.be.greaterThan(0);
    expect(totalBytes).to.be.greaterThan(freeBytes);
  });

  it('is unknown where there is no such folder', async () => {
    expect(await createDisk(join(folder.path, 'nothing')).space()).to.equal(null);
  });

  it('is asked for at most every few seconds', async () => {
    let now = 0;
    const disk = createDisk(folder.path, () => now);
    const first = await disk.space();
    now = 4999;
    expect(await disk.space()).to.equal(first);
    now = 5000;
    expect(await disk.space()).to.not.equal(first);
  });
});
