import { expect } from 'chai';
import { SqlError } from '../../../support/tds-server/engine/sql-error.ts';
import { openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

describe('tables', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.close());

  const fails = async (sql: string): Promise<number | undefined> =>
    (await fixture.client.failure(sql)).number;

  it('are made by a script that can be run twice', async () => {
    const { client, database } = fixture;
    const script = `
      IF SCHEMA_ID(N'app') IS NULL EXEC (N'CREATE SCHEMA [app]');
      IF OBJECT_ID(N'[app].[t]', N'U') IS NULL
      BEGIN
        CREATE TABLE [app].[t] ([Id] bigint IDENTITY(1,1) NOT NULL, [Key] binary(32) NOT NULL, CONSTRAINT [PK_t] PRIMARY KEY CLUSTERED ([Id]));
      END;
      IF NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = N'app' AND TABLE_NAME = N't' AND CONSTRAINT_NAME = N'UQ_t')
        ALTER TABLE [app].[t] ADD CONSTRAINT [UQ_t] UNIQUE NONCLUSTERED ([Key]);`;
    await client.batch(script);
    await client.run('INSERT INTO app.t ([Key]) VALUES (0x01)');
    await client.batch(script);
    expect(database.rows('app.t')).to.have.length(1);
    expect(await fails('INSERT INTO app.t ([Key]) VALUES (0x01)')).to.equal(2627);
  });

  it('refuse duplicates by their collation: of case in one column and not in the other', async () => {
    const { client } = fixture;
    await client.batch(
      'CREATE TABLE t (a nvarchar(10) UNIQUE, b nvarchar(10) COLLATE Latin1_General_BIN2 UNIQUE)',
    );
    await client.run("INSERT INTO t VALUES (N'a', N'a')");
    await client.run("INSERT INTO t VALUES (N'b', N'A')");
    expect(await fails("INSERT INTO t VALUES (N'A', N'x')")).to.equal(2627);
    expect(await fails("INSERT INTO t VALUES (N'c', N'a ')")).to.equal(2627);
  });

  it('take NULL once in a unique index, which is error 2601', async () => {
    const { client } = fixture;
    await client.batch('CREATE TABLE t (a int NULL); CREATE UNIQUE NONCLUSTERED INDEX ix ON t (a)');
    await client.run('INSERT INTO t VALUES (NULL)');
    const error = await client.failure('INSERT INTO t VALUES (NULL)');
    expect(error).to.include({ number: 2601, class: 14, state: 1 });
    expect(error.message).to.equal(
      "Cannot insert duplicate key row in object 'dbo.t' with unique index 'ix'. The duplicate key value is (<NULL>).",
    );
  });

  it('let a key be swapped by one statement only where it is not duplicate in between, and undo it all', async () => {
    const { client, database } = fixture;
    await client.batch('CREATE TABLE t (a int UNIQUE); INSERT INTO t VALUES (1), (2)');
    expect(await fails('UPDATE t SET a = 1')).to.equal(2627);
    expect(database.rows('t')).to.deep.equal([{ a: 1 }, { a: 2 }]);
    await client.run('UPDATE t SET a = a + 10 WHERE a = 1');
    await client.run('INSERT INTO t VALUES (1)');
  });

  const failures: readonly (readonly [sql: string, number: number])[] = [
    ['CREATE TABLE t (a int)', 2714],
    ['CREATE TABLE x (a int, A int)', 2705],
    ['CREATE TABLE x (a int NULL PRIMARY KEY)', 8111],
    ['CREATE TABLE x (a nvarchar(max) UNIQUE)', 1919],
    ['CREATE TABLE x (a nothing)', 2715],
    ['CREATE TABLE x (a nvarchar(4001))', 131],
    ['CREATE TABLE nowhere.x (a int)', 2760],
    ['DROP TABLE x', 3701],
    ['CREATE UNIQUE INDEX ix ON t (nothing)', 1911],
    ['CREATE UNIQUE INDEX ix ON t (a)', 1505],
    ['ALTER TABLE t ADD b int NOT NULL', 4901],
    ['TRUNCATE TABLE x', 208],
  ];
  for (const [sql, number] of failures) {
    it(`answer ${number} to ${sql}`, async () => {
      await fixture.database.execute('CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)');
      expect(await fails(sql)).to.equal(number);
    });
  }

  it('refuse index keys of more than 1,700 bytes with 1946', async () => {
    await fixture.client.batch('CREATE TABLE t (a nvarchar(1000) UNIQUE)');
    await fixture.client.run("INSERT INTO t VALUES (REPLICATE(N'x', 850))");
    expect(await fails("INSERT INTO t VALUES (REPLICATE(N'x', 851))")).to.equal(1946);
  });

  it('can be widened, emptied and dropped', async () => {
    const { client, database } = fixture;
    await client.batch(
      "CREATE TABLE t (id int IDENTITY, a int); INSERT INTO t VALUES (1); ALTER TABLE t ADD b nvarchar(5) NOT NULL DEFAULT N'x', c int NULL",
    );
    expect(database.rows('t')).to.deep.equal([{ id: 1, a: 1, b: 'x', c: null }]);
    await client.batch('TRUNCATE TABLE t; INSERT INTO t (a) VALUES (2)');
    expect(database.rows('t')).to.deep.equal([{ id: 1, a: 2, b: 'x', c: null }]);
    await client.batch('DELETE FROM t; INSERT INTO t (a) VALUES (3)');
    expect(database.rows('t')).to.deep.equal([{ id: 2, a: 3, b: 'x', c: null }]);
    await client.batch('DROP TABLE IF EXISTS t, u');
    expect(database.hasTable('t')).to.equal(false);
  });

  it('are not dropped IF EXISTS by servers before 2016', async () => {
    const old = await openFixture('', { version: '2012' });
    expect(await old.client.failure('DROP TABLE IF EXISTS t')).to.include({ number: 156 });
    await old.close();
  });

  it('may have opaque columns, which hold nothing but NULL', async () => {
    const { client, database } = fixture;
    await client.batch(
      'CREATE TABLE t (a int, b decimal(9, 2) NULL, c date NULL, d xml NULL, e ntext NULL, f datetimeoffset NULL)',
    );
    await client.run('INSERT INTO t (a) VALUES (1)');
    expect((await client.run('SELECT * FROM t')).rows).to.deep.equal([[1, null, null, null, null, null]]);
    expect(await fails("INSERT INTO t (c) VALUES ('2020-01-01')")).to.equal(206);
    expect(database.rows('t')).to.have.length(1);
  });
});

describe('insert triggers', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture('CREATE TABLE t (id int IDENTITY, a int); CREATE TABLE log (n int)');
  });
  afterEach(() => fixture.close());

  it('see the rows, and write in the same transaction', async () => {
    const { client, database } = fixture;
    database.onInsert('t', async ({ inserted, execute }) =>
      execute(`INSERT INTO log VALUES (${inserted.length})`),
    );
    const { rowCount } = await client.run('INSERT INTO t (a) VALUES (1), (2)');
    expect(database.rows('log')).to.deep.equal([{ n: 2 }]);
    // Without SET NOCOUNT ON the trigger's rows are counted to the client as well.
    expect(rowCount).to.equal(3);
    await client.begin();
    await client.run('INSERT INTO t (a) VALUES (3)');
    await client.rollback();
    expect(database.rows('log')).to.deep.equal([{ n: 2 }]);
  });

  it('undo the statement when they fail, and end transaction and batch with 3609', async () => {
    const { client, database } = fixture;
    database.onInsert('t', () => {
      throw new SqlError(50000, 'not today');
    });
    await client.begin();
    const error = await client
      .run('INSERT INTO t (a) VALUES (1); INSERT INTO log VALUES (1)')
      .catch((reason: unknown) => reason);
    expect((error as AggregateError).errors.map((one: { number: number }) => one.number)).to.deep.equal([
      50000, 3609,
    ]);
    expect((await client.run('SELECT @@TRANCOUNT')).rows).to.deep.equal([[0]]);
    expect([database.rows('t'), database.rows('log')]).to.deep.equal([[], []]);
  });
});
