import { expect } from 'chai';
import { openRaw } from '../../support/http.ts';
import { post } from '../../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../../support/service.ts';

describe('the address of the service in its metadata', () => {
  let service: TestService;

  afterEach(() => service.stop());

  async function locationOf(
    headers: Readonly<Record<string, string | null>>,
    trust = 'loopback,10.0.0.0/8',
  ): Promise<string> {
    service = await startTestService({ env: { SYNC_METADATA: 'on', SYNC_TRUST_PROXY: trust } });
    const { text } = await post(service.port, {
      method: 'GET',
      path: `${ENDPOINT}?singleWsdl`,
      body: '',
      headers: {
        Host: 'inside:8080',
        'X-Forwarded-For': '203.0.113.7',
        'X-Forwarded-Proto': null,
        ...headers,
      },
    });
    return /location="([^"]*)"/.exec(text)?.[1]?.replace(ENDPOINT, '') ?? '';
  }

  for (const [what, headers, expected] of [
    ['is the Host where nobody says more', {}, 'http://inside:8080'],
    [
      'is what a proxy says',
      { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'rooms.example.com' },
      'https://rooms.example.com',
    ],
    [
      'may have a port or be an address',
      { 'X-Forwarded-Host': '[2001:db8::7]:8443' },
      'http://[2001:db8::7]:8443',
    ],
    [
      'is what an application gateway calls the original host',
      { 'X-Original-Host': 'rooms.example.com' },
      'http://rooms.example.com',
    ],
    ['is https where ARR took TLS', { 'X-ARR-SSL': '2048|256|C=CH|CN=rooms' }, 'https://inside:8080'],
    [
      'is not what a sender put in front',
      { 'X-Forwarded-Proto': 'ftp, https', 'X-Forwarded-Host': 'evil.example, rooms.example.com' },
      'https://rooms.example.com',
    ],
    [
      'is what the outermost believed proxy says',
      {
        'X-Forwarded-For': '203.0.113.7, 10.0.0.5',
        'X-Forwarded-Proto': 'http, https, http',
        'X-Forwarded-Host': 'evil.example, rooms.example.com, inner',
      },
      'https://rooms.example.com',
    ],
    ['is no scheme that is none', { 'X-Forwarded-Proto': 'javascript' }, 'http://inside:8080'],
  ] as const) {
    it(what, async () => expect(await locationOf(headers)).to.equal(expected));
  }

  for (const host of [
    'evil.example/path',
    'a b',
    'x"><script>',
    'user@evil.example',
    '[::1',
    'x:port',
    '-',
    'x:1:2',
    'é',
  ]) {
    it(`is not ${host}, which is no host`, async () =>
      expect(await locationOf({ 'X-Forwarded-Host': Buffer.from(host).toString('latin1') })).to.equal(
        'http://inside:8080',
      ));
  }

  it('is not what a sender says who is not believed', async () => {
    const forged = {
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.example',
      'X-ARR-SSL': 'x',
      'X-Original-Host': 'evil.example',
    };
    expect(await locationOf(forged, 'none')).to.equal('http://inside:8080');
  });

  it('is localhost where there is no Host', async () => {
    service = await startTestService({ env: { SYNC_METADATA: 'on' } });
    const connection = await openRaw(service.port);
    await connection.write(`GET ${ENDPOINT}?singleWsdl HTTP/1.0\r\n\r\n`);
    expect(await connection.closed()).to.contain(`location="http://localhost${ENDPOINT}"`);
  });
});
