import { expect } from 'chai';
import type { Row, Table } from '../../../src/mapping/table.ts';
import type { Store, WriteResult } from '../../../src/store/store.ts';
import { createKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { openTestServer, type TestServerUnderTest } from '../../support/mssql.ts';
import { openTestStore, type TestStoreOptions } from '../../support/mssql-store.ts';
import { defineTable, rowOf } from '../../support/rows.ts';

const INSERT = /INSERT INTO/;

/** Faults are injected, so these run on the test server always. */
describe('a write to a SQL Server with a fault', () => {
  let mssql: TestServerUnderTest;
  let table: Table;
  let store: Store | null;
  let log: KeptLog;

  before(async () => {
    mssql = await openTestServer();
  });

  beforeEach(async () => {
    const name = await mssql.createTable(
      'Id int IDENTITY(1,1) NOT NULL PRIMARY KEY, ItemId nvarchar(100) NULL, EventKey binary(32) NOT NULL UNIQUE',
    );
    table = defineTable({ ItemId: 'nvarchar(100)' }, { name, digest: 'EventKey' });
    log = createKeptLog();
    store = null;
  });

  afterEach(async () => {
    mssql.server.faults.clear();
    mssql.server.resume();
    await store?.close();
    await mssql.dropTables();
  });

  after(() => mssql.close());

  const open = async (options: TestStoreOptions = {}): Promise<Store> => {
    store = await openTestStore(mssql, table, { log, ...options });
    return store;
  };
  const row = (id: string): Row => rowOf(table, id);
  const many = (count: number): Row[] => Array.from({ length: count }, (_, index) => row(`item ${index}`));
  const stored = async (): Promise<unknown[]> =>
    (await mssql.run(`SELECT ItemId FROM dbo.[${table.name}] ORDER BY Id;`)).map(({ ItemId }) => ItemId);
  const failure = (write: Promise<WriteResult>): Promise<unknown> =>
    write.then(
      () => null,
      (reason: unknown) => reason,
    );
  const reported = (): string[] =>
    log.lines
      .filter(({ level }) => level !== 'debug')
      .map(({ level, message, fields }) =>
        `${level} ${message} ${typeof fields['code'] === 'string' ? fields['code'] : ''}`.trim(),
      );

  describe('that passes', () => {
    for (const error of [
      1205, 1222, 3960, 2627, 2601, 9002, 1105, 701, 3906, 976, 983, 40197, 40501, 40613, 596, 10928,
    ]) {
      it(`is run again after error ${error}`, async () => {
        await open();
        mssql.server.faults.add({ on: 'statement', match: INSERT, action: { error } });
        expect(await store?.write('PROD', [row('a')])).to.deep.equal({ written: 1, duplicates: 0 });
        expect(await stored()).to.deep.equal(['a']);
        expect(store?.status()[0]).to.include({ state: 'ready', error: null });
      });
    }

    it('is run again whole after a deadlock in the middle of a transaction', async () => {
      await open();
      let statements = 0;
      mssql.server.faults.add({
        on: 'statement',
        match: (sql) => INSERT.test(sql) && ++statements === 2,
        action: { error: 1205 },
      });
      await store?.write('PROD', many(150));
      expect(await stored()).to.deep.equal(many(150).map(({ values }) => values[0]));
    });

    for (const action of ['cutBefore', 'cutAfter', 'cutDuring'] as const) {
      it(`loses and doubles nothing when the connection ends (${action}) in a single statement`, async () => {
        await open();
        mssql.server.faults.add({ on: 'statement', match: INSERT, action });
        await store?.write('PROD', [row('a'), row('b')]);
        expect(await stored()).to.deep.equal(['a', 'b']);
      });

      it(`loses and doubles nothing when the connection ends (${action}) at the commit of several`, async () => {
        await open();
        mssql.server.faults.add({ on: 'commit', action });
        await store?.write('PROD', many(150));
        expect(await stored()).to.deep.equal(many(150).map(({ values }) => values[0]));
      });
    }

    for (const action of ['hang', 'hangAfter', 'stall'] as const) {
      it(`is run again on another connection when the server hangs (${action})`, async () => {
        await open({ times: { statementTimeoutMs: 200 } });
        mssql.server.faults.add({ on: 'statement', match: INSERT, action });
        await store?.write('PROD', [row('a')]);
        expect(await stored()).to.deep.equal(['a']);
      });
    }

    it('survives the session being killed, and reports it once', async () => {
      await open();
      await store?.write('PROD', [row('a')]);
      await mssql.server.killConnections();
      await store?.write('PROD', [row('b')]);
      expect(await stored()).to.deep.equal(['a', 'b']);
      expect(reported()).to.deep.equal([
        'info database connected',
        'warn database does not take rows ESOCKET',
        'info database is back',
      ]);
    });

    it('survives a restart of the server', async () => {
      await open();
      await store?.write('PROD', [row('a')]);
      await mssql.server.stop();
      const write = store?.write('PROD', [row('b')]);
      await mssql.server.start();
      await write;
      expect(await stored()).to.deep.equal(['a', 'b']);
    });

    it('keeps the order of messages', async () => {
      await open();
      mssql.server.faults.add({ on: 'statement', match: INSERT, times: 2, action: { error: 1205 } });
      mssql.server.faults.add({ on: 'statement', match: INSERT, times: 1, action: 'cutAfter' });
      await Promise.all(many(20).map((each) => store!.write('PROD', [each])));
      expect(await stored()).to.deep.equal(many(20).map(({ values }) => values[0]));
    });
  });

  describe('that stays', () => {
    const classes: readonly (readonly [number, string])[] = [
      [229, 'credentials'],
      [208, 'schema'],
      [207, 'schema'],
      [515, 'data'],
      [2628, 'data'],
      [8152, 'data'],
      [2627, 'data'],
      [9002, 'transient'],
      [3906, 'transient'],
    ];
    for (const [error, errorClass] of classes) {
      it(`is refused as ${errorClass} after error ${error}, and goes on when it is mended`, async () => {
        await open({ writeTimeoutMs: 400 });
        const fault = mssql.server.faults.add({
          on: 'statement',
          match: INSERT,
          times: Infinity,
          action: { error },
        });
        expect(await failure(store!.write('PROD', [row('a')]))).to.include({
          class: errorClass,
          code: String(error),
        });
        expect(store!.status()[0]?.state).to.equal(errorClass === 'data' ? 'ready' : 'down');
        expect(await stored()).to.deep.equal([]);
        fault.remove();
        if (error === 3906) {
          // The connection was given up, for it may lead to a replica that is no longer the primary one.
          await log.next('database is back');
        }
        expect(await store!.write('PROD', [row('a')])).to.deep.equal({ written: 1, duplicates: 0 });
        expect(store!.status()[0]).to.include({ state: 'ready', error: null });
      });
    }

    it('is refused in its time when the server hangs, and the next ones sooner', async () => {
      await open({ writeTimeoutMs: 400 });
      const fault = mssql.server.faults.add({
        on: 'statement',
        match: INSERT,
        times: Infinity,
        action: 'hang',
      });
      expect(await failure(store!.write('PROD', [row('a')]))).to.include({
        class: 'transient',
        code: 'ETIMEOUT',
      });
      const triesBefore = fault.hits;
      expect(await failure(store!.write('PROD', [row('b')]))).to.include({ class: 'transient' });
      expect(fault.hits - triesBefore).to.be.at.most(1);
    });

    it('is refused at once while the server is known to be away', async () => {
      await open({ times: { patienceMs: 0 } });
      await mssql.server.stop();
      try {
        expect(await failure(store!.write('PROD', [row('a')]))).to.include({ class: 'transient' });
        expect(store!.status()[0]?.state).to.equal('down');
      } finally {
        await mssql.server.start();
      }
    });

    it('does not slow the writes of another mandator', async () => {
      const mandators = [
        { name: 'PROD', config: mssql.config },
        {
          name: 'AWAY',
          config: { ...mssql.config, options: { ...mssql.config.options, database: 'NotThere' } },
        },
      ];
      await open({ mandators });
      expect(store!.status().map(({ mandator, state }) => [mandator, state])).to.deep.equal([
        ['PROD', 'ready'],
        ['AWAY', 'down'],
      ]);
      expect(await failure(store!.write('AWAY', [row('a')]))).to.include({
        class: 'credentials',
        code: '4060',
      });
      expect(await store!.write('PROD', [row('a')])).to.deep.equal({ written: 1, duplicates: 0 });
    });
  });

  it('says so when the login is refused, without the password, and does not try it again soon', async () => {
    const config = {
      ...mssql.config,
      authentication: { type: 'default' as const, options: { userName: 'rooms_sync', password: 'Wr-ong-1' } },
    };
    await open({ mandators: [{ name: 'PROD', config }] });
    expect(await failure(store!.write('PROD', [row('a')]))).to.include({
      class: 'credentials',
      code: '18456',
    });
    expect(store!.status()[0]?.error).to.match(/mandator PROD .*18456.*rooms_sync.*SYNC_SQL_PASSWORD_FILE/);
    expect(JSON.stringify([log.lines, store!.status()])).not.to.include('Wr-ong');
  });

  it('says so when the table or a column is missing', async () => {
    table = defineTable(
      { ItemId: 'nvarchar(100)', Nothing: 'int' },
      { name: table.name, digest: 'EventKey' },
    );
    await open();
    expect(await failure(store!.write('PROD', [rowOf(table, 'a', 1)]))).to.include({
      class: 'schema',
      code: '207',
    });
    await store!.close();
    table = defineTable({ ItemId: 'nvarchar(100)' }, { name: 'NotThere', digest: 'EventKey' });
    await open();
    expect(await failure(store!.write('PROD', [row('a')]))).to.include({ class: 'schema', code: '208' });
  });

  it('finds a half-open connection before a message does', async () => {
    await open({ times: { idleCheckMs: 50, idleCheckTimeoutMs: 100 } });
    const hanging = mssql.server.faults.add({ on: 'statement', match: /SELECT 1 AS alive/, action: 'hang' });
    await hanging.happened();
    await store!.write('PROD', [row('a')]);
    expect(await stored()).to.deep.equal(['a']);
    expect(reported()).to.include('warn database does not take rows ETIMEOUT');
  });

  it('finishes what was accepted when it is closed', async () => {
    await open();
    mssql.server.faults.add({ on: 'statement', match: INSERT, action: { delay: 50 } });
    const writes = many(10).map((each) => store!.write('PROD', [each]));
    await store!.close();
    await Promise.all(writes);
    expect(await stored()).to.have.lengthOf(10);
    expect(await failure(store!.write('PROD', [row('late')]))).to.include({ code: 'CLOSED' });
  });

  it('gives up what hangs when it is closed', async () => {
    await open({ closeTimeoutMs: 50 });
    const hanging = mssql.server.faults.add({
      on: 'statement',
      match: INSERT,
      times: Infinity,
      action: 'hang',
    });
    const first = failure(store!.write('PROD', [row('a')]));
    await hanging.happened();
    const second = failure(store!.write('PROD', [row('b')]));
    await store!.close();
    expect(await first).to.include({ class: 'transient' });
    expect(await second).to.include({ class: 'transient' });
  });
});
