import { expect } from 'chai';
import { configuration, connect } from './client.ts';
import type { Client } from './client.ts';
import { openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

describe('rights', () => {
  let fixture: Fixture;
  let writer: Client;

  beforeEach(async () => {
    fixture = await openFixture('CREATE TABLE t (a int); CREATE TABLE secret (a int)', {
      logins: { sa: { password: 'x' }, writer: { password: 'w' } },
    });
    writer = await connect(configuration(fixture.server, 'ROOMS', { userName: 'writer', password: 'w' }));
  });
  afterEach(async () => {
    await writer.close();
    await fixture.close();
  });

  it('are none at first: everything is refused with 229', async () => {
    for (const [sql, permission] of [
      ['SELECT * FROM t', 'SELECT'],
      ['INSERT INTO t VALUES (1)', 'INSERT'],
      ['UPDATE t SET a = 1', 'UPDATE'],
      ['DELETE FROM t', 'DELETE'],
    ] as const) {
      const error = await writer.failure(sql);
      expect(error).to.include({ number: 229, class: 14, state: 5 });
      expect(error.message).to.equal(
        `The ${permission} permission was denied on the object 't', database 'ROOMS', schema 'dbo'.`,
      );
    }
  });

  it('are given one by one: inserting where it does not exist needs SELECT as well', async () => {
    const insert = 'INSERT INTO t SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM t WHERE a = 1)';
    fixture.database.grant('writer', 'dbo.t', 'INSERT');
    expect(await writer.failure(insert)).to.include({ number: 229 });
    await writer.run('INSERT INTO t VALUES (2)');
    fixture.database.grant('writer', 't', 'SELECT');
    expect((await writer.run(insert)).rowCount).to.equal(1);
  });

  it('are taken by a denial, even where all tables were granted', async () => {
    fixture.database.grant('writer', '*', 'SELECT');
    fixture.database.deny('writer', 't', 'SELECT');
    await writer.run('SELECT * FROM secret');
    expect(await writer.failure('SELECT * FROM t')).to.include({ number: 229 });
    fixture.database.revoke('writer', 't', 'SELECT');
    await writer.run('SELECT * FROM t');
  });

  it('decide what the catalog shows', async () => {
    fixture.database.grant('writer', 't', 'INSERT');
    const sql =
      "SELECT TABLE_NAME, OBJECT_ID(N'secret'), HAS_PERMS_BY_NAME(N'dbo.t', N'OBJECT', N'INSERT'), HAS_PERMS_BY_NAME(N'dbo.t', N'OBJECT', N'SELECT') FROM INFORMATION_SCHEMA.TABLES";
    expect((await writer.run(sql)).rows).to.deep.equal([['t', null, 1, 0]]);
  });

  it('are needed to make tables', async () => {
    expect(await writer.failure('CREATE TABLE mine (a int)')).to.include({ number: 262 });
    expect(await writer.failure('DROP TABLE t')).to.include({ number: 3701 });
    expect(await writer.failure('CREATE UNIQUE INDEX i ON t (a)')).to.include({ number: 1088 });
    fixture.database.grant('writer', '*', 'CREATE TABLE');
    await writer.run('CREATE TABLE mine (a int)');
  });
});

describe('a database that takes no changes', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture('CREATE TABLE t (a int)');
  });
  afterEach(() => fixture.close());

  it('answers 3906 while it is read-only', async () => {
    const { client, database } = fixture;
    database.setReadOnly(true);
    expect(await client.failure('INSERT INTO t VALUES (1)')).to.include({ number: 3906, class: 16 });
    expect((await client.run('SELECT COUNT(*) FROM t')).rows).to.deep.equal([[0]]);
    database.setReadOnly(false);
    await client.run('INSERT INTO t VALUES (1)');
  });

  it('answers 9002 while its log is full, and rolls back', async () => {
    const { client, database } = fixture;
    await client.begin();
    await client.run('INSERT INTO t VALUES (1)');
    database.setLogFull(true);
    expect(await client.failure('INSERT INTO t VALUES (1)')).to.include({ number: 9002, class: 17 });
    expect(database.rows('t')).to.deep.equal([]);
  });
});
