import { expect } from 'chai';
import { openAdmin, type AdminUnderTest } from '../../support/admin.ts';

const TOKEN = 'correct-horse-battery-staple';
const basic = (password: string): string => `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;

describe('the listener for administrators without a token', () => {
  let admin: AdminUnderTest;

  before(async () => {
    admin = await openAdmin();
  });

  after(() => admin.service.stop());

  for (const host of ['127.0.0.1:8081', '127.0.0.1', 'localhost:8081', 'LOCALHOST', '[::1]:8081']) {
    it(`answers requests for ${host}`, async () => {
      expect((await admin.ask('/api/problems', { headers: { Host: host } })).status).to.equal(200);
    });
  }

  for (const host of [
    'evil.example',
    'evil.example:8081',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
  ]) {
    it(`refuses requests for "${host}", as a rebound name would send them`, async () => {
      const reply = await admin.ask('/api/problems', { headers: { Host: host } });
      expect(reply.status).to.equal(403);
      expect(reply.text).to.include('foreign_host').and.include('adminToken');
    });
  }

  for (const header of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-ARR-LOG-ID']) {
    it(`refuses what a proxy hands on with ${header}`, async () => {
      const reply = await admin.ask('/api/problems', { headers: { [header]: '192.0.2.7' } });
      expect(reply.status).to.equal(403);
      expect(reply.text).to.include('adminToken');
    });
  }

  it('tells the others no more than whether it is ready', async () => {
    const reply = await admin.ask('/readyz', { headers: { Host: 'evil.example' } });
    expect(reply.status).to.equal(200);
    expect(JSON.parse(reply.text)).to.have.keys('status', 'scope', 'takenAt', 'problems');
    expect(await admin.json('/readyz')).to.include.keys('mandators', 'disk');
  });

  for (const headers of [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
    { Origin: 'https://evil.example' },
    { Origin: 'http://127.0.0.1:1' },
    { Origin: 'null' },
  ]) {
    it(`lets no page elsewhere change anything: ${JSON.stringify(headers)}`, async () => {
      for (const path of ['/api/selftest', '/set-aside/drop', '/selftest']) {
        const reply = await admin.ask(path, {
          method: 'POST',
          headers: { ...headers, 'X-Requested-With': 'x' },
        });
        expect(reply.status).to.equal(403);
        expect(reply.text).to.match(/another site/);
      }
    });
  }

  it('takes changes from its own page', async () => {
    const headers = {
      'Sec-Fetch-Site': 'same-origin',
      Origin: `http://127.0.0.1:${admin.port}`,
      'X-Requested-With': 'page',
      'Content-Type': 'application/json',
    };
    const reply = await admin.ask('/api/log-level', { method: 'PUT', headers, body: '{"level":"debug"}' });
    expect(reply.status).to.equal(200);
  });

  it('takes no change that a form could send', async () => {
    const reply = await admin.ask('/api/set-aside/drop', {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: '{"all":true}',
    });
    expect(reply.status).to.equal(403);
    expect(reply.text).to.include('header_needed');
  });

  it('acts on no form that is not of its page', async () => {
    const reply = await admin.ask('/selftest', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'mandator=Default&token=guessed',
    });
    expect(reply.status).to.equal(303);
    expect(reply.headers.location).to.include('form_old');
    expect(admin.service.rows()).to.deep.equal([]);
  });

  it('says with everything what browsers must not do', async () => {
    for (const path of ['/', '/readyz', '/api/status', '/nothing', '/metrics']) {
      const { headers } = await admin.ask(path);
      expect(headers['content-security-policy']).to.match(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers['content-security-policy']).to.not.include('unsafe');
      expect(headers).to.include({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
      });
    }
  });

  it('is not on the public port', async () => {
    const reply = await fetch(new URL('/readyz', admin.service.url));
    expect(reply.status).to.equal(404);
  });
});

describe('the listener for administrators with a token', () => {
  let admin: AdminUnderTest;
  const ask = (path: string, authorization?: string): ReturnType<AdminUnderTest['ask']> =>
    admin.ask(path, authorization === undefined ? {} : { headers: { Authorization: authorization } });

  before(async () => {
    admin = await openAdmin({ SYNC_ADMIN_TOKEN: TOKEN });
  });

  after(() => admin.service.stop());

  it('asks browsers for it', async () => {
    const reply = await ask('/');
    expect(reply.status).to.equal(401);
    expect(reply.headers['www-authenticate']).to.match(/^Basic realm="sync-notification"/);
  });

  for (const path of ['/', '/api/status', '/metrics', '/style.css', '/nothing']) {
    it(`gives ${path} to nobody without it`, async () => {
      expect((await ask(path)).status).to.equal(401);
      expect((await ask(path, `Bearer ${TOKEN}`)).status).to.not.equal(401);
    });
  }

  it('takes it as a bearer token and as any password', async () => {
    expect((await ask('/api/problems', `Bearer ${TOKEN}`)).status).to.equal(200);
    expect((await ask('/api/problems', basic(TOKEN))).status).to.equal(200);
  });

  it('answers whatever name it is asked by', async () => {
    const headers = { Host: 'sync.example', Authorization: `Bearer ${TOKEN}` };
    expect((await admin.ask('/api/problems', { headers })).status).to.equal(200);
  });

  it('tells probes without it whether it lives and is ready, and no more', async () => {
    expect((await ask('/healthz')).text).to.equal('{"status":"alive"}');
    expect(JSON.parse((await ask('/readyz')).text)).to.have.keys('status', 'scope', 'takenAt', 'problems');
    expect(JSON.parse((await ask('/readyz', basic(TOKEN))).text)).to.include.keys('mandators');
  });

  it('takes a change with it as a bearer token, and with a header as a password', async () => {
    const change = (headers: Record<string, string>): ReturnType<AdminUnderTest['ask']> =>
      admin.ask('/api/log-level', {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: '{"level":"debug"}',
      });
    expect((await change({ Authorization: `Bearer ${TOKEN}` })).status).to.equal(200);
    expect((await change({ Authorization: basic(TOKEN) })).status).to.equal(403);
    expect((await change({ Authorization: basic(TOKEN), 'X-Requested-With': 'curl' })).status).to.equal(200);
    expect((await change({ 'X-Requested-With': 'curl' })).status).to.equal(401);
  });

  it('does not tell a wrong one from none, and has enough of them after a while', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 22; i++) {
      statuses.push((await ask('/api/problems', `Bearer wrong-${i}`)).status);
    }
    expect(statuses.slice(0, 20)).to.deep.equal(Array.from({ length: 20 }, () => 401));
    const reply = await ask('/api/problems', 'Bearer wrong');
    expect(reply.status).to.equal(429);
    expect(reply.headers['retry-after']).to.equal('5');
    expect((await ask('/healthz')).status).to.equal(200);
    await admin.service.stop();
    const lines = admin.service
      .lines()
      .filter(({ message }) => message === 'wrong token for the administration');
    expect(lines.length).to.be.lessThan(3);
    expect(admin.service.logText()).to.not.match(/wrong-\d|correct-horse/);
  });
});
