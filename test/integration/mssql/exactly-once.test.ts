import { expect } from 'chai';
import type { Row, Table } from '../../../src/mapping/table.ts';
import type { Store } from '../../../src/store/store.ts';
import { openMssql, type MssqlUnderTest } from '../../support/mssql.ts';
import { openTestStore } from '../../support/mssql-store.ts';
import { defineTable, rowOf } from '../../support/rows.ts';

describe('rows in SQL Server', () => {
  let mssql: MssqlUnderTest;
  let table: Table;
  let store: Store;

  before(async () => {
    mssql = await openMssql();
  });

  beforeEach(async () => {
    const name = await mssql.createTable(
      'Id int IDENTITY(1,1) NOT NULL PRIMARY KEY, ItemId nvarchar(100) NULL, N int NULL, EventKey binary(32) NOT NULL UNIQUE',
    );
    table = defineTable({ ItemId: 'nvarchar(512)', N: 'int' }, { name, digest: 'EventKey' });
    store = await openTestStore(mssql, table);
  });

  afterEach(async () => {
    await store.close();
    await mssql.dropTables();
  });

  after(() => mssql.close());

  const row = (id: string, n = 0): Row => rowOf(table, id, n);
  const stored = async (): Promise<unknown[]> =>
    (await mssql.run(`SELECT ItemId, N FROM dbo.[${table.name}] ORDER BY Id;`)).map(({ ItemId }) => ItemId);

  it('are committed when a write resolves', async () => {
    expect(await store.write('PROD', [row('a'), row('b')])).to.deep.equal({ written: 2, duplicates: 0 });
    expect(await stored()).to.deep.equal(['a', 'b']);
    expect(store.status()[0]).to.include({ state: 'ready', waitingRows: 0, error: null });
  });

  it('stand there once however often they are written, and the count tells so', async () => {
    await store.write('PROD', [row('a'), row('b')]);
    expect(await store.write('PROD', [row('a'), row('b')])).to.deep.equal({ written: 0, duplicates: 2 });
    expect(await store.write('PROD', [row('a'), row('c')])).to.deep.equal({ written: 1, duplicates: 1 });
    expect(await stored()).to.deep.equal(['a', 'b', 'c']);
  });

  it('stand there once where a message has one twice', async () => {
    expect(await store.write('PROD', [row('a'), row('b'), row('a')])).to.deep.equal({
      written: 2,
      duplicates: 1,
    });
    expect(await stored()).to.deep.equal(['a', 'b']);
  });

  it('have identities in the order in which they arrived, whatever shares a statement', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `item ${index}`);
    await Promise.all(
      ids.map((id, index) => store.write('PROD', index % 10 === 3 ? [row(id), row(`${id}+`)] : [row(id)])),
    );
    expect(await stored()).to.deep.equal(
      ids.flatMap((id, index) => (index % 10 === 3 ? [id, `${id}+`] : [id])),
    );
  });

  it('are more than one statement takes, all in one transaction', async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => row(`item ${index}`, index));
    expect(await store.write('PROD', rows)).to.deep.equal({ written: 1500, duplicates: 0 });
    expect(await store.write('PROD', rows)).to.deep.equal({ written: 0, duplicates: 1500 });
    expect(await stored()).to.deep.equal(rows.map(({ values }) => values[0]));
  });

  it('are all or none: one that does not fit leaves nothing of its message, wherever it stands', async () => {
    for (const place of [0, 5, 70, 199]) {
      const rows = Array.from({ length: 200 }, (_, index) => row(`${place}/${index}`));
      rows[place] = row('x'.repeat(101));
      const error: unknown = await store.write('PROD', rows).catch((reason: unknown) => reason);
      expect(error).to.include({ class: 'data' });
      expect(await stored()).to.deep.equal([]);
    }
    expect(store.status()[0]).to.include({ state: 'ready' });
    expect(await store.write('PROD', [row('a')])).to.deep.equal({ written: 1, duplicates: 0 });
  });

  it('do not fail because another message shared their commit with a row that does not fit', async () => {
    const results = await Promise.allSettled([
      store.write('PROD', [row('a')]),
      store.write('PROD', [row('b'), row('x'.repeat(101))]),
      store.write('PROD', [row('c')]),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    expect(await stored()).to.deep.equal(['a', 'c']);
  });

  it('are refused as unfit where a unique index of the table takes them for others', async () => {
    const name = await mssql.createTable(
      'Id int IDENTITY(1,1) NOT NULL, ItemId nvarchar(100) NOT NULL UNIQUE',
    );
    const legacy = defineTable({ ItemId: 'nvarchar(100)' }, { name });
    const other = await openTestStore(mssql, legacy);
    try {
      await other.write('PROD', [rowOf(legacy, 'abc')]);
      const error: unknown = await other
        .write('PROD', [rowOf(legacy, 'ABC')])
        .catch((reason: unknown) => reason);
      expect(error).to.include({ class: 'data', code: '2627' });
      expect(await mssql.run(`SELECT ItemId FROM dbo.[${name}];`)).to.deep.equal([{ ItemId: 'abc' }]);
    } finally {
      await other.close();
    }
  });

  it('stand there once where two stores write the same ones at the same time', async () => {
    const other = await openTestStore(mssql, table);
    try {
      const rounds = Array.from({ length: 30 }, (_, round) => [0, 1, 2].map((n) => row(`${round}/${n}`)));
      for (const rows of rounds) {
        await Promise.all([store.write('PROD', rows), other.write('PROD', rows.toReversed())]);
      }
      expect((await stored()).toSorted()).to.deep.equal(
        rounds
          .flat()
          .map(({ values }) => values[0])
          .toSorted(),
      );
    } finally {
      await other.close();
    }
  });
});
