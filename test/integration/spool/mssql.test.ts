import { join } from 'node:path';
import { expect } from 'chai';
import type { Table } from '../../../src/mapping/table.ts';
import { openSpool, type SpoolControl } from '../../../src/spool/spool.ts';
import type { Store } from '../../../src/store/store.ts';
import { createKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { openTestServer, type TestServerUnderTest } from '../../support/mssql.ts';
import { openTestStore } from '../../support/mssql-store.ts';
import { defineTable, rowOf } from '../../support/rows.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const COLUMNS =
  'Id INT IDENTITY PRIMARY KEY, A NVARCHAR(20) NOT NULL, B BIGINT NULL, C BIT NULL, D DATETIME2(3) NULL, ' +
  'E VARBINARY(8) NULL';

describe('a spool before SQL Server', () => {
  const folder = useTempFolder();
  let mssql: TestServerUnderTest;
  let table: Table;
  let log: KeptLog;
  let spool: Store & SpoolControl;
  beforeEach(async () => {
    mssql = await openTestServer();
    table = defineTable(
      { A: 'nvarchar(20)', B: 'bigint', C: 'bit', D: 'datetime2(3)', E: 'varbinary(8)' },
      { key: ['A'], name: await mssql.createTable(COLUMNS) },
    );
    log = createKeptLog();
    spool = await openSpool({
      file: join(folder.path, 'spool.db'),
      inner: await openTestStore(mssql, table, { writeTimeoutMs: 2000 }),
      table,
      mandators: ['PROD'],
      limits: { maxBytes: 2 ** 30, maxAgeMs: 3_600_000 },
      deadlineMs: 2000,
      log,
    });
  });
  afterEach(async () => {
    await spool.close();
    await mssql.close();
  });
  const row = (name: string): ReturnType<typeof rowOf> =>
    rowOf(table, name, 2n ** 62n, true, '2024-05-01T08:00:00.123Z', Uint8Array.of(0, 255));
  const stored = async (): Promise<unknown[]> =>
    (await mssql.run(`SELECT A FROM dbo.[${table.name}] ORDER BY Id;`)).map((one) => one['A']);
  const emptied = async (): Promise<void> => {
    const told = log.next('the spool is emptied');
    spool.retryNow();
    await told;
  };

  it('forwards values as they would have been written', async () => {
    await spool.write('PROD', [row('direct')]);
    await mssql.server.stop();
    await spool.write('PROD', [row('spooled')]);
    expect(spool.status()[0]?.spool).to.include({ queuedRows: 1, error: null });
    await mssql.server.start();
    await emptied();
    const [direct, spooled] = await mssql.run(`SELECT * FROM dbo.[${table.name}] ORDER BY Id;`);
    expect({ ...spooled, Id: 1, A: 'direct' }).to.deep.equal({ ...direct, Id: 1 });
  });

  it('holds rows until a missing table is there', async () => {
    await mssql.dropTables();
    await spool.write('PROD', [row('a'), row('b')]);
    await spool.write('PROD', [row('c')]);
    expect(log.lines.find(({ message }) => message === 'rows are spooled')?.fields).to.include({
      code: '208',
      class: 'schema',
    });
    const name = table.name;
    await mssql.run(`CREATE TABLE dbo.[${name}] (${COLUMNS});`);
    mssql.server.database('ROOMS').grant('rooms_sync', `[dbo].[${name}]`, 'SELECT', 'INSERT');
    await emptied();
    expect(await stored()).to.deep.equal(['a', 'b', 'c']);
  });

  it('sets aside the row that SQL Server refuses, with its number and reason', async () => {
    const told = log.next('rows were set aside');
    const done = log.next('the spool is emptied');
    const tooLong = 'longer than the column of the table';
    await spool.write('PROD', [row('a'), { ...row('x'), values: [tooLong, 1n, null, null, null] }, row('b')]);
    expect((await told).fields).to.include({ mandator: 'PROD', rows: 1 });
    await done;
    expect(await stored()).to.deep.equal(['a', 'b']);
    expect(spool.status()[0]?.spool).to.include({ queuedRows: 0, setAsideRows: 1 });
  });
});
