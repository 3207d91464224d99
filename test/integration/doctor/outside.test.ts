import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { tell, useDoctor } from '../../support/doctor.ts';
import { ENDPOINT } from '../../support/service.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));

describe('sync-notification doctor, of URLs and certificates', () => {
  const bench = useDoctor();

  async function https(name: string, handler: RequestListener): Promise<number> {
    const [cert, key] = await Promise.all([
      readFile(fixture(`${name}.cert.pem`)),
      readFile(fixture(`${name}.key.pem`)),
    ]);
    return bench.listen(createHttps({ cert, key }, handler));
  }

  async function roomsConfig(url: string): Promise<string> {
    const dir = join(bench.path, 'Configuration');
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
    const report = await bench.examine({ ROOMS_CONFIG_DIR: await roomsConfig(url) });

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
    const report = await bench.examine({}, '--url', `https://localhost:${port}/api/webhooks/exchange`);

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
    const unknown = await bench.examine({}, '--url', `http://rooms.invalid${ENDPOINT}`);
    expect(tell(unknown, 'url')[0]).to.match(/^fail: --url: the name rooms\.invalid cannot be resolved here/);
    const port = await bench.listen(
      createHttp((_request, response) =>
        response.writeHead(302, { Location: 'https://login.example.com/' }).end(),
      ),
    );
    const redirected = await bench.examine({}, '--url', `http://127.0.0.1:${port}${ENDPOINT}`);
    expect(tell(redirected, 'url').join('\n')).to.match(
      /^fail: .* redirect \(302\) to https:\/\/login\.example\.com\/$/m,
    );
    const closed = await bench.examine({}, '--url', `https://127.0.0.1:1${ENDPOINT}`);
    expect(tell(closed, 'url').join('\n')).to.match(/^fail: --url: no answer at \S+ \(ECONNREFUSED\)$/m);
    expect(tell(closed, 'certificate')).to.deep.equal([
      'ok: certificate at 127.0.0.1:1: not seen, nothing can be reached there',
    ]);
  });
  it('looks at the certificate of the settings', async () => {
    const expired = await bench.examine({
      ...{ SYNC_TLS_CERT: fixture('expired.cert.pem'), SYNC_TLS_KEY: fixture('expired.key.pem') },
    });
    expect(tell(expired, 'certificate')[0]).to.match(
      /^fail: certificate of this service: CN=expired expired on/,
    );
    const wrong = await bench.examine({
      ...{ SYNC_TLS_CERT: fixture('expired.cert.pem'), SYNC_TLS_KEY: fixture('localhost.key.pem') },
    });
    expect(tell(wrong, 'certificate')[0]).to.match(
      /^fail: certificate of this service: .*tlsKey is not the key/,
    );
  });
});
