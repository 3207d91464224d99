import { expect } from 'chai';
import { Request, TYPES } from 'tedious';
import { EVENTS, openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { firstOf } from './client.ts';

describe('prepared statements', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture(EVENTS);
  });
  afterEach(() => fixture.close());

  /** A request can be used again. It tells of its preparation by events, and of everything else by its callback. */
  function reusable(sql: string): {
    request: Request;
    use: (start: (request: Request) => void) => Promise<number>;
  } {
    let done: PromiseWithResolvers<number> = Promise.withResolvers();
    const request = new Request(sql, (error, rowCount) => {
      if (error) {
        done.reject(error);
      } else {
        done.resolve(rowCount ?? 0);
      }
    });
    request.on('prepared', () => done.resolve(0));
    request.on('error', (error) => done.reject(error));
    return {
      request,
      use: (start) => {
        done = Promise.withResolvers();
        start(request);
        return done.promise;
      },
    };
  }

  it('are prepared once and run often', async () => {
    const { client, database, server } = fixture;
    const { connection } = client;
    const { request, use } = reusable('INSERT INTO dbo.Events (Mandator, EventKey) VALUES (@m, @k)');
    request.addParameter('m', TYPES.NVarChar, undefined, { length: 50 });
    request.addParameter('k', TYPES.Binary, undefined, { length: 4 });
    await use((prepared) => connection.prepare(prepared));
    for (const key of [1, 2]) {
      const count = await use((prepared) =>
        connection.execute(prepared, { m: `M${key}`, k: Buffer.of(0, 0, 0, key) }),
      );
      expect(count).to.equal(1);
    }
    await use((prepared) => connection.unprepare(prepared));
    expect(database.rows('dbo.Events').map((row) => row['Mandator'])).to.deep.equal(['M1', 'M2']);
    const own = server.statements.filter((statement) => statement.kind !== 'set');
    expect(own.map(({ kind, parameterCount }) => [kind, parameterCount])).to.deep.equal([
      ['prepare', 0],
      ['execute', 2],
      ['execute', 2],
      ['unprepare', 1],
    ]);
    expect(own[1]?.text).to.equal('INSERT INTO dbo.Events (Mandator, EventKey) VALUES (@m, @k)');
  });

  it('fail when they are prepared where they cannot be parsed', async () => {
    const { use } = reusable('INSERT INTO dbo.Events VALUES');
    const error = firstOf(
      await use((request) => fixture.client.connection.prepare(request)).catch((reason: unknown) => reason),
    );
    expect(error).to.include({ number: 102, class: 15 });
  });

  it('are forgotten when the connection is reset', async () => {
    const { connection } = fixture.client;
    const { use } = reusable('SELECT 1');
    await use((request) => connection.prepare(request));
    await new Promise<void>((resolve, reject) =>
      connection.reset((error) => (error ? reject(error) : resolve())),
    );
    const error = firstOf(
      await use((request) => connection.execute(request)).catch((reason: unknown) => reason),
    );
    expect(error).to.include({ number: 8179 });
  });
});
