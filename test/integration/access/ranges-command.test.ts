import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { RANGES_FILE } from '../../../src/net/ranges-file.ts';
import { endpointSets, OTHER_IPS } from '../../support/endpoint-sets.ts';
import { post } from '../../support/post.ts';
import { runCli, type CliResult } from '../../support/run-cli.ts';
import { startTestService } from '../../support/service.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const WITH_ONE_MORE = endpointSets([
  ...(endpointSets() as [{ ips: string[] }])[0].ips.filter((network) => network !== '52.96.0.0/14'),
  '9.9.9.0/24',
]);

describe('sync-notification ranges', () => {
  const folder = useTempFolder();
  let server: Server;
  let url: string;
  let reply: { status: number; body: string; location?: string };
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    reply = { status: 200, body: JSON.stringify(WITH_ONE_MORE) };
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(reply.status, reply.location === undefined ? {} : { Location: reply.location });
      response.end(reply.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/endpoints/worldwide`;
  });

  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  const ranges = (...args: string[]): Promise<CliResult> =>
    runCli(['ranges', ...args], { cwd: folder.path, env: { SYNC_DATA_DIR: 'data' } });
  const saved = (name = RANGES_FILE) => readFileSync(join(folder.path, 'data', name), 'utf8');

  it('update asks the web service, shows the difference, saves the list and keeps the old one', async () => {
    const { exitCode, out, err } = await ranges('update', '--url', url);
    expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: '' });
    expect(out.split('\n').slice(0, 2)).to.deep.equal(['+ 9.9.9.0/24', '- 52.96.0.0/14']);
    expect(out).to.contain('27 networks, 1 added, 1 removed. Saved to');
    expect(asked[0]).to.match(
      /^\/endpoints\/worldwide\?clientrequestid=[\da-f]{8}-[\da-f]{4}-4[\da-f-]{21}$/,
    );
    expect(saved()).to.contain('9.9.9.0/24').and.to.contain(url);
    expect(saved(`${RANGES_FILE}.previous`))
      .to.contain('52.96.0.0/14')
      .and.not.to.contain('9.9.9.0/24');

    const shown = JSON.parse((await ranges('show', '--json')).out) as Record<string, unknown>;
    expect(shown).to.include({ from: 'file', days: 0, source: url, problem: null });
    expect(shown['networks']).to.include('9.9.9.0/24');
  });

  it('update takes a downloaded list, and the one before back', async () => {
    await writeFile(join(folder.path, 'list.json'), JSON.stringify(WITH_ONE_MORE));
    expect(await ranges('update', '--file', 'list.json')).to.include({ exitCode: 0 });
    expect(saved()).to.contain('9.9.9.0/24');
    const back = await ranges('update', '--file', `data/${RANGES_FILE}.previous`);
    expect(back.out).to.contain('- 9.9.9.0/24').and.to.contain('+ 52.96.0.0/14');
    expect(saved()).not.to.contain('9.9.9.0/24');
    expect(asked).to.deep.equal([]);
  });

  it('update --dry-run only shows', async () => {
    const { exitCode, out } = await ranges('update', '--url', url, '--dry-run');
    expect(exitCode).to.equal(0);
    expect(out).to.contain('+ 9.9.9.0/24').and.to.contain('Nothing was saved');
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('update refuses a list without most of the networks in force, unless it is forced', async () => {
    reply = { status: 200, body: JSON.stringify(endpointSets(OTHER_IPS)) };
    const { exitCode, err } = await ranges('update', '--url', url);
    expect(exitCode).to.equal(1);
    expect(err).to.equal('27 of 27 networks are missing. Nothing was saved; --force saves it.\n');
    expect(readdirSync(folder.path)).to.deep.equal([]);
    expect(await ranges('update', '--url', url, '--force')).to.include({ exitCode: 0 });
  });

  for (const [what, answer, message] of [
    ['an error', { status: 503, body: 'busy' }, /gave no list: it answered 503 .*--file/],
    ['no JSON', { status: 200, body: '<html>' }, /gave no list: .*JSON/],
    ['another JSON', { status: 200, body: '{}' }, /it is neither what Microsoft's/],
    [
      'everybody',
      { status: 200, body: JSON.stringify(endpointSets([...OTHER_IPS, '0.0.0.0/0'])) },
      /0\.0\.0\.0\/0 is no plausible/,
    ],
    [
      'a way elsewhere',
      { status: 302, body: '', location: 'https://localhost:1/' },
      /gave no list: .*redirect/,
    ],
    ['more than it can be', { status: 200, body: ' '.repeat(9 * 1024 * 1024) }, /longer than 8388608 bytes/],
  ] as const) {
    it(`update saves nothing where the web service answers ${what}`, async () => {
      reply = answer;
      const { exitCode, err } = await ranges('update', '--url', url);
      expect(exitCode).to.equal(1);
      expect(err).to.match(message);
      expect(err.trimEnd().split('\n')).to.have.length(1);
      expect(readdirSync(folder.path)).to.deep.equal([]);
    });
  }

  it('update says what to do where the web service is out of reach', async () => {
    const { exitCode, err } = await ranges('update', '--url', 'https://127.0.0.1:1/endpoints');
    expect(exitCode).to.equal(1);
    expect(err).to.match(/gave no list: .*(ECONNREFUSED|bad port).*HTTPS_PROXY.*--file/);
  });

  it('update refuses a source that others could change on its way, and a file that is not there', async () => {
    for (const unsafe of [
      'http://endpoints.office.com/',
      'http://127.0.0.1.example.com/',
      'ftp://localhost/',
    ]) {
      expect(await ranges('update', '--url', unsafe)).to.include({ exitCode: 2, out: '' });
    }
    expect(await ranges('update', '--file', 'none.json')).to.include({
      exitCode: 1,
      err: 'none.json does not exist\n',
    });
  });

  it('show tells the date, the source and the networks, and that nobody asks for them', async () => {
    const { out } = await ranges('show');
    expect(out).to.match(
      /^List of \d{4}-\d\d-\d\d, \d+ days old, built in\.\nSource: https:\/\/learn\.microsoft\.com/,
    );
    expect(out).to.contain('allow does not name exchange-online').and.to.contain('\n2603:1026::/36\n');
  });

  it('update tells in JSON what changes, and saves nothing in a dry run', async () => {
    const { out } = await ranges('update', '--url', url, '--dry-run', '--json');
    expect(JSON.parse(out)).to.deep.equal({
      file: join(folder.path, 'data', RANGES_FILE),
      isSaved: false,
      networks: 27,
      added: ['9.9.9.0/24'],
      removed: ['52.96.0.0/14'],
    });
    expect(() => saved()).to.throw('ENOENT');
  });

  it('speak German where the locale does', async () => {
    const env = { SYNC_DATA_DIR: 'data', LANG: 'de' };
    const shown = await runCli(['ranges', 'show'], { cwd: folder.path, env });
    expect(shown.out).to.match(/^Liste vom \d{4}-\d\d-\d\d, \d+ Tage alt, eingebaut\.\nQuelle: /);
    const updated = await runCli(['ranges', 'update', '--url', url], { cwd: folder.path, env });
    expect(updated.out).to.contain('27 Netze, 1 dazu, 1 weg. Gespeichert in ');
  });

  it('update is noticed by a running service', async () => {
    const service = await startTestService({ env: { SYNC_ALLOW: 'exchange-online' } });
    try {
      const status = async () =>
        (await post(service.port, { headers: { 'X-Forwarded-For': '9.9.9.9' } })).status;
      expect(await status()).to.equal(403);
      await runCli(['ranges', 'update', '--url', url], {
        cwd: folder.path,
        env: { SYNC_DATA_DIR: service.dataDir },
      });
      await until('the list was read again', () => service.logText().includes('was read again'));
      expect(await status()).to.equal(200);
    } finally {
      await service.stop();
    }
  });
});
