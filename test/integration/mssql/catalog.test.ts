import { expect } from 'chai';
import { openCatalogSession, type CatalogSession } from '../../../src/store/mssql/catalog-session.ts';
import {
  readClock,
  readDatabase,
  readMissingRights,
  readServer,
  readSimilarTables,
  readTable,
} from '../../../src/store/mssql/read-catalog.ts';
import { formatFactsType } from '../../../src/store/mssql/table-facts.ts';
import { openMssql, type MssqlUnderTest } from '../../support/mssql.ts';

describe('the catalog of a database', () => {
  let mssql: MssqlUnderTest;
  let session: CatalogSession;

  before(async () => {
    mssql = await openMssql();
    session = await openCatalogSession(mssql.config, 15_000);
  });

  after(async () => {
    await session.close();
    await mssql.dropTables();
    await mssql.close();
  });

  it('tells server, login and database', async () => {
    const server = await readServer(session);
    expect(server.version).to.match(/^\d+\.\d+\.\d+/);
    expect(server.login).to.not.equal('');
    expect(server.user).to.not.equal('');
    const database = await readDatabase(session);
    expect(database?.compatibilityLevel).to.be.at.least(100);
    expect(database?.collation).to.match(/_/);
    expect(database?.isReadOnly).to.equal(false);
  });

  it("tells the server's time in UTC", async () => {
    const minutes = (await readClock(session)).getTime() / 60_000 - Date.now() / 60_000;
    expect(Math.abs(minutes)).to.be.below(20);
  });

  it('tells the columns as they are', async () => {
    const name = await mssql.createTable(
      `Nr int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
       A nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
       B varchar(max) NULL,
       C datetime2(3) NULL,
       D bit NOT NULL DEFAULT ((0)),
       E AS (Nr + 1),
       F binary(32) NULL`,
    );
    const facts = await readTable(session, { schema: 'dbo', name });
    expect(facts).to.include({ schema: 'dbo', name, objectType: 'U' });
    expect(
      facts?.columns.map((column) =>
        [
          column.name,
          formatFactsType(column),
          column.nullable ? 'null' : '',
          column.isIdentity ? 'identity' : '',
          column.isComputed ? 'computed' : '',
          column.hasDefault ? 'default' : '',
        ]
          .join(' ')
          .trimEnd(),
      ),
    ).to.deep.equal([
      'Nr int  identity',
      'A nvarchar(40)',
      'B varchar(max) null',
      'C datetime2(3) null',
      'D bit    default',
      'E int null  computed',
      'F binary(32) null',
    ]);
    expect(facts?.columns[1]?.collation).to.equal('Latin1_General_BIN2');
    expect(facts?.columns[0]?.collation).to.equal(null);
  });

  it('tells unique indexes with their columns in order, and no others', async () => {
    const name = await mssql.createTable(
      'A int NOT NULL, B int NOT NULL, C int NULL, CONSTRAINT [UQ x] UNIQUE (B, A)',
    );
    await mssql.run(
      `CREATE INDEX IX ON dbo.[${name}] (C); CREATE UNIQUE INDEX UX ON dbo.[${name}] (C) INCLUDE (A);`,
    );
    const facts = await readTable(session, { schema: 'dbo', name });
    expect(facts?.uniqueIndexes).to.have.deep.members([
      { name: 'UQ x', columns: ['B', 'A'], isFiltered: false },
      { name: 'UX', columns: ['C'], isFiltered: false },
    ]);
  });

  it('tells triggers', async () => {
    const name = await mssql.createTable('A int NULL');
    await mssql.createInsertTrigger(name, 'SELECT 1 AS one');
    const facts = await readTable(session, { schema: 'dbo', name });
    expect(facts?.triggers).to.have.length(1);
    expect(facts?.triggers[0]).to.include({ isDisabled: false, isInsteadOf: false });
  });

  it('finds nothing under a name that is not there, and what is called alike', async () => {
    const name = await mssql.createTable('A int NULL', '_Sync');
    expect(await readTable(session, { schema: 'dbo', name: `${name}_other` })).to.equal(null);
    expect(await readTable(session, { schema: null, name: "no'such]table" })).to.equal(null);
    expect(await readSimilarTables(session, 'whatever')).to.include(`dbo.${name}`);
  });

  it('tells that nothing is missing where SELECT and INSERT are granted', async () => {
    const name = await mssql.createTable('A int NULL');
    expect(await readMissingRights(session, { schema: 'dbo', name })).to.deep.equal([]);
    expect(await readMissingRights(session, { schema: 'dbo', name: `${name}_other` })).to.deep.equal([
      'SELECT',
      'INSERT',
    ]);
  });
});
