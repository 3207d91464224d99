import { expect } from 'chai';
import { INSERT, useFaultyMssql } from '../../support/faulty-mssql.ts';

describe('a write to a SQL Server with a fault that passes', () => {
  const at = useFaultyMssql();
  const { open, row, many, stored, reported } = at;

  for (const error of [
    1205, 1222, 3960, 2627, 2601, 9002, 1105, 701, 3906, 976, 983, 40197, 40501, 40613, 596, 10928,
  ]) {
    it(`is run again after error ${error}`, async () => {
      await open();
      at.mssql.server.faults.add({ on: 'statement', match: INSERT, action: { error } });
      expect(await at.store.write('PROD', [row('a')])).to.deep.equal({ written: 1, duplicates: 0 });
      expect(await stored()).to.deep.equal(['a']);
      expect(at.store.status()[0]).to.include({ state: 'ready', error: null });
    });
  }

  it('is run again whole after a deadlock in the middle of a transaction', async () => {
    await open();
    let statements = 0;
    at.mssql.server.faults.add({
      on: 'statement',
      match: (sql) => INSERT.test(sql) && ++statements === 2,
      action: { error: 1205 },
    });
    await at.store.write('PROD', many(150));
    expect(await stored()).to.deep.equal(many(150).map(({ values }) => values[0]));
  });

  for (const action of ['cutBefore', 'cutAfter', 'cutDuring'] as const) {
    it(`loses and doubles nothing when the connection ends (${action}) in a single statement`, async () => {
      await open();
      at.mssql.server.faults.add({ on: 'statement', match: INSERT, action });
      await at.store.write('PROD', [row('a'), row('b')]);
      expect(await stored()).to.deep.equal(['a', 'b']);
    });

    it(`loses and doubles nothing when the connection ends (${action}) at the commit of several`, async () => {
      await open();
      at.mssql.server.faults.add({ on: 'commit', action });
      await at.store.write('PROD', many(150));
      expect(await stored()).to.deep.equal(many(150).map(({ values }) => values[0]));
    });
  }

  for (const action of ['hang', 'hangAfter', 'stall'] as const) {
    it(`is run again on another connection when the server hangs (${action})`, async () => {
      await open({ times: { statementTimeoutMs: 200 } });
      at.mssql.server.faults.add({ on: 'statement', match: INSERT, action });
      await at.store.write('PROD', [row('a')]);
      expect(await stored()).to.deep.equal(['a']);
    });
  }

  it('survives the session being killed, and reports it once', async () => {
    await open();
    await at.store.write('PROD', [row('a')]);
    await at.mssql.server.killConnections();
    await at.store.write('PROD', [row('b')]);
    expect(await stored()).to.deep.equal(['a', 'b']);
    expect(reported()).to.deep.equal([
      'info database connected',
      'warn database does not take rows ESOCKET',
      'info database is back',
    ]);
  });

  it('survives a restart of the server', async () => {
    await open();
    await at.store.write('PROD', [row('a')]);
    await at.mssql.server.stop();
    const write = at.store.write('PROD', [row('b')]);
    await at.mssql.server.start();
    await write;
    expect(await stored()).to.deep.equal(['a', 'b']);
  });

  it('keeps the order of messages', async () => {
    await open();
    at.mssql.server.faults.add({ on: 'statement', match: INSERT, times: 2, action: { error: 1205 } });
    at.mssql.server.faults.add({ on: 'statement', match: INSERT, times: 1, action: 'cutAfter' });
    await Promise.all(many(20).map((each) => at.store.write('PROD', [each])));
    expect(await stored()).to.deep.equal(many(20).map(({ values }) => values[0]));
  });
});
