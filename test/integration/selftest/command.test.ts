import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCli, type CliResult } from '../../support/run-cli.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { useTempFolder } from '../../support/temp-folder.ts';

interface Printed {
  readonly ok: boolean;
  readonly reports: readonly {
    readonly mandator: string;
    readonly result: string;
    readonly steps: readonly { readonly step: string; readonly code: string; readonly found: string }[];
  }[];
}

describe('sync-notification selftest', () => {
  const folder = useTempFolder();
  let service: TestService;
  before(async () => {
    service = await startTestService({ env: { SYNC_MANDATORS: 'PROD,TEST' } });
  });
  after(() => service.stop());
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
    runCli(['selftest', ...args], {
      cwd: folder.path,
      env: {
        ...{ PORT: String(service.port), HOST: '127.0.0.1', SYNC_MANDATORS: 'PROD,TEST' },
        ...{ SYNC_DATA_DIR: service.dataDir, ...env },
      },
    });

  it('tests every mandator where the settings say that the service listens', async () => {
    const { exitCode, out, err } = await run([]);
    expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: '' });
    expect(out).to.match(
      /^PROD\n {2}Address +OK +\d+ ms {2}http:\/\/127\.0\.0\.1:\d+\/.*\?PROD, as PORT says\n/,
    );
    expect(out).to.match(/\nTEST\n/);
    expect(out.match(/Removal +OK +\d+ ms {2}removed again/g)).to.have.lengthOf(2);
    expect(out).to.match(/All in order\.\n$/);
    expect(service.rows()).to.deep.equal([]);
  });

  it('speaks German where the locale does', async () => {
    const { out } = await run(['--mandator', 'prod'], { LANG: 'de_CH.UTF-8' });
    expect(out).to.match(/^ {2}Entfernen +OK +\d+ ms {2}wieder entfernt/m);
    expect(out).to.not.include('TEST');
  });

  it('prints JSON for programs, in English whatever the locale', async () => {
    const { exitCode, out } = await run(['--json', '--url', `${service.url}?test`], { LANG: 'de_CH.UTF-8' });
    expect(exitCode).to.equal(0);
    const { ok, reports } = JSON.parse(out) as Printed;
    expect(ok).to.equal(true);
    expect(reports.map(({ mandator, result }) => [mandator, result])).to.deep.equal([['TEST', 'ok']]);
    expect(reports[0]?.steps[0]).to.include({ step: 'address', code: 'given', found: `${service.url}?TEST` });
  });

  it('fails with what to do where nobody answers', async () => {
    const { exitCode, out } = await run(['--url', 'http://127.0.0.1:9/x.svc?PROD']);
    expect(exitCode).to.equal(1);
    expect(out).to.match(/Sending +FAIL .*nothing listens at 127\.0\.0\.1:9/);
    expect(out).to.match(/^ +-> Check host and port/m);
    expect(out).to.match(/Messages do not get through like this\.\n$/);
  });

  it('takes the address that ROOMS tells Exchange', async () => {
    await writeFile(
      join(folder.path, 'ConnectionStrings.config'),
      '<connectionStrings><add name="PROD" connectionString="Data Source=s;User ID=u;Password=p" /></connectionStrings>',
    );
    await writeFile(
      join(folder.path, 'RoomsAppSettings.config'),
      `<RoomsAppSettings><add key="ExchangeServiceUrl" value="${service.url}" /></RoomsAppSettings>`,
    );
    const env = { ROOMS_CONFIG_DIR: folder.path, SYNC_STORE: 'sqlite' };
    const { exitCode, out } = await run(['--outside', '--mandator', 'PROD'], env);
    expect(out).to.include(`${service.url}?PROD: ROOMS's ExchangeServiceUrl, which it tells Exchange`);
    expect(exitCode).to.equal(0);
  });

  it('refuses what cannot be meant', async () => {
    expect(await run(['--url', 'http://host/', '--outside'])).to.include({ exitCode: 2, out: '' });
    expect(await run(['--url', 'ftp://host/'])).to.include({ exitCode: 2, out: '' });
    const two = await run(['--url', `${service.url}?PROD`, '--mandator', 'TEST']);
    expect(two).to.include({ exitCode: 2, out: '' });
    expect(two.err).to.include('--url names the mandator PROD and --mandator TEST');
    const none = await run(['--mandator', 'PROT']);
    expect(none).to.include({ exitCode: 1, out: '' });
    expect(none.err).to.include('PROD');
  });
});
