import { expect } from 'chai';
import fc from 'fast-check';
import { TYPES } from 'tedious';
import type { Parameter } from './client.ts';
import { openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

interface Case {
  readonly column: string;
  readonly type: Parameter['type'];
  readonly facets?: Parameter['facets'];
  readonly values: readonly unknown[];
  /** What comes back, where it is not what went in. */
  readonly back?: (value: never) => unknown;
}

const long = 'aé😀'.repeat(3000);
const CASES: readonly Case[] = [
  {
    column: 'nvarchar(20)',
    type: TYPES.NVarChar,
    facets: { length: 20 },
    values: ['', 'a', 'zürich 😀', '  spaces  ', "'"],
  },
  { column: 'nvarchar(max)', type: TYPES.NVarChar, facets: { length: 65535 }, values: ['', 'a', long] },
  { column: 'varchar(20)', type: TYPES.VarChar, facets: { length: 20 }, values: ['', 'Zürich €'] },
  {
    column: 'varchar(max)',
    type: TYPES.VarChar,
    facets: { length: 65535 },
    values: ['', 'ü'.repeat(20_000)],
  },
  { column: 'nchar(4)', type: TYPES.NChar, facets: { length: 4 }, values: ['abcd'] },
  { column: 'char(4)', type: TYPES.Char, facets: { length: 4 }, values: ['abcd'] },
  {
    column: 'varbinary(8)',
    type: TYPES.VarBinary,
    facets: { length: 8 },
    values: [Buffer.of(), Buffer.of(0), Buffer.of(1, 2, 0)],
  },
  {
    column: 'varbinary(max)',
    type: TYPES.VarBinary,
    facets: { length: 65535 },
    values: [Buffer.of(), Buffer.alloc(20_000, 7)],
  },
  { column: 'binary(4)', type: TYPES.Binary, facets: { length: 4 }, values: [Buffer.of(1, 2, 3, 4)] },
  { column: 'int', type: TYPES.Int, values: [0, 2147483647, -2147483648] },
  { column: 'smallint', type: TYPES.SmallInt, values: [0, 32767, -32768] },
  { column: 'tinyint', type: TYPES.TinyInt, values: [0, 255] },
  { column: 'bigint', type: TYPES.BigInt, values: ['0', '9223372036854775807', '-9223372036854775808'] },
  { column: 'bit', type: TYPES.Bit, values: [true, false] },
  { column: 'float', type: TYPES.Float, values: [0, -1.5, 1e300] },
  {
    column: 'uniqueidentifier',
    type: TYPES.UniqueIdentifier,
    values: ['F3483959-36E0-4A10-8B42-9D3513C3F0D9'],
  },
  {
    column: 'datetime2(3)',
    type: TYPES.DateTime2,
    facets: { scale: 3 },
    values: [
      new Date('2020-12-03T11:03:50.123Z'),
      new Date('0001-01-01T00:00:00Z'),
      new Date('9999-12-31T23:59:59.999Z'),
    ],
  },
  {
    column: 'datetime2(0)',
    type: TYPES.DateTime2,
    facets: { scale: 0 },
    values: [new Date('2020-12-03T11:03:50Z')],
  },
  {
    column: 'datetime',
    type: TYPES.DateTime,
    values: [new Date('2020-12-03T11:03:50.123Z'), new Date('1753-01-01T00:00:00Z')],
  },
];

describe('values of every type', () => {
  let fixture: Fixture;

  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());

  for (const { column, type, facets, values } of CASES) {
    it(`come back from ${column} as they went in, and NULL as NULL`, async () => {
      const { client, database } = fixture;
      await database.execute(`DROP TABLE IF EXISTS t; CREATE TABLE t (n int IDENTITY, v ${column} NULL)`);
      for (const value of [...values, null]) {
        await client.run('INSERT INTO t (v) VALUES (@v)', {
          name: 'v',
          type,
          value,
          ...(facets === undefined ? {} : { facets }),
        });
      }
      const { rows } = await client.run('SELECT v FROM t ORDER BY n');
      expect(rows.flat()).to.deep.equal([...values, null]);
    });
  }

  it('keep seven fractional digits in datetime2(7)', async () => {
    const value = Object.assign(new Date('2020-12-03T11:03:50.123Z'), { nanosecondDelta: 0.0004567 });
    const { client, database } = fixture;
    await database.execute('DROP TABLE IF EXISTS t; CREATE TABLE t (v datetime2(7), w datetime2(3))');
    const parameter: Parameter = { name: 'v', type: TYPES.DateTime2, value, facets: { scale: 7 } };
    await client.run('INSERT INTO t VALUES (@v, @v)', parameter);
    expect(database.rows('t')).to.deep.equal([
      { v: '2020-12-03T11:03:50.1234567', w: '2020-12-03T11:03:50.123' },
    ]);
    const [row] = (await client.run('SELECT v FROM t')).rows;
    const back = row?.[0] as Date & { nanosecondsDelta: number };
    expect(back.nanosecondsDelta).to.be.closeTo(0.0004567, 1e-9);
  });

  it('are padded in char, nchar and binary', async () => {
    const { client, database } = fixture;
    await database.execute(
      "DROP TABLE IF EXISTS t; CREATE TABLE t (a char(3), b nchar(3), c binary(3)); INSERT INTO t VALUES ('x', N'x', 0x01)",
    );
    expect((await client.run('SELECT * FROM t')).rows).to.deep.equal([['x  ', 'x  ', Buffer.of(1, 0, 0)]]);
  });

  it('lose in varchar what code page 1252 does not have', async () => {
    const { client } = fixture;
    const { rows } = await client.run("SELECT CAST(N'aλ😀é' AS varchar(10))");
    expect(rows).to.deep.equal([['a???é']]);
  });

  it('are cut without a word by a variable that is too short', async () => {
    expect((await fixture.client.run("DECLARE @v nvarchar(4) = N'abcdef'; SELECT @v")).rows).to.deep.equal([
      ['abcd'],
    ]);
  });

  it('must not be longer than the type that they are sent with: 8016', async () => {
    const value: Parameter = { name: 'v', type: TYPES.NVarChar, value: 'abcdef', facets: { length: 4 } };
    expect(await fixture.client.failure('SELECT @v', value)).to.include({ number: 8016, class: 16 });
    expect((await fixture.client.run('SELECT 1')).rows).to.deep.equal([[1]]);
  });

  it('hold any text', async () => {
    const { client } = fixture;
    const property = fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 50 }), async (value) => {
      const { rows } = await client.run(
        'SELECT @v AS a, CAST(@v AS nvarchar(max)) AS b, DATALENGTH(@v) AS c',
        {
          name: 'v',
          type: TYPES.NVarChar,
          value,
          facets: { length: 200 },
        },
      );
      expect(rows).to.deep.equal([[value, value, value.length * 2]]);
    });
    await fc.assert(property, { numRuns: 50 });
  });
});
