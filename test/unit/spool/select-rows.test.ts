import { join } from 'node:path';
import { expect } from 'chai';
import { adoptRows } from '../../../src/spool/salvage.ts';
import { openSpoolDatabase } from '../../../src/spool/schema.ts';
import { countRows, dropRows, isSelected, requeueRows, selectRows } from '../../../src/spool/select-rows.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

describe('rows of the spool that are meant', () => {
  const folder = useTempFolder();
  let database: ReturnType<typeof openSpoolDatabase>;

  beforeEach(() => {
    database = openSpoolDatabase(join(folder.path, 'spool.db'));
    const row = (mandator: string, rowKey: string, setAsideAt: number | null) => ({
      ...{ mandator, rowKey, setAsideAt, cameAt: 1000, layout: '[]', body: '[]', code: null, reason: null },
    });
    adoptRows(database, [row('PROD', 'a', null), row('PROD', 'b', 2000), row('TEST', 'c', 2000)]);
  });
  afterEach(() => database.close());

  it('are those of a mandator however its name is written, as everywhere', () => {
    const found = selectRows(database, { mandator: 'prod' }, 10);
    expect(found.map(({ rowKey }) => rowKey)).to.deep.equal(['a', 'b']);
    expect(found.every((row) => isSelected(row, { mandator: 'Prod' }))).to.equal(true);
    expect(countRows(database, { mandator: 'Prod', state: 'setAside' })).to.equal(1);
  });

  it('are none where a list of numbers is empty, and never more than was said', () => {
    expect(dropRows(database, { seqs: [] })).to.equal(0);
    expect(requeueRows(database, { seqs: [], mandator: 'PROD' })).to.equal(0);
    expect(requeueRows(database, { mandator: 'test' })).to.equal(1);
    expect(dropRows(database, { mandator: 'prod', state: 'setAside' })).to.equal(1);
    expect(selectRows(database, {}, 10).map(({ rowKey }) => rowKey)).to.deep.equal(['a', 'c']);
  });
});
