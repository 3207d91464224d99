import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { NOWHERE, tell, useDoctor } from '../../support/doctor.ts';
import { request } from '../../support/http.ts';
import { EXCHANGE_HEADERS, sample } from '../../support/post.ts';
import { runCli } from '../../support/run-cli.ts';
import { ENDPOINT, startTestService, type TestService } from '../../support/service.ts';
import { skipBecause } from '../../support/skip.ts';
import { freePort } from '../../support/free-port.ts';

describe('sync-notification doctor', () => {
  const bench = useDoctor();

  it('has nothing against a machine that is in order, and changes nothing on it', async () => {
    const report = await bench.examine({});
    expect(report.exitCode).to.equal(0);
    expect(report).to.include({ ok: true, redacted: false });
    expect(Object.keys(report.areas)).to.deep.equal([
      ...['settings', 'node', 'disk', 'iis', 'port', 'service', 'certificate', 'url', 'proxy'],
    ]);
    expect(report.areas).to.include({ settings: 'ok', node: 'ok', iis: 'ok', port: 'ok' });
    expect(report.todo.map(({ area }) => area)).to.include('url');
    expect(tell(report, 'disk').join()).to.contain('is not there yet; the service makes it');
  });

  it('reports broken settings first, and does what it can with the rest', async () => {
    const report = await bench.examine({ PORT: 'eighty', SYNC_LOG_LEVEL: 'loud' });
    expect(report.exitCode).to.equal(1);
    expect(report.findings[0]?.found).to.match(/^the settings are not in order/);
    expect(
      report.findings
        .slice(1, 3)
        .map(({ found }) => found)
        .join(),
    ).to.match(/port \(PORT\).*logLevel/s);
    expect(report.todo[0]?.area).to.equal('settings');
    expect(report.areas).to.include({ settings: 'fail', node: 'ok', port: 'ok' });
    expect(tell(report, 'port')[0]).to.equal(
      'ok: port: the setting is not in order, so there is none to look at',
    );
  });

  it('names the other program that holds the port', async function () {
    if (process.platform !== 'linux') {
      skipBecause(this, "only Linux tells whose port it is without administrator's rights");
    }
    const script = join(bench.path, 'squatter.cjs');
    await writeFile(
      script,
      `require('net').createServer((s) => s.destroy()).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`,
    );
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    bench.later(async () => {
      child.kill();
      await once(child, 'close');
    });
    const [port] = (await once(child.stdout, 'data')) as [Buffer];

    const report = await bench.examine({ PORT: port.toString().trim() });
    expect(tell(report, 'port')[0]).to.match(
      new RegExp(`^fail: port \\d+: held by node squatter\\.cjs, process ${child.pid}, not by this service$`),
    );
    expect(report.exitCode).to.equal(1);
    expect(report.todo[0]?.remedy).to.match(
      /^Stop that program, or give the service another port \(port, PORT\)/,
    );
  });

  describe('beside a running service', () => {
    const token = 'a-token-of-sixteen-and-more';
    let service: TestService;
    let adminPort: number;

    beforeEach(async () => {
      adminPort = await freePort();
      service = await startTestService({
        env: { SYNC_ADMIN_PORT: String(adminPort), SYNC_ADMIN_TOKEN: token, SYNC_ALLOW: 'loopback' },
      });
      bench.later(() => service.stop());
    });

    it('recognises it, hears its problems, and finds that nobody hands the senders on', async () => {
      for (let count = 0; count < 5; count += 1) {
        const { Accept, SOAPAction } = EXCHANGE_HEADERS;
        const headers = { Accept, SOAPAction, 'Content-Type': EXCHANGE_HEADERS['Content-Type'] };
        const body = sample('seed-packet.xml');
        const { status } = await request(service.port, { path: ENDPOINT, headers, body });
        expect(status).to.equal(200);
      }
      const env = {
        ...{ PORT: String(service.port), SYNC_ADMIN_PORT: String(adminPort), SYNC_ADMIN_TOKEN: token },
        SYNC_DATA_DIR: service.dataDir,
      };
      const report = await bench.examine(env, '--url', service.url);

      const [endpoint, admin] = tell(report, 'port');
      expect(endpoint).to.match(/^ok: port \d+: held by this service \(/);
      expect(admin).to.match(/^ok: port for administrators \d+: held by this service \(/);
      expect(tell(report, 'service')[0]).to.equal('ok: the service runs and is ready');
      expect(tell(report, 'url')).to.include(`ok: --url: this service answers at ${service.url}`);
      expect(tell(report, 'proxy')[0]).to.match(
        /^warn: all of the last 5 notifications seem to come from 127\.0\.0\.1/,
      );
      expect(tell(report, 'disk').join()).to.match(/files: .*sync-notification\.db [\d.]+ (B|KiB|MiB)/);
    });

    it('says that it needs the token, and never shows it', async () => {
      const env = { PORT: String(service.port), SYNC_ADMIN_PORT: String(adminPort) };
      const without = await bench.examine(env);
      expect(tell(without, 'service').join()).to.match(/tells nothing more without its token/);
      const wrong = await bench.examine({ ...env, SYNC_ADMIN_TOKEN: 'another-token-of-sixteen' });
      expect(tell(wrong, 'service').join()).to.match(/tells nothing more without its token/);
      expect(wrong.text).to.not.contain('another-token-of-sixteen');
    });
  });

  it('lets no name, address or secret through with --redact, and stays readable', async () => {
    const originals = [
      'KUNDEXYZ',
      'sqlhost77.invalid',
      'sqlhost77',
      'ROOMS_XYZ',
      'rooms_app_xyz',
      'Se;cret-77',
      'outside77',
    ];
    const env = {
      SYNC_CONNECTION_STRING_KUNDEXYZ: `Data Source=sqlhost77.invalid;Initial Catalog=ROOMS_XYZ;User ID=rooms_app_xyz;Password='Se;cret-77'`,
      SYNC_ALLOW: '203.0.113.0/24,loopback',
    };
    const args = ['--url', `https://outside77.invalid${ENDPOINT}`];
    const open = await bench.examine(env, ...args);
    const redacted = await bench.examine(env, ...args, '--redact');

    expect(open.text)
      .to.contain('KUNDEXYZ')
      .and.to.contain('sqlhost77.invalid')
      .and.not.to.contain('Se;cret-77');
    for (const original of [...originals, '203.0.113']) {
      expect(redacted.text.toLowerCase(), original).to.not.contain(original.toLowerCase());
    }
    expect(redacted.redacted).to.equal(true);
    expect(redacted.findings.map(({ area, result }) => [area, result])).to.deep.equal(
      open.findings.map(({ area, result }) => [area, result]),
    );
    const database = redacted.findings.find(({ area }) => area === 'database');
    expect(database?.mandator).to.match(/^<mandator-\d+>$/);
    expect(database?.found).to.match(/the name of the server cannot be resolved \(<host-\d+>/);
  });

  it('refuses wrong usage with 2, and speaks German where the locale does', async () => {
    const wrong = await runCli(['doctor', '--url', 'nonsense'], { cwd: bench.path, env: NOWHERE });
    expect(wrong.exitCode).to.equal(2);
    const german = await runCli(['doctor'], { cwd: bench.path, env: { ...NOWHERE, LANG: 'de_CH.UTF-8' } });
    expect(german.out)
      .to.match(/^Einstellungen\n {2}OK {7}/)
      .and.to.match(/Was zu tun ist, in dieser Reihenfolge:\n1\. /);
  });
});
