import { expect } from 'chai';
import { startTdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { TdsServer } from '../../../support/tds-server/start-tds-server.ts';
import type { DatabaseHandle, PlainRow } from '../../../support/tds-server/database-handle.ts';

const SETUP = `CREATE TABLE dbo.Full_ (
  Id bigint IDENTITY(5,2) NOT NULL,
  Name nvarchar(50) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT DF_Name DEFAULT (N'x'),
  Big varbinary(max) NULL,
  At datetime2(3) NULL,
  Old datetime NULL,
  Price decimal(9, 2) NULL,
  Twice AS (Id * 2),
  CONSTRAINT PK_Full PRIMARY KEY CLUSTERED (Id),
  CONSTRAINT UQ_Full UNIQUE (Name, At)
);
CREATE UNIQUE INDEX IX_Full ON dbo.Full_ (Old) INCLUDE (At);`;

describe('the catalog of the TDS test server', () => {
  let server: TdsServer;
  let database: DatabaseHandle;

  before(async () => {
    server = await startTdsServer({
      logins: { sa: { password: 'x' } },
      databases: [{ name: 'ROOMS', collation: 'Latin1_General_CI_AS', compatibilityLevel: 110 }],
    });
    database = server.database('ROOMS');
    await database.execute(SETUP);
  });
  after(() => server.close());

  const one = async (sql: string): Promise<PlainRow> => (await database.execute(sql))[0] ?? {};

  it('tells types, lengths and nullability in INFORMATION_SCHEMA', async () => {
    const rows = await database.execute(
      `SELECT COLUMN_NAME AS n, DATA_TYPE AS t, CHARACTER_MAXIMUM_LENGTH AS l, IS_NULLABLE AS u, DATETIME_PRECISION AS p, COLLATION_NAME AS c, COLUMN_DEFAULT AS d
       FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = N'dbo' AND TABLE_NAME = N'full_' ORDER BY ORDINAL_POSITION`,
    );
    expect(rows.map((row) => Object.values(row))).to.deep.equal([
      ['Id', 'bigint', null, 'NO', null, null, null],
      ['Name', 'nvarchar', 50, 'NO', null, 'Latin1_General_BIN2', "(N'x')"],
      ['Big', 'varbinary', -1, 'YES', null, null, null],
      ['At', 'datetime2', null, 'YES', 3, null, null],
      ['Old', 'datetime', null, 'YES', 3, null, null],
      ['Price', 'decimal', null, 'YES', null, null, null],
      ['Twice', 'bigint', null, 'YES', null, null, null],
    ]);
  });

  it('tells lengths in bytes, identity and computed columns in sys.columns', async () => {
    const rows = await database.execute(
      `SELECT c.name, t.name AS type, c.max_length, c.is_identity, c.is_computed, c.is_nullable
       FROM sys.columns AS c JOIN sys.types AS t ON t.user_type_id = c.user_type_id
       WHERE c.object_id = OBJECT_ID(N'[dbo].[Full_]', N'U') ORDER BY c.column_id`,
    );
    expect(rows.map((row) => Object.values(row))).to.deep.equal([
      ['Id', 'bigint', 8, true, false, false],
      ['Name', 'nvarchar', 100, false, false, false],
      ['Big', 'varbinary', -1, false, false, true],
      ['At', 'datetime2', 7, false, false, true],
      ['Old', 'datetime', 8, false, false, true],
      ['Price', 'decimal', 9, false, false, true],
      ['Twice', 'bigint', 8, false, true, true],
    ]);
  });

  it('tells the columns of unique indexes and constraints', async () => {
    const rows = await database.execute(
      `SELECT i.name AS i, c.name AS c, i.is_unique_constraint AS q, i.is_primary_key AS p
       FROM sys.indexes AS i
       JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id
       JOIN sys.columns AS c ON c.object_id = i.object_id AND c.column_id = x.column_id
       WHERE i.object_id = OBJECT_ID(N'dbo.Full_') AND i.is_unique = 1 AND x.is_included_column = 0
       ORDER BY i.index_id, x.key_ordinal`,
    );
    expect(rows.map((row) => Object.values(row))).to.deep.equal([
      ['PK_Full', 'Id', false, true],
      ['UQ_Full', 'Name', true, false],
      ['UQ_Full', 'At', true, false],
      ['IX_Full', 'Old', false, false],
    ]);
    const usage = await database.execute(
      `SELECT c.CONSTRAINT_NAME AS n, c.CONSTRAINT_TYPE AS t, COUNT(*) AS k FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS AS c
       JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE AS u ON u.CONSTRAINT_NAME = c.CONSTRAINT_NAME GROUP BY c.CONSTRAINT_NAME, c.CONSTRAINT_TYPE ORDER BY 1`,
    );
    expect(usage).to.deep.equal([
      { n: 'PK_Full', t: 'PRIMARY KEY', k: 1 },
      { n: 'UQ_Full', t: 'UNIQUE', k: 2 },
    ]);
  });

  it('tells identity, defaults and computed columns', async () => {
    expect(await one('SELECT name, seed_value, increment_value FROM sys.identity_columns')).to.deep.equal({
      name: 'Id',
      seed_value: 5n,
      increment_value: 2n,
    });
    expect(await one('SELECT name, definition FROM sys.default_constraints')).to.deep.equal({
      name: 'DF_Name',
      definition: "(N'x')",
    });
    expect(await one('SELECT name, definition, is_persisted FROM sys.computed_columns')).to.deep.equal({
      name: 'Twice',
      definition: '(Id * 2)',
      is_persisted: false,
    });
  });

  it('tells about databases and the server', async () => {
    expect(
      await one(
        "SELECT compatibility_level, collation_name, is_read_only FROM sys.databases WHERE name = N'rooms'",
      ),
    ).to.deep.equal({
      compatibility_level: 110,
      collation_name: 'Latin1_General_CI_AS',
      is_read_only: false,
    });
    expect(
      await one(
        "SELECT SERVERPROPERTY('EngineEdition') AS e, CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(20)) AS v, DATABASEPROPERTYEX(N'ROOMS', 'Updateability') AS u",
      ),
    ).to.deep.equal({ e: 3, v: '15.0.4430.1', u: 'READ_WRITE' });
  });

  const functions: readonly (readonly [expression: string, value: unknown])[] = [
    ["CASE WHEN OBJECT_ID(N'dbo.Full_', N'U') IS NULL THEN 0 ELSE 1 END", 1],
    ["CASE WHEN OBJECT_ID(N'ROOMS..[Full_]') IS NULL THEN 0 ELSE 1 END", 1],
    ["OBJECT_ID(N'dbo.Nothing')", null],
    ["OBJECT_ID(N'dbo.Full_', N'P')", null],
    ["OBJECT_NAME(OBJECT_ID(N'Full_'))", 'Full_'],
    ["COL_LENGTH(N'dbo.Full_', N'Name')", 100],
    ["COL_LENGTH(N'dbo.Full_', N'Nothing')", null],
    ["COLUMNPROPERTY(OBJECT_ID(N'dbo.Full_'), N'Id', 'IsIdentity')", 1],
    ["COLUMNPROPERTY(OBJECT_ID(N'dbo.Full_'), N'Twice', 'IsComputed')", 1],
    ["HAS_PERMS_BY_NAME(N'dbo.Full_', N'OBJECT', N'INSERT')", 1],
    ["HAS_PERMS_BY_NAME(N'dbo.Nothing', N'OBJECT', N'INSERT')", null],
    ['SCHEMA_NAME()', 'dbo'],
    ['DB_NAME()', 'ROOMS'],
  ];
  for (const [expression, value] of functions) {
    it(`${expression} is ${String(value)}`, async () => {
      expect(await one(`SELECT ${expression} AS v`)).to.deep.equal({ v: value });
    });
  }

  it('has only the columns it has', async () => {
    expect(
      await database.execute('SELECT is_ansi_padded FROM sys.columns').catch((error: unknown) => error),
    ).to.include({ number: 207 });
    expect(await database.execute('SELECT * FROM sys.nothing').catch((error: unknown) => error)).to.include({
      number: 208,
    });
  });
});
