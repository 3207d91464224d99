import { expect } from 'chai';
import type { Row, Table, Value } from '../../../src/mapping/table.ts';
import { removeScript } from '../../../src/store/mssql/remove-script.ts';
import { openMssqlRow } from '../../../src/store/mssql/single-row.ts';
import type { SingleRow } from '../../../src/store/single-row.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { openTestServer, type TestServerUnderTest } from '../../support/mssql.ts';
import { openTestStore } from '../../support/mssql-store.ts';
import { defineTable, rowOf } from '../../support/rows.ts';

const COLUMNS = {
  Id: 'nvarchar(64)',
  Fixed: 'char(8)',
  At: 'datetime2(7)',
  Old: 'datetime',
  Guid: 'uniqueidentifier',
  More: 'bit',
  Count: 'bigint',
  Bytes: 'varbinary(8)',
  Nothing: 'varchar(20)',
};
const VALUES: readonly Value[] = [
  "O'Neill/AbC==",
  'Äb',
  '2020-12-03T11:03:50.1234567Z',
  '2020-12-03T11:03:50.123Z',
  'F3483959-36E0-4A10-8B42-9D3513C3F0D9',
  true,
  9_007_199_254_740_993n,
  new Uint8Array([0, 1, 255]),
  null,
];

describe('one row of a table in SQL Server', () => {
  let mssql: TestServerUnderTest;
  before(async () => {
    mssql = await openTestServer();
  });
  afterEach(() => mssql.dropTables());
  after(() => mssql.close());

  const makeTable = async (digest: boolean, mayDelete = true): Promise<Table> => {
    const written = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type} NULL`);
    const name = await mssql.createTable([...written, 'Digest binary(32) NULL'].join(', '));
    if (mayDelete) {
      mssql.server.database('ROOMS').grant('rooms_sync', `dbo.[${name}]`, 'DELETE');
    }
    return defineTable(COLUMNS, { name, key: Object.keys(COLUMNS), ...(digest && { digest: 'Digest' }) });
  };
  const write = async (table: Table, rows: readonly Row[]): Promise<void> => {
    const store = await openTestStore(mssql, table);
    await store.write('PROD', rows);
    await store.close();
  };
  const count = async (table: Table): Promise<number> =>
    (await mssql.run(`SELECT Id FROM dbo.[${table.name}];`)).length;
  const withRow = async <T>(table: Table, row: Row, action: (one: SingleRow) => Promise<T>): Promise<T> => {
    const options = { config: mssql.config, subject: 'test', timeoutMs: 5000 };
    const one = await openMssqlRow(options, { table, row, proofIndexes: [0] });
    try {
      return await action(one);
    } finally {
      one.close();
    }
  };

  for (const digest of [true, false]) {
    it(`is found and removed among its likes ${digest ? 'by its digest' : 'by all of its key'}`, async () => {
      const table = await makeTable(digest);
      const row = rowOf(table, ...VALUES);
      const others = VALUES.map((value, index) => {
        const other = index === 0 ? "o'neill/abc==" : value === null ? '' : null;
        return rowOf(table, ...VALUES.toSpliced(index, 1, other));
      });
      await write(table, [row, ...others]);
      await withRow(table, row, async (one) => {
        expect(await one.count()).to.equal(1);
        expect(await one.remove()).to.deep.equal({ found: 1, isRemoved: true });
        expect(await one.remove()).to.deep.equal({ found: 0, isRemoved: false });
        expect(await one.user()).to.equal('rooms_sync');
      });
      expect(await count(table)).to.equal(others.length);
    });

    it(`is removed by the script for a person ${digest ? 'by its digest' : 'by all of its key'}`, async () => {
      const table = await makeTable(digest);
      const row = rowOf(table, ...VALUES);
      await write(table, [row, rowOf(table, ...VALUES.toSpliced(0, 1, "o'neill/abc=="))]);
      await mssql.run(removeScript({ table, row, proofIndexes: [0] }));
      expect(await count(table)).to.equal(1);
      await withRow(table, row, async (one) => expect(await one.count()).to.equal(0));
    });
  }

  it('is left alone where its digest stands beside another id', async () => {
    const table = await makeTable(true);
    const row = rowOf(table, ...VALUES);
    await write(table, [row]);
    await mssql.run(`UPDATE dbo.[${table.name}] SET Id = N'another';`);
    await withRow(table, row, async (one) => {
      expect(await one.remove()).to.deep.equal({ found: 0, isRemoved: false });
    });
    expect(await count(table)).to.equal(1);
  });

  it('is left alone where it stands there more than once', async () => {
    const table = await makeTable(true);
    const row = rowOf(table, ...VALUES);
    await write(table, [row]);
    const name = `dbo.[${table.name}]`;
    await mssql.run(`INSERT INTO ${name} (Id, Digest) SELECT Id, Digest FROM ${name};`);
    await withRow(table, row, async (one) => {
      expect(await one.count()).to.equal(2);
      expect(await one.remove()).to.deep.equal({ found: 2, isRemoved: false });
    });
    expect(await count(table)).to.equal(2);
  });

  it('is left alone where the right is missing, and that is said', async () => {
    const table = await makeTable(true, false);
    const row = rowOf(table, ...VALUES);
    await write(table, [row]);
    const failure = await withRow(table, row, (one) => one.remove()).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StoreError);
    expect(failure).to.include({ code: '229' });
    expect(await count(table)).to.equal(1);
  });
});
