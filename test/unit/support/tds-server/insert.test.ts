import { expect } from 'chai';
import { TYPES } from 'tedious';
import type { Parameter } from './client.ts';
import { EVENTS, openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

/** The statement that the product writes with. */
function insertNew(rows: number): string {
  const values = Array.from({ length: rows }, (_, row) => `(${row}, @m${row}, @i${row}, @k${row})`).join(
    ', ',
  );
  return `INSERT INTO [dbo].[Events] ([Mandator], [ItemId], [EventKey])
    SELECT v.[Mandator], v.[ItemId], v.[EventKey]
    FROM (VALUES ${values}) AS v ([#], [Mandator], [ItemId], [EventKey])
    WHERE NOT EXISTS (SELECT 1 FROM [dbo].[Events] AS t WITH (UPDLOCK, HOLDLOCK) WHERE t.[EventKey] = v.[EventKey])
    ORDER BY v.[#];`;
}

function parametersFor(
  rows: readonly (readonly [mandator: string, itemId: string | null, key: number])[],
): Parameter[] {
  return rows.flatMap(([mandator, itemId, key], row): Parameter[] => [
    { name: `m${row}`, type: TYPES.NVarChar, value: mandator, facets: { length: 50 } },
    { name: `i${row}`, type: TYPES.NVarChar, value: itemId, facets: { length: 200 } },
    { name: `k${row}`, type: TYPES.Binary, value: Buffer.of(0, 0, 0, key), facets: { length: 4 } },
  ]);
}

describe('INSERT ... SELECT ... WHERE NOT EXISTS', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture(EVENTS);
  });
  afterEach(() => fixture.close());

  it('adds a row, and counts it', async () => {
    const { client, database } = fixture;
    const { rowCount } = await client.run(insertNew(1), ...parametersFor([['PROD', 'AAMk😀', 1]]));
    expect(rowCount).to.equal(1);
    expect(database.rows('dbo.Events')).to.deep.equal([
      { Id: 1n, Mandator: 'PROD', ItemId: 'AAMk😀', EventKey: Buffer.of(0, 0, 0, 1) },
    ]);
  });

  it('leaves out what is there, and counts only what it added', async () => {
    const { client, database } = fixture;
    await client.run(
      insertNew(2),
      ...parametersFor([
        ['A', null, 1],
        ['A', null, 2],
      ]),
    );
    const again = await client.run(
      insertNew(3),
      ...parametersFor([
        ['B', null, 2],
        ['B', null, 3],
        ['B', null, 1],
      ]),
    );
    expect(again.rowCount).to.equal(1);
    expect(database.rows('Events').map((row) => row['Mandator'])).to.deep.equal(['A', 'A', 'B']);
  });

  it('gives identities in the order asked for', async () => {
    const { client, database } = fixture;
    const reversed = insertNew(3).replace('ORDER BY v.[#]', 'ORDER BY v.[#] DESC');
    await client.run(
      reversed,
      ...parametersFor([
        ['first', null, 1],
        ['second', null, 2],
        ['third', null, 3],
      ]),
    );
    const ids = Object.fromEntries(database.rows('Events').map((row) => [row['Mandator'], row['Id']]));
    expect(ids).to.deep.equal({ third: 1n, second: 2n, first: 3n });
  });

  it('fails as a whole with 2627 where a key stands twice in it, for it only looks at what was there', async () => {
    const { client, database } = fixture;
    const error = await client.failure(
      insertNew(3),
      ...parametersFor([
        ['A', null, 1],
        ['A', null, 2],
        ['A', null, 1],
      ]),
    );
    expect(error).to.include({ number: 2627, class: 14, state: 1 });
    expect(error.message).to.equal(
      "Violation of UNIQUE KEY constraint 'UQ_Events_EventKey'. Cannot insert duplicate key in object 'dbo.Events'. The duplicate key value is (0x00000001).",
    );
    expect(database.rows('Events')).to.deep.equal([]);
  });

  it('uses up identities even where it fails', async () => {
    const { client, database } = fixture;
    await client.failure(
      insertNew(2),
      ...parametersFor([
        ['A', null, 1],
        ['A', null, 1],
      ]),
    );
    await client.run(insertNew(1), ...parametersFor([['A', null, 1]]));
    expect(database.rows('Events').map((row) => row['Id'])).to.deep.equal([3n]);
  });

  it('takes 2,098 parameters of its own, and answers 8003 to more', async () => {
    const { client } = fixture;
    const list = (count: number): Parameter[] =>
      Array.from({ length: count }, (_, at) => ({ name: `p${at}`, type: TYPES.Int, value: at }));
    expect((await client.run('SELECT @p2097', ...list(2098))).rows).to.deep.equal([[2097]]);
    expect(await client.failure('SELECT @p2098', ...list(2099))).to.include({ number: 8003, class: 16 });
  });
});

describe('keys without a digest', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture('CREATE TABLE k (a nvarchar(20) NULL, b varchar(max) NULL, n int IDENTITY);');
  });
  afterEach(() => fixture.close());

  const conditions = {
    'a binary collation and IS NULL':
      '(t.a COLLATE Latin1_General_BIN2 = v.a OR (t.a IS NULL AND v.a IS NULL)) AND (t.b COLLATE Latin1_General_BIN2 = v.b OR (t.b IS NULL AND v.b IS NULL))',
    INTERSECT:
      'EXISTS (SELECT t.a COLLATE Latin1_General_BIN2, t.b COLLATE Latin1_General_BIN2 INTERSECT SELECT v.a, v.b)',
  };
  for (const [name, condition] of Object.entries(conditions)) {
    it(`are told apart by ${name}, but for spaces at the end`, async () => {
      const { client, database } = fixture;
      const insert = `INSERT INTO k (a, b) SELECT v.a, v.b FROM (VALUES (@a, @b)) AS v (a, b)
        WHERE NOT EXISTS (SELECT 1 FROM k AS t WITH (UPDLOCK, HOLDLOCK) WHERE ${condition})`;
      const write = async (a: string | null, b: string | null): Promise<number> => {
        const parameters: Parameter[] = [
          { name: 'a', type: TYPES.NVarChar, value: a, facets: { length: 20 } },
          { name: 'b', type: TYPES.VarChar, value: b, facets: { length: 9000 } },
        ];
        return (await client.run(insert, ...parameters)).rowCount;
      };
      expect(await write('x', 'y')).to.equal(1);
      expect(await write('X', 'y')).to.equal(1);
      expect(await write('x', 'y')).to.equal(0);
      expect(await write('x', null)).to.equal(1);
      expect(await write('x', null)).to.equal(0);
      expect(await write(null, null)).to.equal(1);
      expect(await write(null, null)).to.equal(0);
      expect(await write('', 'y')).to.equal(1);
      expect(await write('x ', 'y')).to.equal(0);
      expect(database.rows('k')).to.have.length(5);
    });
  }

  it('are told apart by their bytes, even spaces at the end', async () => {
    const { database } = fixture;
    const insert = (a: string): Promise<unknown> =>
      database.execute(`INSERT INTO k (a) SELECT v.a FROM (VALUES (N'${a}')) AS v (a) WHERE NOT EXISTS
        (SELECT 1 FROM k AS t WHERE CAST(t.a AS varbinary(max)) = CONVERT(varbinary(max), v.a))`);
    for (const a of ['x', 'x ', 'X', 'x', 'x ']) {
      await insert(a);
    }
    expect(database.rows('k').map((row) => row['a'])).to.deep.equal(['x', 'x ', 'X']);
  });
});

describe('INSERT ... VALUES', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture(
      `CREATE TABLE t (id int IDENTITY(10, 5), a nvarchar(5) NOT NULL CONSTRAINT df DEFAULT (N'none'), b int NULL, twice AS (b * 2) PERSISTED)`,
    );
  });
  afterEach(() => fixture.close());

  it('fills in identity, defaults and computed columns', async () => {
    await fixture.client.run(
      'INSERT INTO t (b) VALUES (1), (NULL); INSERT t (a, b) VALUES (DEFAULT, 4); INSERT INTO t DEFAULT VALUES',
    );
    expect(fixture.database.rows('t')).to.deep.equal([
      { id: 10, a: 'none', b: 1, twice: 2 },
      { id: 15, a: 'none', b: null, twice: null },
      { id: 20, a: 'none', b: 4, twice: 8 },
      { id: 25, a: 'none', b: null, twice: null },
    ]);
  });

  const failures: readonly (readonly [sql: string, number: number])[] = [
    ["INSERT INTO t (a) VALUES (N'123456')", 2628],
    ['INSERT INTO t (a) VALUES (NULL)', 515],
    ["INSERT INTO t (id, a) VALUES (1, N'a')", 544],
    ['INSERT INTO t (twice) VALUES (1)', 271],
    ['INSERT INTO t (nope) VALUES (1)', 207],
    ['INSERT INTO t (b, b) VALUES (1, 1)', 264],
    ['INSERT INTO t (a, b) VALUES (1)', 109],
    ['INSERT INTO t (a) VALUES (1, 2)', 110],
    ['INSERT INTO t (a, b) SELECT 1', 120],
    ['INSERT INTO t (a) SELECT 1, 2', 121],
    ["INSERT INTO t VALUES (N'a')", 213],
    ["INSERT INTO t (b) VALUES (N'x')", 245],
    ['INSERT INTO t (b) VALUES (3000000000)', 8115],
  ];
  for (const [sql, number] of failures) {
    it(`answers ${number} to ${sql}`, async () => {
      expect((await fixture.client.failure(sql)).number).to.equal(number);
      expect(fixture.database.rows('t')).to.deep.equal([]);
    });
  }

  it('names table, column and what would be left of a value that is too long', async () => {
    const error = await fixture.client.failure("INSERT INTO t (a) VALUES (N'123456')");
    expect(error.message).to.equal(
      "String or binary data would be truncated in table 'ROOMS.dbo.t', column 'a'. Truncated value: '12345'.",
    );
  });

  it('takes spaces at the end that do not fit', async () => {
    await fixture.client.run("INSERT INTO t (a) VALUES (N'12345   ')");
    expect(fixture.database.rows('t')[0]).to.include({ a: '12345' });
  });

  it('takes 1,000 rows and no more', async () => {
    const rows = (count: number): string =>
      `INSERT INTO t (b) VALUES ${Array.from({ length: count }, () => '(1)').join(',')}`;
    expect((await fixture.client.batch(rows(1000))).rowCount).to.equal(1000);
    expect((await fixture.client.failure(rows(1001))).number).to.equal(10738);
  });
});

describe('what is too long for its column', () => {
  for (const options of [
    { version: '2017' as const },
    { legacyTruncation: true },
    { databases: [{ name: 'ROOMS', compatibilityLevel: 140 }] },
  ]) {
    it(`is error 8152 with ${JSON.stringify(options)}`, async () => {
      const { client, close } = await openFixture('CREATE TABLE t (a nvarchar(5), b varbinary(2))', options);
      expect(await client.failure("INSERT INTO t (a) VALUES (N'123456')")).to.include({
        number: 8152,
        class: 16,
        state: 30,
      });
      expect(await client.failure('INSERT INTO t (b) VALUES (0x010203)')).to.include({
        number: 8152,
        state: 10,
      });
      await close();
    });
  }
});
