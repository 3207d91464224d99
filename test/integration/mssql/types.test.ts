import { expect } from 'chai';
import type { Value } from '../../../src/mapping/table.ts';
import type { Store } from '../../../src/store/store.ts';
import { openMssql, type MssqlUnderTest } from '../../support/mssql.ts';
import { openTestStore } from '../../support/mssql-store.ts';
import { defineTable, rowOf } from '../../support/rows.ts';

const LONG = 'Räume 👩‍💻 '.repeat(1000);

describe('values in SQL Server', () => {
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

  /** Each: what is written, and how the database shows it when asked as told. */
  const cases: readonly (readonly [
    type: string,
    shown: string,
    values: readonly (readonly [Value, unknown])[],
  ])[] = [
    [
      'nvarchar(20)',
      'V',
      [
        ['Zürich 👍𝒳', 'Zürich 👍𝒳'],
        ['', ''],
        [' a ', ' a '],
        ["'; DROP", "'; DROP"],
      ],
    ],
    [
      'nvarchar(max)',
      'V',
      [
        [LONG, LONG],
        ['', ''],
      ],
    ],
    [
      'varchar(20)',
      'V',
      [
        ['Zürich', 'Zürich'],
        [' a ', ' a '],
      ],
    ],
    ['varchar(max)', 'V', [['x'.repeat(9000), 'x'.repeat(9000)]]],
    ['nchar(4)', 'V', [['ab', 'ab  ']]],
    ['char(4)', 'V', [['ab', 'ab  ']]],
    [
      'int',
      'V',
      [
        [-2_147_483_648, -2_147_483_648],
        [2_147_483_647, 2_147_483_647],
        [0, 0],
      ],
    ],
    ['smallint', 'V', [[-32_768, -32_768]]],
    ['tinyint', 'V', [[255, 255]]],
    [
      'bigint',
      'V',
      [
        [-(2n ** 63n), '-9223372036854775808'],
        [2n ** 63n - 1n, '9223372036854775807'],
      ],
    ],
    [
      'bit',
      'V',
      [
        [true, true],
        [false, false],
      ],
    ],
    [
      'datetime2(7)',
      'CONVERT(varchar(40), V, 121)',
      [
        ['2020-12-03T11:03:50.1234567Z', '2020-12-03 11:03:50.1234567'],
        ['0001-01-01T00:00:00.0000001Z', '0001-01-01 00:00:00.0000001'],
        ['9999-12-31T23:59:59.9999999Z', '9999-12-31 23:59:59.9999999'],
        ['2021-03-28T02:30:00.0000000Z', '2021-03-28 02:30:00.0000000'],
      ],
    ],
    [
      'datetime2(3)',
      'CONVERT(varchar(40), V, 121)',
      [['2020-12-03T11:03:50.999Z', '2020-12-03 11:03:50.999']],
    ],
    ['datetime2(0)', 'CONVERT(varchar(40), V, 121)', [['2020-12-03T23:59:59Z', '2020-12-03 23:59:59']]],
    [
      'datetime',
      'CONVERT(varchar(40), V, 121)',
      [
        ['2020-12-03T11:03:50.123Z', '2020-12-03 11:03:50.123'],
        ['1753-01-01T00:00:00.000Z', '1753-01-01 00:00:00.000'],
      ],
    ],
    ['binary(4)', 'V', [[Buffer.from('01020304', 'hex'), Buffer.from('01020304', 'hex')]]],
    [
      'varbinary(20)',
      'V',
      [
        [Buffer.from('0100', 'hex'), Buffer.from('0100', 'hex')],
        [Buffer.alloc(0), Buffer.alloc(0)],
      ],
    ],
    ['varbinary(max)', 'V', [[Buffer.alloc(10_000, 7), Buffer.alloc(10_000, 7)]]],
    [
      'uniqueidentifier',
      'V',
      [['F3483959-36E0-4A10-8B42-9D3513C3F0D9', 'F3483959-36E0-4A10-8B42-9D3513C3F0D9']],
    ],
  ];
  for (const [type, shown, values] of cases) {
    it(`of type ${type} are stored as they are, and NULL as NULL`, async () => {
      const name = await mssql.createTable(`N int NOT NULL PRIMARY KEY, V ${type} NULL`);
      const table = defineTable({ N: 'int', V: type }, { name });
      store = await openTestStore(mssql, table);
      const all = [...values, [null, null] as const];
      await store.write(
        'PROD',
        all.map(([value], index) => rowOf(table, index, value)),
      );
      const rows = await mssql.run(`SELECT ${shown} AS V FROM dbo.[${name}] ORDER BY N;`);
      expect(rows.map(({ V }) => V)).to.deep.equal(all.map(([, expected]) => expected));
    });
  }

  it('outside what datetime holds are refused as unfit', async () => {
    const name = await mssql.createTable('N int NOT NULL PRIMARY KEY, V datetime NULL');
    const table = defineTable({ N: 'int', V: 'datetime' }, { name });
    store = await openTestStore(mssql, table);
    const error: unknown = await store
      .write('PROD', [rowOf(table, 1, '1752-12-31T00:00:00.000Z')])
      .catch((reason: unknown) => reason);
    expect(error).to.include({ class: 'data' });
    expect(await store.write('PROD', [rowOf(table, 1, null)])).to.deep.equal({ written: 1, duplicates: 0 });
  });
});
