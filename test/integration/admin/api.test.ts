import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ServiceStatus } from '../../../src/admin/status.ts';
import { openAdmin, type AdminUnderTest } from '../../support/admin.ts';
import { post } from '../../support/post.ts';
import { until } from '../../support/until.ts';

type Json = Readonly<Record<string, unknown>>;

describe('what is told under /api/', () => {
  let admin: AdminUnderTest;

  before(async () => {
    admin = await openAdmin({ SYNC_MANDATORS: 'PROD,TEST', SYNC_MAX_DEPTH: '65' });
    await post(admin.service.port, { path: '/Webservices/SyncNotification.svc?PROD' });
    await post(admin.service.port, { path: '/Webservices/SyncNotification.svc?PROD', body: '<no-soap/>' });
  });

  after(() => admin.service.stop());

  it('is the status without the list of subscriptions, which may be long', async () => {
    const { service, subscriptions, ...status } = await admin.json<ServiceStatus>('/api/status');
    expect(service).to.include({
      store: 'sqlite',
      table: 'SyncNotification',
      address: admin.service.address,
    });
    expect(service.version).to.match(/^\d+\.\d+\.\d+/);
    expect(subscriptions).to.have.keys('takenAt', 'storageError', 'totals');
    expect(status).to.have.keys(
      ...[
        'takenAt',
        'problems',
        'mandators',
        'history',
        'notifications',
        'setAside',
        'settings',
        'disk',
        'mirror',
      ],
    );
    expect(status.disk?.freeBytes).to.be.greaterThan(0);
  });

  it('is each mandator', async () => {
    const { mandators } = await admin.json<ServiceStatus>('/api/mandators');
    expect(mandators.map(({ mandator, isDefault }) => [mandator, isDefault])).to.deep.equal([
      ['PROD', true],
      ['TEST', false],
    ]);
    expect(mandators[0]).to.include({ state: 'ready', spool: null });
    expect(mandators[0]?.database).to.match(/sync-notification\.db$/);
    expect(mandators[0]?.lastCommitAt).to.match(/^\d{4}-.*Z$/);
  });

  it('is each of the last notifications, the newest first', async () => {
    const { notifications } = await admin.json<ServiceStatus>('/api/notifications');
    expect(notifications.map(({ fate, mandator }) => [fate, mandator])).to.deep.equal([
      ['refused', 'PROD'],
      ['table', 'PROD'],
    ]);
    expect(notifications[1]).to.include({ httpStatus: 200, code: 'ok' });
    expect(notifications[1]?.rows).to.equal(admin.service.rows().length);
    const refused = await admin.json<ServiceStatus>('/api/notifications?fate=refused&mandator=prod&limit=1');
    expect(refused.notifications).to.have.length(1);
  });

  it('is the last hour', async () => {
    const { history } = await admin.json<ServiceStatus>('/api/history');
    const sum = (key: 'stored' | 'refused'): number =>
      history.reduce((total, minute) => total + minute[key], 0);
    expect(history).to.have.length(60);
    expect([sum('stored'), sum('refused')]).to.deep.equal([1, 1]);
  });

  it('is the subscriptions, by mandator, state, words and piece', async () => {
    const find = (query: string): Promise<Json> => admin.json(`/api/subscriptions${query}`);
    const all = await find('');
    expect(all).to.include({ found: 1, storageError: null });
    const [one] = all['subscriptions'] as Json[];
    expect(one).to.include({ mandator: 'PROD', state: 'active' });
    for (const [query, found] of [
      ['?mandator=prod&state=active', 1],
      ['?mandator=TEST', 0],
      ['?state=silent', 0],
      [`?q=${String(one?.['subscriptionId']).slice(4, 14).toLowerCase()}`, 1],
      ['?q=nowhere', 0],
      ['?sort=heard&order=asc&limit=1', 1],
    ] as const) {
      expect((await find(query))['found'], query).to.equal(found);
    }
    expect((await find('?offset=1'))['subscriptions']).to.deep.equal([]);
  });

  it('is the settings, and where they come from', async () => {
    const { settings } = await admin.json<ServiceStatus>('/api/settings');
    expect(settings.find(({ name }) => name === 'maxDepth')).to.include({
      value: '65',
      source: 'SYNC_MAX_DEPTH',
    });
  });

  it('is what is not well', async () => {
    const { problems } = await admin.json<ServiceStatus>('/api/problems');
    expect(problems.map(({ code }) => code)).to.deep.equal(['open_to_all']);
  });

  for (const query of [
    'subscriptions?limit=0',
    'subscriptions?sort=shoe',
    'notifications?nope=1',
    'subscriptions?limit=a',
  ]) {
    it(`refuses ${query}, and says what is wrong`, async () => {
      const reply = await admin.ask(`/api/${query}`);
      expect(reply.status).to.equal(400);
      const { error } = JSON.parse(reply.text) as { error: Json };
      expect(error).to.include({ code: 'bad_request' });
      expect(error['message']).to.match(/limit|sort|nope/);
    });
  }

  it('answers 404 beside it, and 405 to other methods', async () => {
    expect((await admin.ask('/api/nothing')).status).to.equal(404);
    const reply = await admin.ask('/api/status', { method: 'DELETE' });
    expect(reply.status).to.equal(405);
    expect(reply.headers.allow).to.include('GET');
  });

  it('changes the log level, and logs who did', async () => {
    expect((await admin.send('PUT', '/api/log-level', { level: 'warn' })).text).to.equal('{"level":"warn"}');
    expect(await admin.json('/api/log-level')).to.deep.equal({ level: 'warn' });
    await admin.send('PUT', '/api/log-level', { level: 'debug' });
    await until('it is logged', () => admin.service.logText().includes('another log level is asked for'));
    const line = admin.service.lines().find(({ message }) => message === 'another log level is asked for');
    expect(line).to.include({ by: '127.0.0.1', from: 'debug', to: 'warn' });
  });

  for (const [body, status] of [
    ['{"level":"loud"}', 400],
    ['{"level"', 400],
    ['{}', 400],
    [`"${'x'.repeat(70_000)}"`, 413],
  ] as const) {
    it(`takes no log level from ${body.slice(0, 20)}`, async () => {
      const headers = { 'X-Requested-With': 'test', 'Content-Type': 'application/json' };
      expect((await admin.ask('/api/log-level', { method: 'PUT', headers, body })).status).to.equal(status);
    });
  }

  it('takes JSON only', async () => {
    const headers = { 'X-Requested-With': 'test', 'Content-Type': 'text/plain' };
    const reply = await admin.ask('/api/log-level', { method: 'PUT', headers, body: '{"level":"warn"}' });
    expect(reply.status).to.equal(415);
  });

  it('finds no rows that were set aside where there is no spool, and makes none', async () => {
    for (const path of ['/api/set-aside/retry', '/api/set-aside/drop']) {
      expect((await admin.send('POST', path, { all: true })).text).to.equal('{"rows":0}');
    }
    expect(await admin.json('/api/set-aside')).to.deep.include({ total: 0, rows: [] });
    expect(existsSync(join(admin.service.dataDir, 'spool.db'))).to.equal(false);
  });

  it('runs a self-test, of the default mandator unless another is named', async () => {
    const reply = await admin.send('POST', '/api/selftest');
    expect(reply.status).to.equal(200);
    expect(JSON.parse(reply.text)).to.include({ mandator: 'PROD', result: 'ok' });
    const other = await admin.send('POST', '/api/selftest', { mandator: 'test' });
    expect(JSON.parse(other.text)).to.include({ mandator: 'TEST', result: 'ok' });
    expect((await admin.send('POST', '/api/selftest', { mandator: 'none' })).status).to.equal(404);
    const { notifications } = await admin.json<ServiceStatus>('/api/notifications');
    expect(notifications.filter(({ isSelftest }) => isSelftest)).to.have.length(2);
  });

  it('has metrics and the status page beside it', async () => {
    const metrics = await admin.ask('/metrics');
    expect(metrics.headers['content-type']).to.match(/^text\/plain; version=/);
    expect(metrics.text).to.match(/^sync_notification_requests_total\{.*outcome="stored".*\} 1$/m);
    const page = await admin.ask('/');
    expect(page.headers['content-type']).to.match(/^text\/html/);
    expect(page.text).to.include('PROD');
  });
});
