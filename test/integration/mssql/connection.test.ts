import { expect } from 'chai';
import { failure, INSERT, useFaultyMssql } from '../../support/faulty-mssql.ts';
import { defineTable, rowOf } from '../../support/rows.ts';

describe('the connection of the SQL Server store', () => {
  const at = useFaultyMssql();
  const { open, row, many, stored, reported } = at;

  it('says so when the login is refused, without the password, and does not try it again soon', async () => {
    const config = {
      ...at.mssql.config,
      authentication: { type: 'default' as const, options: { userName: 'rooms_sync', password: 'Wr-ong-1' } },
    };
    await open({ mandators: [{ name: 'PROD', config }] });
    expect(await failure(at.store.write('PROD', [row('a')]))).to.include({
      class: 'credentials',
      code: '18456',
    });
    expect(at.store.status()[0]?.error).to.match(/mandator PROD .*18456.*rooms_sync.*SYNC_SQL_PASSWORD_FILE/);
    expect(JSON.stringify([at.log.lines, at.store.status()])).not.to.include('Wr-ong');
  });

  it('says so when the table or a column is missing', async () => {
    at.table = defineTable(
      { ItemId: 'nvarchar(100)', Nothing: 'int' },
      { name: at.table.name, digest: 'EventKey' },
    );
    await open();
    expect(await failure(at.store.write('PROD', [rowOf(at.table, 'a', 1)]))).to.include({
      class: 'schema',
      code: '207',
    });
    await at.store.close();
    at.table = defineTable({ ItemId: 'nvarchar(100)' }, { name: 'NotThere', digest: 'EventKey' });
    await open();
    expect(await failure(at.store.write('PROD', [row('a')]))).to.include({ class: 'schema', code: '208' });
  });

  it('finds a half-open connection before a message does', async () => {
    await open({ times: { idleCheckMs: 50, idleCheckTimeoutMs: 100 } });
    const hanging = at.mssql.server.faults.add({
      on: 'statement',
      match: /SELECT 1 AS alive/,
      action: 'hang',
    });
    await hanging.happened();
    await at.store.write('PROD', [row('a')]);
    expect(await stored()).to.deep.equal(['a']);
    expect(reported()).to.include('warn database does not take rows ETIMEOUT');
  });

  it('finishes what was accepted when it is closed', async () => {
    await open();
    at.mssql.server.faults.add({ on: 'statement', match: INSERT, action: { delay: 50 } });
    const writes = many(10).map((each) => at.store.write('PROD', [each]));
    await at.store.close();
    await Promise.all(writes);
    expect(await stored()).to.have.lengthOf(10);
    expect(await failure(at.store.write('PROD', [row('late')]))).to.include({ code: 'CLOSED' });
  });

  it('gives up what hangs when it is closed', async () => {
    await open({ closeTimeoutMs: 50 });
    const hanging = at.mssql.server.faults.add({
      on: 'statement',
      match: INSERT,
      times: Infinity,
      action: 'hang',
    });
    const first = failure(at.store.write('PROD', [row('a')]));
    await hanging.happened();
    const second = failure(at.store.write('PROD', [row('b')]));
    await at.store.close();
    expect(await first).to.include({ class: 'transient' });
    expect(await second).to.include({ class: 'transient' });
  });
});
