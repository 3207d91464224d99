import { expect } from 'chai';
import { configuration, connect } from './client.ts';
import { EVENTS, openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

describe('the life of the TDS test server', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture(EVENTS);
  });
  afterEach(() => fixture.close());

  const insert = (key: number): string =>
    `INSERT INTO Events (Mandator, EventKey) VALUES (N'A', 0x${key.toString(16).padStart(8, '0')})`;

  it('keeps its data and its port over a restart, and nothing that was not committed', async () => {
    const { server, client, database } = fixture;
    const { port } = server;
    await client.run(insert(1));
    await client.begin();
    await client.run(insert(2));
    const ended = new Promise<void>((resolve) => client.connection.once('end', () => resolve()));
    await server.stop();
    await ended;
    expect(await connect(configuration(server, 'ROOMS')).catch((error: unknown) => error)).to.include({
      code: 'ESOCKET',
    });
    await server.start();
    expect(server.port).to.equal(port);
    const again = await fixture.connect();
    expect((await again.run('SELECT COUNT(*) FROM Events')).rows).to.deep.equal([[1]]);
    expect(database.rows('Events')).to.have.length(1);
  });

  it('cuts all connections and takes new ones', async () => {
    const { server, client } = fixture;
    const other = await fixture.connect();
    await server.killConnections();
    expect(server.connections).to.deep.equal([]);
    for (const dead of [client, other]) {
      expect(await dead.failure('SELECT 1')).to.have.property('message');
    }
    const next = await fixture.connect();
    expect((await next.run('SELECT 1')).rows).to.deep.equal([[1]]);
  });

  it('answers nothing while it is paused, and everything afterwards', async () => {
    const { server, client, database } = fixture;
    server.pause();
    let answered = false;
    const request = client.run(insert(1)).finally(() => (answered = true));
    expect(
      await connect(configuration(server, 'ROOMS', undefined, { connectTimeout: 50 })).catch(
        (error: unknown) => error,
      ),
    ).to.include({
      code: 'ETIMEOUT',
    });
    expect([answered, database.rows('Events').length]).to.deep.equal([false, 0]);
    server.resume();
    await request;
    expect(database.rows('Events')).to.have.length(1);
  });

  it('answers no sooner than its latency', async () => {
    const { server, client } = fixture;
    server.latencyMs = 30;
    const start = performance.now();
    await client.run('SELECT 1');
    // Timers may fire up to a millisecond early.
    expect(performance.now() - start).to.be.at.least(29);
  });

  it('logs what it received', async () => {
    const { server, client } = fixture;
    server.clearStatements();
    await client.run('SELECT @a', { name: 'a', type: (await import('tedious')).TYPES.Int, value: 1 });
    await client.begin();
    await client.batch('SELECT 2');
    await client.commit();
    expect(
      server.statements.map(({ kind, text, parameterCount, login, database }) => [
        kind,
        text,
        parameterCount,
        login,
        database,
      ]),
    ).to.deep.equal([
      ['executesql', 'SELECT @a', 1, 'sa', 'ROOMS'],
      ['begin', 'BEGIN TRANSACTION', 0, 'sa', 'ROOMS'],
      ['batch', 'SELECT 2', 0, 'sa', 'ROOMS'],
      ['commit', 'COMMIT TRANSACTION', 0, 'sa', 'ROOMS'],
    ]);
  });

  it('makes connection strings', () => {
    const { server } = fixture;
    expect(server.connectionString('ROOMS')).to.equal(
      `Server=tcp:127.0.0.1,${server.port};Database=ROOMS;User ID=sa;Password=x;Encrypt=false`,
    );
  });

  it('does not hide what goes wrong in it', async () => {
    const { server } = fixture;
    const { Socket } = await import('node:net');
    const socket = new Socket().on('error', () => undefined);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    // A batch before any login.
    socket.connect(server.port, '127.0.0.1', () => socket.write(Buffer.of(1, 1, 0, 9, 0, 0, 1, 0, 0)));
    await closed;
    expect(String(server.errors[0])).to.equal('Error: a request before the login');
    const error = await server.close().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(AggregateError);
  });
});
