import { expect } from 'chai';
import type { Store } from '../../../src/store/store.ts';
import { openMssql, type MssqlUnderTest } from '../../support/mssql.ts';
import { openTestStore } from '../../support/mssql-store.ts';
import { defineTable, rowOf } from '../../support/rows.ts';

describe('a table that is there already', () => {
  let mssql: MssqlUnderTest;
  let store: Store | null = null;

  before(async () => {
    mssql = await openMssql();
  });

  afterEach(async () => {
    await store?.close();
    store = null;
    await mssql.dropTables();
  });

  after(() => mssql.close());

  it('keeps its identity, defaults, computed columns and columns that are not mapped', async () => {
    const name = await mssql.createTable(
      'Nr bigint IDENTITY(1000,5) NOT NULL PRIMARY KEY, Exchange_ID varchar(255) NOT NULL, ' +
        "Status int NOT NULL DEFAULT (7), Kommentar nvarchar(50) NULL, Kurz AS (Exchange_ID + '!')",
    );
    const table = defineTable({ Exchange_ID: 'varchar(255)' }, { name });
    store = await openTestStore(mssql, table);
    await store.write(
      'PROD',
      ['a', 'b', 'a'].map((id) => rowOf(table, id)),
    );
    expect(
      await mssql.run(`SELECT Nr, Exchange_ID, Status, Kommentar, Kurz FROM dbo.[${name}] ORDER BY Nr;`),
    ).to.deep.equal([
      { Nr: '1000', Exchange_ID: 'a', Status: 7, Kommentar: null, Kurz: 'a!' },
      { Nr: '1005', Exchange_ID: 'b', Status: 7, Kommentar: null, Kurz: 'b!' },
    ]);
  });

  it('may have names that need quoting', async () => {
    const name = await mssql.createTable(
      "[a ]]b'] int NULL, [select] nvarchar(10) NULL, [#] int NULL, [n] int NULL, [c0] int NULL",
      "odd ] name'",
    );
    const table = defineTable(
      { "a ]b'": 'int', select: 'nvarchar(10)', '#': 'int', n: 'int', c0: 'int' },
      { name, key: ['select'] },
    );
    store = await openTestStore(mssql, table);
    await store.write('PROD', [rowOf(table, 1, 'x', 2, 3, 4)]);
    expect(await store.write('PROD', [rowOf(table, 1, 'x', 2, 3, 4)])).to.deep.equal({
      written: 0,
      duplicates: 1,
    });
    const rows = await mssql.run(
      `SELECT [a ]]b'] AS A, [select] AS B, [#] AS C, [n] AS D, [c0] AS E FROM dbo.[${name.replaceAll(']', ']]')}];`,
    );
    expect(rows).to.deep.equal([{ A: 1, B: 'x', C: 2, D: 3, E: 4 }]);
  });

  it('is counted right whatever its triggers do', async () => {
    const log = await mssql.createTable('Id int IDENTITY(1,1), Note nvarchar(20) NOT NULL');
    const name = await mssql.createTable('Id int IDENTITY(1,1), K nvarchar(20) NOT NULL');
    await mssql.createInsertTrigger(
      name,
      `SET NOCOUNT OFF; INSERT INTO dbo.[${log}] (Note) VALUES (N'x'); INSERT INTO dbo.[${log}] (Note) VALUES (N'y'); SELECT 99 AS written, 5 AS other; SELECT Note FROM dbo.[${log}];`,
    );
    const table = defineTable({ K: 'nvarchar(20)' }, { name });
    store = await openTestStore(mssql, table);
    expect(
      await store.write(
        'PROD',
        ['a', 'b', 'c'].map((id) => rowOf(table, id)),
      ),
    ).to.deep.equal({ written: 3, duplicates: 0 });
    expect(
      await store.write(
        'PROD',
        ['a', 'd'].map((id) => rowOf(table, id)),
      ),
    ).to.deep.equal({ written: 1, duplicates: 1 });
    expect(await mssql.run(`SELECT COUNT(*) AS N FROM dbo.[${log}];`)).to.deep.equal([{ N: 4 }]);
  });

  it('may be in the default schema of the login, the mapping naming none', async () => {
    const name = await mssql.createTable('K nvarchar(20) NOT NULL');
    const table = { ...defineTable({ K: 'nvarchar(20)' }, { name }), schema: null };
    store = await openTestStore(mssql, table);
    expect(await store.write('PROD', [rowOf(table, 'a')])).to.deep.equal({ written: 1, duplicates: 0 });
  });
});
