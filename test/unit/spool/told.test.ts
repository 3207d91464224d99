import { expect } from 'chai';
import { AWAY } from '../../support/fault-store.ts';
import { useSpoolFolder } from '../../support/spool.ts';
import { rowsNamed } from '../../support/spool-table.ts';
import { createToldObserver } from '../../support/told.ts';
import { until } from '../../support/until.ts';

describe('what is told of the spool', () => {
  const folder = useSpoolFolder();

  it('is what is spooled, forwarded and set aside, by mandator', async () => {
    const observer = createToldObserver();
    const forwarded = (mandator: string): number =>
      observer
        .of('rowsForwarded')
        .filter(([name]) => name === mandator)
        .reduce((sum, [, rows]) => sum + Number(rows), 0);
    const spool = await folder.open({ observer });
    await spool.write('PROD', rowsNamed('before'));
    expect(observer.told).to.deep.equal([]);

    spool.inner.failWith(AWAY);
    await spool.write('PROD', rowsNamed('a', 'b', 'c'));
    await spool.write('TEST', rowsNamed('d'));
    expect(observer.of('rowsSpooled')).to.deep.equal([
      ['PROD', 3],
      ['TEST', 1],
    ]);

    const [unfit] = rowsNamed('b');
    spool.inner.refuse([unfit?.key ?? '']);
    spool.inner.failWith(null);
    spool.retryNow();
    await until(
      'everything is forwarded or set aside',
      () => observer.of('rowsSetAside').length + forwarded('PROD') === 3,
    );
    expect(forwarded('PROD')).to.equal(2);
    expect(observer.of('rowsSetAside')).to.deep.equal([['PROD', 1]]);
  });
});
