import { expect } from 'chai';
import { ISOLATION_LEVEL } from 'tedious';
import { openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

const SETUP = 'CREATE TABLE t (id int IDENTITY PRIMARY KEY, a int NOT NULL UNIQUE); CREATE TABLE u (a int)';

describe('transactions', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture(SETUP);
  });
  afterEach(() => fixture.close());

  const values = (): unknown[] => fixture.database.rows('t').map((row) => row['a']);

  it('keep what was committed', async () => {
    const { client } = fixture;
    await client.begin();
    await client.run('INSERT INTO t (a) VALUES (1)');
    expect(values()).to.deep.equal([]);
    await client.commit();
    expect(values()).to.deep.equal([1]);
  });

  it('undo inserts, updates, deletes and tables that were rolled back', async () => {
    const { client, database } = fixture;
    await client.run('INSERT INTO t (a) VALUES (1), (2)');
    await client.begin();
    await client.run(
      'UPDATE t SET a = 3 WHERE a = 1; DELETE FROM t WHERE a = 2; INSERT INTO t (a) VALUES (4); CREATE TABLE v (a int); DROP TABLE u',
    );
    expect((await client.run('SELECT a FROM t ORDER BY a')).rows).to.deep.equal([[3], [4]]);
    await client.rollback();
    expect(values()).to.deep.equal([1, 2]);
    expect([database.hasTable('v'), database.hasTable('u')]).to.deep.equal([false, true]);
  });

  it('are undone when the connection ends', async () => {
    const other = await fixture.connect();
    await other.begin();
    await other.run('INSERT INTO t (a) VALUES (1)');
    await other.close();
    await fixture.client.run('INSERT INTO t (a) VALUES (1)');
    expect(values()).to.deep.equal([1]);
  });

  it('hide what is not committed: a reader waits for it', async () => {
    const { client } = fixture;
    const reader = await fixture.connect();
    await client.begin();
    await client.run('INSERT INTO t (a) VALUES (1)');
    const order: string[] = [];
    const read = reader.run('SELECT COUNT(*) FROM t').then(({ rows }) => {
      order.push('read');
      return rows;
    });
    await client.run('SELECT COUNT(*) FROM t');
    order.push('commit');
    await client.commit();
    expect(await read).to.deep.equal([[1]]);
    expect(order).to.deep.equal(['commit', 'read']);
  });

  it('show it to who reads uncommitted', async () => {
    const { client } = fixture;
    const reader = await fixture.connect();
    await client.begin();
    await client.run('INSERT INTO t (a) VALUES (1)');
    expect((await reader.run('SELECT COUNT(*) FROM t WITH (NOLOCK)')).rows).to.deep.equal([[1]]);
    await client.rollback();
  });

  it('let a second writer wait, who then sees what the first one wrote', async () => {
    const { client } = fixture;
    const other = await fixture.connect();
    const insert =
      'INSERT INTO t (a) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM t WITH (UPDLOCK, HOLDLOCK) WHERE a = 1)';
    await client.begin();
    expect((await client.run(insert)).rowCount).to.equal(1);
    const second = other.run(insert);
    await client.commit();
    expect((await second).rowCount).to.equal(0);
  });

  it('wait no longer than LOCK_TIMEOUT says', async () => {
    const { client } = fixture;
    const other = await fixture.connect();
    await client.begin();
    await client.run('INSERT INTO t (a) VALUES (1)');
    const error = await other.failure('SET LOCK_TIMEOUT 10; INSERT INTO t (a) VALUES (2)');
    expect(error).to.include({ number: 1222, class: 16 });
    await client.rollback();
  });

  it('that wait for each other end with 1205 for the one that closes the circle', async () => {
    const { client } = fixture;
    const other = await fixture.connect();
    await client.begin();
    await other.begin();
    await client.run('INSERT INTO t (a) VALUES (1)');
    await other.run('INSERT INTO u (a) VALUES (1)');
    const waiting = client.run('INSERT INTO u (a) VALUES (2)');
    const victim = await other.failure('INSERT INTO t (a) VALUES (2)');
    expect(victim).to.include({ number: 1205, class: 13 });
    await waiting;
    await client.commit();
    // The victim's transaction is gone, and its client knows it.
    expect((await other.run('SELECT @@TRANCOUNT')).rows).to.deep.equal([[0]]);
    expect(fixture.database.rows('u')).to.deep.equal([{ a: 2 }]);
  });

  it('go on after a statement that failed, unless XACT_ABORT is on', async () => {
    const { client } = fixture;
    await client.begin();
    await client.run('INSERT INTO t (a) VALUES (1)');
    expect(await client.failure('INSERT INTO t (a) VALUES (2), (1)')).to.include({ number: 2627 });
    await client.commit();
    expect(values()).to.deep.equal([1]);
    await client.batch('SET XACT_ABORT ON');
    await client.begin();
    await client.run('INSERT INTO t (a) VALUES (5)');
    await client.failure('INSERT INTO t (a) VALUES (1)');
    expect((await client.run('SELECT @@TRANCOUNT, XACT_STATE()')).rows).to.deep.equal([[0, 0]]);
    expect(values()).to.deep.equal([1]);
  });

  it('may be begun and ended in a batch', async () => {
    const { client } = fixture;
    await client.batch(
      'BEGIN TRAN; INSERT INTO t (a) VALUES (1); BEGIN TRANSACTION; INSERT INTO t (a) VALUES (2); COMMIT',
    );
    expect(values()).to.deep.equal([]);
    expect((await client.batch('SELECT @@TRANCOUNT; COMMIT TRANSACTION')).rows).to.deep.equal([[1]]);
    expect(values()).to.deep.equal([1, 2]);
    await client.batch(
      'BEGIN TRAN; INSERT INTO t (a) VALUES (3); SAVE TRAN half; INSERT INTO t (a) VALUES (4); ROLLBACK TRAN half; COMMIT',
    );
    expect(values()).to.deep.equal([1, 2, 3]);
    expect(await client.failure('COMMIT')).to.include({ number: 3902 });
    expect(await client.failure('ROLLBACK')).to.include({ number: 3903 });
  });

  it('must not be begun by sp_executesql and left open: 266', async () => {
    expect(await fixture.client.failure('BEGIN TRAN')).to.include({ number: 266 });
    await fixture.client.batch('ROLLBACK');
  });

  it('end with a reset of the connection', async () => {
    const { client } = fixture;
    await client.begin();
    await client.run('INSERT INTO t (a) VALUES (1)');
    await new Promise<void>((resolve, reject) =>
      client.connection.reset((error) => (error ? reject(error) : resolve())),
    );
    expect((await client.run('SELECT @@TRANCOUNT, COUNT(*) FROM t')).rows).to.deep.equal([[0, 0]]);
  });

  it('keep what they read from changing where they are serializable', async () => {
    const { client } = fixture;
    const other = await fixture.connect();
    await client.begin(ISOLATION_LEVEL.SERIALIZABLE);
    await client.run('SELECT COUNT(*) FROM t');
    let written = false;
    const write = other.run('INSERT INTO t (a) VALUES (1)').then(() => (written = true));
    expect((await client.run('SELECT COUNT(*) FROM t')).rows).to.deep.equal([[0]]);
    expect(written).to.equal(false);
    await client.commit();
    await write;
  });

  it('cannot be of snapshot isolation', async () => {
    const error = await fixture.client.begin(ISOLATION_LEVEL.SNAPSHOT).catch((reason: unknown) => reason);
    expect(error).to.include({ number: 3952 });
  });
});
