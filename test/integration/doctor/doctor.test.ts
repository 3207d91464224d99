import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { DoctorReport } from '../../../src/commands/doctor/report-json.ts';
import { request } from '../../support/http.ts';
import { EXCHANGE_HEADERS, sample } from '../../support/post.ts';
import { runCli } from '../../support/run-cli.ts';
import { ENDPOINT, startTestService, type TestService } from '../../support/service.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));

/** A port that nothing listens at, for as long as nobody takes it. */
const NOWHERE = { PORT: '1', HOST: '127.0.0.1', SYNC_ADMIN_PORT: 'off' };

describe('sync-notification doctor', () => {
  const folder = useTempFolder();
  const toClose: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const close of toClose.splice(0).reverse()) {
      await close();
    }
  });

  async function listen(server: Server): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    toClose.push(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    return (server.address() as { port: number }).port;
  }

  /** Runs the command, and gives what `--json` prints. */
  async function examine(
    env: Readonly<Record<string, string>>,
    ...args: string[]
  ): Promise<DoctorReport & { readonly exitCode: number; readonly text: string }> {
    const { exitCode, out } = await runCli(['doctor', '--json', ...args], {
      cwd: folder.path,
      env: { ...NOWHERE, SYNC_DATA_DIR: join(folder.path, 'data'), ...env },
    });
    return { ...(JSON.parse(out) as DoctorReport), exitCode, text: out };
  }

  const tell = ({ findings }: DoctorReport, area: string): string[] =>
    findings.filter((finding) => finding.area === area).map(({ result, found }) => `${result}: ${found}`);

  it('has nothing against a machine that is in order, and changes nothing on it', async () => {
    const report = await examine({});
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
    const report = await examine({ PORT: 'eighty', SYNC_LOG_LEVEL: 'loud' });
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
      this.skip();
    }
    const script = join(folder.path, 'squatter.cjs');
    await writeFile(
      script,
      `require('net').createServer((s) => s.destroy()).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`,
    );
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    toClose.push(async () => {
      child.kill();
      await once(child, 'close');
    });
    const [port] = (await once(child.stdout, 'data')) as [Buffer];

    const report = await examine({ PORT: port.toString().trim() });
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
      toClose.push(() => service.stop());
    });

    async function freePort(): Promise<number> {
      const server = createHttp();
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as { port: number };
      server.close();
      await once(server, 'close');
      return port;
    }

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
      const report = await examine(env, '--url', service.url);

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
      const without = await examine(env);
      expect(tell(without, 'service').join()).to.match(/tells nothing more without its token/);
      const wrong = await examine({ ...env, SYNC_ADMIN_TOKEN: 'another-token-of-sixteen' });
      expect(tell(wrong, 'service').join()).to.match(/tells nothing more without its token/);
      expect(wrong.text).to.not.contain('another-token-of-sixteen');
    });
  });

  describe('of the URL from outside', () => {
    async function https(name: string, handler: RequestListener): Promise<number> {
      const [cert, key] = await Promise.all([
        readFile(fixture(`${name}.cert.pem`)),
        readFile(fixture(`${name}.key.pem`)),
      ]);
      return listen(createHttps({ cert, key }, handler));
    }

    async function roomsConfig(url: string): Promise<string> {
      const dir = join(folder.path, 'Configuration');
      await mkdir(dir, { recursive: true });
      await writeFile(join(dir, 'ConnectionStrings.config'), '<connectionStrings></connectionStrings>');
      await writeFile(
        join(dir, 'RoomsAppSettings.config'),
        `<RoomsAppSettings><add key="ExchangeServiceUrl" value="${url}" /></RoomsAppSettings>`,
      );
      return dir;
    }

    it('reads it from ROOMS, and tells an expired certificate, a wrong name and an error of IIS', async () => {
      const port = await https('expired', (_request, response) => {
        response
          .writeHead(502, { Server: 'Microsoft-IIS/10.0' })
          .end('<h3>HTTP Error 502.3 - Bad Gateway</h3>');
      });
      const url = `https://localhost:${port}${ENDPOINT}`;
      const report = await examine({ ROOMS_CONFIG_DIR: await roomsConfig(url) });

      const certificate = tell(report, 'certificate').join('\n');
      expect(certificate).to.match(/^ok: certificate at localhost:\d+: TLSv1\.3$/m);
      expect(certificate).to.match(
        /^fail: certificate at localhost:\d+: CN=expired expired on 20\d\d-\d\d-\d\d$/m,
      );
      expect(certificate).to.match(
        /^fail: certificate at localhost:\d+: made out to .*expired.*, not to localhost$/m,
      );
      expect(certificate).to.match(/^warn: .*nobody but itself vouches for it/m);
      expect(tell(report, 'url').join('\n')).to.match(
        /^fail: ExchangeServiceUrl: IIS answers at https:\S+ with 502\.3: the service did not start/m,
      );
      expect(report.todo.map(({ area }) => area)).to.deep.equal([
        'certificate',
        'certificate',
        'url',
        'certificate',
      ]);
    });

    it('takes a certificate that names the host, and tells the page of the original and another path', async () => {
      const port = await https('localhost', (_request, response) => {
        response.end(
          '<HTML><HEAD><TITLE>Service</TITLE></HEAD><BODY><P class="heading1">Service</P></BODY></HTML>',
        );
      });
      const report = await examine({}, '--url', `https://localhost:${port}/api/webhooks/exchange`);

      expect(tell(report, 'certificate').join('\n')).to.match(
        /^ok: certificate at localhost:\d+: made out to localhost$/m,
      );
      const url = tell(report, 'url').join('\n');
      expect(url).to.match(/^warn: --url: the original endpoint answers at /m);
      expect(url).to.match(
        /^fail: --url: its path is \/api\/webhooks\/exchange, and the service answers at \S+ only$/m,
      );
    });

    it('tells a name that nobody has, a port that nobody listens at, and a redirect', async () => {
      const unknown = await examine({}, '--url', `http://rooms.invalid${ENDPOINT}`);
      expect(tell(unknown, 'url')[0]).to.match(
        /^fail: --url: the name rooms\.invalid cannot be resolved here/,
      );
      const port = await listen(
        createHttp((_request, response) =>
          response.writeHead(302, { Location: 'https://login.example.com/' }).end(),
        ),
      );
      const redirected = await examine({}, '--url', `http://127.0.0.1:${port}${ENDPOINT}`);
      expect(tell(redirected, 'url').join('\n')).to.match(
        /^fail: .* redirect \(302\) to https:\/\/login\.example\.com\/$/m,
      );
      const closed = await examine({}, '--url', `https://127.0.0.1:1${ENDPOINT}`);
      expect(tell(closed, 'url').join('\n')).to.match(/^fail: --url: no answer at \S+ \(ECONNREFUSED\)$/m);
      expect(tell(closed, 'certificate')).to.deep.equal([
        'ok: certificate at 127.0.0.1:1: not seen, nothing can be reached there',
      ]);
    });
  });

  it('looks at the certificate of the settings', async () => {
    const expired = await examine({
      ...{ SYNC_TLS_CERT: fixture('expired.cert.pem'), SYNC_TLS_KEY: fixture('expired.key.pem') },
    });
    expect(tell(expired, 'certificate')[0]).to.match(
      /^fail: certificate of this service: CN=expired expired on/,
    );
    const wrong = await examine({
      ...{ SYNC_TLS_CERT: fixture('expired.cert.pem'), SYNC_TLS_KEY: fixture('localhost.key.pem') },
    });
    expect(tell(wrong, 'certificate')[0]).to.match(
      /^fail: certificate of this service: .*tlsKey is not the key/,
    );
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
    const open = await examine(env, ...args);
    const redacted = await examine(env, ...args, '--redact');

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
    const wrong = await runCli(['doctor', '--url', 'nonsense'], { cwd: folder.path, env: NOWHERE });
    expect(wrong.exitCode).to.equal(2);
    const german = await runCli(['doctor'], { cwd: folder.path, env: { ...NOWHERE, LANG: 'de_CH.UTF-8' } });
    expect(german.out)
      .to.match(/^Einstellungen\n {2}OK {7}/)
      .and.to.match(/Was zu tun ist, in dieser Reihenfolge:\n1\. /);
  });
});
