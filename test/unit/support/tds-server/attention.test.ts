import { expect } from 'chai';
import { Request } from 'tedious';
import { configuration, connect } from './client.ts';
import { openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

describe('a request that is given up', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture('CREATE TABLE t (a int)');
  });
  afterEach(() => fixture.close());

  it('ends with ECANCEL when it is cancelled, and the connection can be used on', async () => {
    const { client, server } = fixture;
    const fault = server.faults.add({ on: 'statement', action: 'stall' });
    const error = await new Promise((resolve) => {
      const request = new Request('INSERT INTO t VALUES (1)', resolve);
      client.connection.execSql(request);
      void fault.happened().then(() => client.connection.cancel());
    });
    expect(error).to.include({ code: 'ECANCEL' });
    expect((await client.run('SELECT COUNT(*) FROM t')).rows).to.deep.equal([[0]]);
    expect(server.statements.map(({ kind }) => kind)).to.include('attention');
  });

  it('ends with ETIMEOUT after its time, and the connection can be used on', async () => {
    const client = await connect(configuration(fixture.server, 'ROOMS', undefined, { requestTimeout: 50 }));
    const error = await client.failure("WAITFOR DELAY '00:01:00'");
    expect(error).to.include({ code: 'ETIMEOUT' });
    expect((await client.run('SELECT 1')).rows).to.deep.equal([[1]]);
    await client.close();
  });

  it('no longer waits for a lock', async () => {
    const { client, database } = fixture;
    await client.begin();
    await client.run('INSERT INTO t VALUES (1)');
    const other = await connect(configuration(fixture.server, 'ROOMS', undefined, { requestTimeout: 50 }));
    expect(await other.failure('INSERT INTO t VALUES (2)')).to.include({ code: 'ETIMEOUT' });
    await client.commit();
    await other.run('INSERT INTO t VALUES (3)');
    expect(database.rows('t')).to.deep.equal([{ a: 1 }, { a: 3 }]);
    await other.close();
  });

  it('keeps its transaction, unless XACT_ABORT is on', async () => {
    const client = await connect(configuration(fixture.server, 'ROOMS', undefined, { requestTimeout: 50 }));
    await client.begin();
    await client.failure("WAITFOR DELAY '00:01:00'");
    expect((await client.run('SELECT @@TRANCOUNT')).rows).to.deep.equal([[1]]);
    await client.rollback();
    await client.close();
  });

  it('cannot be given up where the server is silent: the connection ends', async () => {
    const { server } = fixture;
    const client = await connect(
      configuration(server, 'ROOMS', undefined, { requestTimeout: 20, cancelTimeout: 20 }),
    );
    server.faults.add({ on: 'statement', action: 'hang' });
    const error = await client.failure('SELECT 1');
    expect(error).to.include({ code: 'ETIMEOUT' });
    expect(client.connection.closed).to.equal(true);
  });
});
