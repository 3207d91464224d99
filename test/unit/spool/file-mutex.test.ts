import { join } from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { withFileMutex } from '../../../src/spool/file-mutex.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

describe('withFileMutex', () => {
  const folder = useTempFolder();
  const entry = new URL('../../../src/spool/file-mutex.ts', import.meta.url).href;

  it('lets one at a time do its work', async () => {
    const path = join(folder.path, 'lock');
    const shared = new Int32Array(new SharedArrayBuffer(8));
    const code = `
      const { workerData: { path, shared, entry } } = require('node:worker_threads');
      import(entry).then(({ withFileMutex }) => {
        for (let count = 0; count < 20; count++) {
          withFileMutex(path, () => {
            // Between reading and writing, others that were let in would be overwritten.
            const seen = shared[0];
            Atomics.wait(shared, 1, 0, 1);
            shared[0] = seen + 1;
          });
        }
      });`;
    const workers = [1, 2, 3].map(
      () => new Worker(code, { eval: true, workerData: { path, shared, entry } }),
    );
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
    expect(shared[0]).to.equal(60);
  });

  it('is free again after work that failed', () => {
    const path = join(folder.path, 'lock');
    expect(() =>
      withFileMutex(path, () => {
        throw new Error('failed');
      }),
    ).to.throw('failed');
    expect(withFileMutex(path, () => 'done')).to.equal('done');
  });
});
