import { expect } from 'chai';
import type { FaultAction } from '../../../support/tds-server/faults.ts';
import { configuration, connect, firstOf } from './client.ts';
import type { ReportedError } from './client.ts';
import { openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

const INSERT = 'INSERT INTO t (a) VALUES (1)';

describe('faults', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture('CREATE TABLE t (a int)');
  });
  afterEach(() => fixture.close());

  const written = (): number => fixture.database.rows('t').length;
  const connecting = async (options: { connectTimeout?: number } = {}): Promise<ReportedError> => {
    const opened = await connect(configuration(fixture.server, 'ROOMS', undefined, options)).catch(
      (error: unknown) => firstOf(error),
    );
    if (opened instanceof Error) {
      return opened;
    }
    await opened.close();
    throw new Error('it connected');
  };

  describe('at the connection', () => {
    for (const action of ['refuse', 'cutBefore', 'cutAfter', 'cutDuring'] as const) {
      it(`${action}: ends it before the login`, async () => {
        fixture.server.faults.add({ on: 'connect', action });
        expect(await connecting()).to.include({ code: 'ESOCKET' });
      });
    }

    it('hang: says nothing', async () => {
      fixture.server.faults.add({ on: 'connect', action: 'hang' });
      expect(await connecting({ connectTimeout: 50 })).to.include({ code: 'ETIMEOUT' });
    });

    it('delay: answers later', async () => {
      const fault = fixture.server.faults.add({ on: 'connect', action: { delay: 30 } });
      await fixture.connect();
      expect(fault.hits).to.equal(1);
    });
  });

  describe('at the login', () => {
    it('error: refuses it', async () => {
      fixture.server.faults.add({ on: 'login', action: { error: 18456 } });
      expect(await connecting()).to.include({ code: 'ELOGIN', message: "Login failed for user '?'." });
    });

    it('hang: says nothing', async () => {
      fixture.server.faults.add({ on: 'login', action: 'hang' });
      expect(await connecting({ connectTimeout: 50 })).to.include({ code: 'ETIMEOUT' });
    });

    it('happens in its own database only', async () => {
      fixture.server.faults.add({ on: 'login', database: 'OTHER', action: 'cutBefore' });
      await fixture.connect();
    });
  });

  describe('at a statement', () => {
    const after: readonly (readonly [action: FaultAction & string, rows: number])[] = [
      ['refuse', 0],
      ['cutBefore', 0],
      ['cutAfter', 1],
      ['cutDuring', 1],
    ];
    for (const [action, rows] of after) {
      it(`${action}: ends the connection, with ${rows ? 'everything' : 'nothing'} done`, async () => {
        const { client, server } = fixture;
        server.faults.add({ on: 'statement', action });
        // A connection ended in the middle of a reply ends the request with it.
        expect((await client.failure(INSERT)).message).to.match(/hang up|closed|ECONNRESET/);
        expect(written()).to.equal(rows);
      });
    }

    for (const [action, rows] of [
      ['hang', 0],
      ['hangAfter', 1],
    ] as const) {
      it(`${action}: says nothing, with ${rows ? 'everything' : 'nothing'} done`, async () => {
        const { server } = fixture;
        const client = await connect(
          configuration(server, 'ROOMS', undefined, { requestTimeout: 30, cancelTimeout: 20 }),
        );
        server.faults.add({ on: 'statement', match: /^INSERT/, action });
        expect(await client.failure(INSERT)).to.include({ code: 'ETIMEOUT' });
        expect(written()).to.equal(rows);
      });
    }

    it('error: reports it instead, with text, class and state as SQL Server has them', async () => {
      const { client, server } = fixture;
      server.faults.add({ on: 'statement', action: { error: 9002 } });
      const error = await client.failure(INSERT);
      expect(error).to.include({ number: 9002, class: 17, state: 2 });
      expect(error.message).to.equal("The transaction log for database '?' is full due to 'LOG_BACKUP'.");
      expect(written()).to.equal(0);
    });

    it('error 1205: rolls the transaction back', async () => {
      const { client, server } = fixture;
      await client.begin();
      await client.run(INSERT);
      server.faults.add({ on: 'statement', action: { error: 1205 } });
      expect(await client.failure(INSERT)).to.include({ number: 1205, class: 13 });
      expect((await client.run('SELECT @@TRANCOUNT, COUNT(*) FROM t')).rows).to.deep.equal([[0, 0]]);
    });

    it('error of class 20: ends the connection', async () => {
      const { client, server } = fixture;
      server.faults.add({ on: 'statement', action: { error: 596 } });
      const ended = new Promise<void>((resolve) => client.connection.once('end', () => resolve()));
      expect(await client.failure('SELECT 1')).to.include({ number: 596, class: 21 });
      await ended;
    });

    it('error without a known text needs one', async () => {
      const { client, server } = fixture;
      server.faults.add({ on: 'statement', action: { error: 50001, message: 'no', class: 16 } });
      expect(await client.failure('SELECT 1')).to.include({ number: 50001, message: 'no' });
    });

    it('happens as often as it says, where it matches', async () => {
      const { client, server } = fixture;
      const fault = server.faults.add({
        on: 'statement',
        match: (sql) => sql.includes('INTO t'),
        times: 2,
        action: { error: 1222 },
      });
      await client.run('SELECT 1');
      await client.failure(INSERT);
      await client.failure(INSERT);
      await client.run(INSERT);
      expect(fault.hits).to.equal(2);
    });

    it('never happens to the SET statements after a login', async () => {
      fixture.server.faults.add({ on: 'statement', action: { error: 1205 } });
      const client = await fixture.connect();
      expect(await client.failure('SELECT 1')).to.include({ number: 1205 });
    });
  });

  describe('at a commit', () => {
    const cases: readonly (readonly [action: FaultAction, rows: number])[] = [
      ['cutBefore', 0],
      ['cutAfter', 1],
      ['cutDuring', 1],
      [{ error: 1205 }, 0],
      [{ error: 9002 }, 0],
      [{ delay: 20 }, 1],
    ];
    for (const [action, rows] of cases) {
      it(`${JSON.stringify(action)}: leaves ${rows} row of a single statement, and of a transaction`, async () => {
        const { server } = fixture;
        const single = await fixture.connect();
        server.faults.add({ on: 'commit', action });
        await single.run(INSERT).catch(() => undefined);
        expect(written()).to.equal(rows);

        const several = await fixture.connect();
        await several.begin();
        await several.run(INSERT);
        server.faults.add({ on: 'commit', action });
        await several.commit().catch(() => undefined);
        // Whoever still has the transaction open gives it up.
        await several.close();
        expect(written()).to.equal(rows * 2);
      });
    }

    it('hang: leaves nothing once the connection has ended', async () => {
      const { server, client } = fixture;
      const hanging = await connect(
        configuration(server, 'ROOMS', undefined, { requestTimeout: 20, cancelTimeout: 20 }),
      );
      server.faults.add({ on: 'commit', action: 'hang' });
      expect(await hanging.failure(INSERT)).to.include({ code: 'ETIMEOUT' });
      await client.run(INSERT);
      expect(written()).to.equal(1);
    });

    it('never happens to a statement that changes nothing', async () => {
      const fault = fixture.server.faults.add({ on: 'commit', action: 'cutBefore' });
      await fixture.client.run('SELECT COUNT(*) FROM t');
      expect(fault.hits).to.equal(0);
    });
  });

  it('may be taken away', async () => {
    const { client, server } = fixture;
    server.faults.add({ on: 'statement', action: 'cutBefore' }).remove();
    server.faults.add({ on: 'statement', action: 'cutBefore' });
    server.faults.clear();
    await client.run('SELECT 1');
  });
});
