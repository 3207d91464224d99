import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { post, sample } from '../../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../../support/service.ts';
import { startTdsServer, type TdsServer } from '../../support/tds-server/start-tds-server.ts';

const TABLE_SCRIPT = new URL('../../../deploy/sql/create-sync-notification.sql', import.meta.url);

/** ROOMS's two files as an installation has them: one login in the string, one mandator with integrated security. */
async function writeRoomsConfig(folder: string, port: number): Promise<void> {
  const server = `Data Source=tcp:127.0.0.1,${port};Encrypt=False;MultipleActiveResultSets=True`;
  await writeFile(
    join(folder, 'ConnectionStrings.config'),
    '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<connectionStrings>\n  <clear />\n' +
      '  <!-- the productive one -->\n' +
      `  <add name="PROD" connectionString="${server};Initial Catalog=ROOMS;User ID=rooms;Password='se;cret &amp; more'" />\n` +
      `  <add name="TEST" connectionString="${server};Initial Catalog=ROOMS_TEST;Integrated Security=SSPI" />\n` +
      '</connectionStrings>\n',
  );
  await writeFile(
    join(folder, 'RoomsAppSettings.config'),
    '<RoomsAppSettings>\n  <add key="DefaultMandator" value="prod" />\n' +
      '  <add key="ExchangeServiceUrl" value="https://public.example.com/hooks/Exchange.svc" />\n</RoomsAppSettings>\n',
  );
}

describe('two mandators of a ROOMS installation', () => {
  let sql: TdsServer;
  let folder: string;
  let service: TestService;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rooms-config-'));
    sql = await startTdsServer({
      logins: {
        sa: { password: 'sa', sysadmin: true },
        rooms: { password: 'se;cret & more', databases: ['ROOMS'] },
        sync: { password: 'of TEST', databases: ['ROOMS_TEST'] },
      },
      databases: ['ROOMS', 'ROOMS_TEST'],
    });
    for (const [database, login] of [
      ['ROOMS', 'rooms'],
      ['ROOMS_TEST', 'sync'],
    ] as const) {
      await sql.database(database).execute(await readFile(TABLE_SCRIPT, 'utf8'));
      sql.database(database).grant(login, 'dbo.SyncNotification', 'SELECT', 'INSERT');
    }
    await writeRoomsConfig(folder, sql.port);
    service = await startTestService({
      env: { ROOMS_CONFIG_DIR: folder, SYNC_SQL_USER_TEST: 'sync', SYNC_SQL_PASSWORD_TEST: 'of TEST' },
    });
  });
  after(async () => {
    await service.stop();
    await sql.close();
    await rm(folder, { recursive: true });
  });
  const watermarks = (database: string): unknown[] =>
    sql
      .database(database)
      .rows('dbo.SyncNotification')
      .map((row) => [row['Mandator'], row['Watermark'], row['EventType']]);
  const packet = (mandator: string): unknown[] => [
    [mandator, 'AQAAAExY/dNdjDVKjtBVHKR5IOsoIukhAAAAAAE=', 'ModifiedEvent'],
    [mandator, 'AQAAAExY/dNdjDVKjtBVHKR5IOstIukhAAAAAAE=', 'ModifiedEvent'],
  ];

  it('get their rows in their own databases exactly once, however often they are sent', async () => {
    for (const query of ['PROD', 'test', 'prod', 'TEST', 'PROD', 'test']) {
      const reply = await post(service.port, { path: `${ENDPOINT}?${query}` });
      expect(reply.status, query).to.equal(200);
    }
    expect(watermarks('ROOMS')).to.deep.equal(packet('PROD'));
    expect(watermarks('ROOMS_TEST')).to.deep.equal(packet('TEST'));
  });

  it('are reached at the path that ROOMS gave to Exchange, the default one without a name', async () => {
    const reply = await post(service.port, {
      path: '/hooks/exchange.svc',
      body: sample('moved-item.xml'),
    });
    expect(reply.status).to.equal(200);
    expect(watermarks('ROOMS')).to.have.length(3);
    expect(watermarks('ROOMS_TEST')).to.have.length(2);
  });

  it('are written with times in UTC', () => {
    const [row] = sql.database('ROOMS').rows('dbo.SyncNotification');
    expect(JSON.stringify(row?.['TimeStamp'])).to.include('2020-12-03T11:03:50');
  });

  it('have no password in the log', () => {
    expect(service.logText()).to.not.match(/se;cret|of TEST/);
  });
});
