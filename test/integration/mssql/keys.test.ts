import { expect } from 'chai';
import type { Value } from '../../../src/mapping/table.ts';
import type { Store } from '../../../src/store/store.ts';
import { openMssql, type MssqlUnderTest } from '../../support/mssql.ts';
import { openTestStore } from '../../support/mssql-store.ts';
import { defineTable, rowOf } from '../../support/rows.ts';

describe('keys in a table without a digest column', () => {
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

  /** Writes each value in a message of its own, twice, and counts the rows that stand there then. */
  async function countFor(type: string, values: readonly Value[]): Promise<number> {
    const name = await mssql.createTable(`Id int IDENTITY(1,1) NOT NULL, K ${type} NULL, Other int NULL`);
    const table = defineTable({ K: type, Other: 'int' }, { name });
    store = await openTestStore(mssql, table);
    for (const value of [...values, ...values]) {
      await store.write('PROD', [rowOf(table, value, 1)]);
    }
    await store.write(
      'PROD',
      values.map((value) => rowOf(table, value, 2)),
    );
    return (await mssql.run(`SELECT Id FROM dbo.[${name}];`)).length;
  }

  const different: Readonly<Record<string, readonly Value[]>> = {
    'nvarchar(100)': ['AbC=', 'abc=', 'ABC=', 'abc= ', 'ábc=', '', ' ', null, 'ss', 'ß', '👍', 'жук'],
    'nvarchar(max)': ['AbC=', 'abc=', 'abc= ', '', null],
    'varchar(100)': ['AbC=', 'abc=', 'abc= ', '', ' ', null],
    'varchar(max)': ['AbC=', 'abc=', null],
    'nchar(10)': ['AbC=', 'abc=', null],
    'char(10)': ['AbC=', 'abc=', '', null],
    'varbinary(20)': [Buffer.from('01', 'hex'), Buffer.from('0100', 'hex'), Buffer.alloc(0), null],
    'binary(4)': [Buffer.from('01020304', 'hex'), Buffer.from('01020305', 'hex'), null],
    'datetime2(7)': ['2020-12-03T11:03:50.1234567Z', '2020-12-03T11:03:50.1234568Z', null],
    datetime: ['2020-12-03T11:03:50.000Z', '2020-12-03T11:03:50.010Z', null],
    int: [0, 1, -1, null],
    bigint: [2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), null],
    bit: [true, false, null],
    uniqueidentifier: ['F3483959-36E0-4A10-8B42-9D3513C3F0D9', 'F3483959-36E0-4A10-8B42-9D3513C3F0DA', null],
  };
  for (const [type, values] of Object.entries(different)) {
    it(`tell all different values of ${type} apart, and know each again`, async () => {
      expect(await countFor(type, values)).to.equal(values.length);
    });
  }

  it('of several columns are the same only where all are', async () => {
    const name = await mssql.createTable(
      'A nvarchar(20) NULL, B nvarchar(20) NULL, C int NULL, Id int IDENTITY(1,1)',
    );
    const table = defineTable(
      { A: 'nvarchar(20)', B: 'nvarchar(20)', C: 'int' },
      { name, key: ['A', 'B', 'C'] },
    );
    store = await openTestStore(mssql, table);
    const rows = [
      rowOf(table, 'a', 'b', 1),
      rowOf(table, 'a', 'b', 2),
      rowOf(table, 'a', 'B', 1),
      rowOf(table, null, 'b', 1),
      rowOf(table, 'b', null, 1),
      rowOf(table, null, null, null),
    ];
    await store.write('PROD', rows);
    expect(await store.write('PROD', rows)).to.deep.equal({ written: 0, duplicates: 6 });
    expect(await mssql.run(`SELECT A, B, C FROM dbo.[${name}] ORDER BY Id;`)).to.deep.equal(
      rows.map(({ values: [A, B, C] }) => ({ A, B, C })),
    );
  });

  it('work where a column has a collation of its own', async () => {
    const name = await mssql.createTable(
      'K nvarchar(20) COLLATE Latin1_General_CS_AS NULL, Id int IDENTITY(1,1)',
    );
    const table = defineTable({ K: 'nvarchar(20)' }, { name });
    store = await openTestStore(mssql, table);
    for (const id of ['a', 'A', 'a']) {
      await store.write('PROD', [rowOf(table, id)]);
    }
    expect(await mssql.run(`SELECT K FROM dbo.[${name}] ORDER BY Id;`)).to.deep.equal([
      { K: 'a' },
      { K: 'A' },
    ]);
  });
});
