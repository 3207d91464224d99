import { join } from 'node:path';
import { expect } from 'chai';
import { followRow } from '../../../src/selftest/follow-row.ts';
import { openSqliteRow } from '../../../src/store/sqlite/single-row.ts';
import { AWAY } from '../../support/fault-store.ts';
import { rowsNamed, TABLE } from '../../support/spool-table.ts';
import { useSpoolFolder } from '../../support/spool.ts';
import { until } from '../../support/until.ts';

describe('the way of a test message’s row', () => {
  const folder = useSpoolFolder();

  it('is followed to the table where the row was being written when it was taken out of the spool', async () => {
    const spool = await folder.open();
    const [row] = rowsNamed('test');
    if (row === undefined) {
      throw new Error('there is no row');
    }
    spool.inner.failWith(AWAY);
    await spool.write('PROD', [...rowsNamed('other'), row]);
    spool.inner.hold();
    spool.inner.failWith(null);
    const before = spool.inner.tried.length;
    spool.retryNow();
    await until('the spool is being written to the table', () => spool.inner.tried.length > before);

    const steps: string[] = [];
    const identity = { table: TABLE, row, proofIndexes: [0] };
    await followRow({
      mandator: 'PROD',
      identity,
      table: 'T',
      open: () => {
        const real = openSqliteRow(join(folder.path, 'target.db'), identity);
        const count = async (): Promise<number> => {
          const found = await real.count();
          await spool.inner.release();
          return found;
        };
        return Promise.resolve({ ...real, count });
      },
      spoolFile: folder.spoolFile,
      isAccepted: true,
      isPending: false,
      patienceMs: 300,
      record: (step, { result, code }) => steps.push(`${step}: ${result} ${code}`),
    });
    expect(steps).to.deep.equal(['spool: warn waiting', 'table: ok row_found', 'remove: ok removed']);
    expect(folder.stored()).to.deep.equal(['other']);
  });
});
