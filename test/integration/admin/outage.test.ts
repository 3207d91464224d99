import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Problem, ServiceStatus } from '../../../src/admin/status.ts';
import { openAdmin, type AdminUnderTest } from '../../support/admin.ts';
import { post, sample } from '../../support/post.ts';
import { startTestService } from '../../support/service.ts';
import { openServerDatabase, type ServerDatabase } from '../../support/trial/trial-database.ts';

interface Ready {
  readonly status: string;
  readonly problems: readonly Problem[];
  readonly mandators: ServiceStatus['mandators'];
}

describe('readiness through an outage of the database', function () {
  this.timeout(30_000);
  let database: ServerDatabase;
  let admin: AdminUnderTest;

  const ready = async (query = ''): Promise<Ready & { readonly http: number }> => {
    const reply = await admin.ask(`/readyz${query}`);
    return { http: reply.status, ...(JSON.parse(reply.text) as Ready) };
  };
  const readyWhen = async (isSo: (ready: Ready) => boolean): Promise<Awaited<ReturnType<typeof ready>>> => {
    for (;;) {
      const now = await ready();
      if (isSo(now)) {
        return now;
      }
    }
  };

  beforeEach(async () => {
    database = await openServerDatabase();
    // The spool takes over soon.
    admin = await openAdmin({ ...database.env, SYNC_WRITE_TIMEOUT_MS: '500' });
  });

  afterEach(async () => {
    await admin.service.stop();
    await database.close();
  });

  it('is denied while rows pile up, and not for those who only ask whether messages are taken', async () => {
    await readyWhen(({ mandators }) => mandators[0]?.state === 'ready');
    expect(await ready()).to.include({ http: 200, status: 'ready' });
    await database.server.stop();
    expect((await post(admin.service.port)).status).to.equal(200);
    const away = await readyWhen(({ mandators }) => (mandators[0]?.spool?.queuedRows ?? 0) > 0);
    expect(away).to.include({ http: 503, status: 'not_ready' });
    expect(away.problems.map(({ code }) => code)).to.deep.equal(['database_away']);
    const { mandator, values } = away.problems[0] ?? {};
    expect(mandator).to.equal('DEFAULT');
    expect(values?.['rows']).to.be.greaterThan(0);
    expect(values?.['since']).to.match(/^\d{4}-/);
    expect(values?.['reason']).to.be.a('string');
    expect(values?.['database']).to.match(/^127\.0\.0\.1,\d+\/ROOMS$/);
    expect(await ready('?scope=intake')).to.include({ http: 200, status: 'ready', scope: 'intake' });
    const { notifications } = await admin.json<ServiceStatus>('/api/notifications');
    expect(notifications[0]).to.include({ fate: 'spool', httpStatus: 200 });

    await database.server.start();
    const back = await readyWhen(({ status }) => status === 'ready');
    expect(back.problems).to.deep.equal([]);
    expect(back.mandators[0]?.spool).to.include({ state: 'empty', queuedRows: 0 });
    expect(await ready()).to.include({ http: 200 });
  });

  it('tells neither passwords nor users of databases, wherever one looks', async () => {
    for (const path of ['/api/status', '/api/settings', '/', '/metrics', '/readyz']) {
      expect((await admin.ask(path)).text, path).to.not.match(/Se-cret-1|rooms_sync|Password=/);
    }
  });
});

describe('rows that were set aside', function () {
  this.timeout(30_000);
  let database: ServerDatabase;
  let admin: AdminUnderTest;

  const setAside = async (): Promise<ServiceStatus['setAside']> => admin.json('/api/set-aside');
  const setAsideWhen = async (isSo: (total: number) => boolean): Promise<ServiceStatus['setAside']> => {
    for (;;) {
      const now = await setAside();
      if (isSo(now.total)) {
        return now;
      }
    }
  };

  before(async () => {
    // Item ids do not fit; those of folders do.
    database = await openServerDatabase((script) =>
      script.replace('[ItemId] nvarchar(512)', '[ItemId] nvarchar(3)'),
    );
    admin = await openAdmin(database.env);
    expect((await post(admin.service.port, { body: sample('all-kinds.xml') })).status).to.equal(200);
  });

  after(async () => {
    await admin.service.stop();
    await database.close();
  });

  it('are shown with their reason and values, and make no instance unready', async () => {
    const { total, rows } = await setAsideWhen((count) => count > 1);
    expect(rows).to.have.length(total);
    expect(rows[0]).to.include({ mandator: 'DEFAULT' });
    expect(rows[0]?.reason).to.match(/truncated/);
    expect(rows[0]?.values).to.include({ Mandator: 'DEFAULT' });
    expect(rows[0]?.values['ItemId']?.length).to.be.within(4, 203);
    const { problems } = await admin.json<ServiceStatus>('/api/problems');
    expect(problems.find(({ code }) => code === 'rows_set_aside')).to.deep.include({
      mandator: 'DEFAULT',
      isUnready: false,
      values: { rows: total },
    });
  });

  it('go nowhere without a word on which', async () => {
    const { total } = await setAside();
    for (const body of [
      {},
      { all: false },
      { numbers: [] },
      { all: true, mandator: 'Default' },
      { numbers: ['1'] },
    ]) {
      expect((await admin.send('POST', '/api/set-aside/drop', body)).status).to.equal(400);
    }
    expect((await admin.send('POST', '/api/set-aside/drop', { mandator: 'Other' })).text).to.equal(
      '{"rows":0}',
    );
    expect((await setAside()).total).to.equal(total);
  });

  it('are dropped by number, and retried by mandator', async () => {
    const { total, rows } = await setAside();
    const [first] = rows;
    const dropped = await admin.send('POST', '/api/set-aside/drop', { numbers: [first?.number, 999_999] });
    expect(dropped.text).to.equal('{"rows":1}');
    const left = await setAside();
    expect(left.total).to.equal(total - 1);
    expect(left.rows.map(({ number }) => number)).to.not.include(first?.number);
    const retried = await admin.send('POST', '/api/set-aside/retry', { mandator: 'default' });
    expect(retried.text).to.equal(`{"rows":${total - 1}}`);
    // The table takes them no more than before.
    await setAsideWhen((count) => count === total - 1);
    await admin.service.stop();
    const lines = admin.service.lines();
    expect(
      lines.find(({ message, rows: count }) => count === 1 && /are deleted for good$/.test(String(message))),
    ).to.deep.include({
      by: '127.0.0.1',
      rows: 1,
    });
    expect(
      lines.find(({ message }) => message === 'rows that were set aside go back into the queue'),
    ).to.deep.include({ by: '127.0.0.1', rows: total - 1, mandator: 'default' });
  });
});

describe('a service whose port for administrators is taken', () => {
  it('starts and receives notifications all the same, and stops', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const service = await startTestService({ env: { SYNC_ADMIN_PORT: String(port) } });
    expect((await post(service.port)).status).to.equal(200);
    expect(service.adminAddress).to.equal(null);
    await service.stop();
    other.close();
    const warnings = service.lines().filter(({ code }) => code === 'EADDRINUSE');
    expect(warnings.map(({ level, port: shown }) => [level, shown])).to.deep.equal([['warn', port]]);
  });
});
