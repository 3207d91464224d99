import { expect } from 'chai';
import { post, type Posted } from '../support/post.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';
import { openRaw } from '../support/http.ts';
import { describeTable, type TableCase } from '../support/wcf-table.ts';

const NOT_ALLOWED = { bare: 405, headers: { allow: 'GET, HEAD, POST' } } as const;
const NOT_FOUND = { bare: 404 } as const;

/** A request of a method without a body, and of another with the good message. */
function refused(method: string): TableCase[] {
  return [
    [`${method} without a body`, { method, body: '' }, NOT_ALLOWED],
    [`${method} with a good message`, { method }, NOT_ALLOWED],
  ];
}

function posted(path: string, more: Posted = {}): Posted {
  return { path, ...more };
}

describeTable('methods', [
  ...refused('PUT'),
  ...refused('DELETE'),
  ...refused('OPTIONS'),
  ...refused('PATCH'),
  ['PROPFIND', { method: 'PROPFIND', body: '' }, NOT_ALLOWED],
  ['TRACE', { method: 'TRACE', body: '' }, NOT_ALLOWED],
]);

const unreachable = (to: string) =>
  ({
    fault: 'none:DestinationUnreachable',
    text:
      `The message with To '${to}' cannot be processed at the receiver, due to an AddressFilter mismatch at the ` +
      'EndpointDispatcher',
  }) as const;

describeTable(
  'paths',
  [
    ['as ROOMS registers it', posted(`${ENDPOINT}?Default`), 'OK'],
    ['in lower case', posted('/webservices/syncnotification.svc?Default'), 'OK'],
    ["in the guide's third spelling", posted('/WebServices/SyncNotification.svc?Default'), 'OK'],
    ['in upper case', posted(`${ENDPOINT.toUpperCase()}?Default`), 'OK'],
    ['with a trailing slash', posted(`${ENDPOINT}/?Default`), 'OK'],
    ['as an absolute URL', posted(`http://localhost${ENDPOINT}?Default`), 'OK'],
    ['another path of the settings', posted('/API/webhooks/exchange?Default'), 'OK'],
    ['its trailing slash', posted('/api/webhooks/exchange/?Default'), 'OK'],
    [
      'a further segment',
      posted(`${ENDPOINT}/more`, { headers: { Host: 'rooms.example.com' } }),
      unreachable(`http://rooms.example.com${ENDPOINT}/more`),
    ],
    ['a further segment, GET', { method: 'GET', path: `${ENDPOINT}/more`, body: '' }, NOT_FOUND],
    ['a further segment, PUT', { method: 'PUT', path: `${ENDPOINT}/more` }, NOT_FOUND],
    ['another service', posted('/Webservices/Other.svc'), NOT_FOUND],
    ['a name that goes on', posted(`${ENDPOINT}x`), NOT_FOUND],
    ['a dot that is none', posted('/Webservices/SyncNotificationXsvc'), NOT_FOUND],
    ['the root', { method: 'GET', path: '/', body: '' }, NOT_FOUND],
    ['a way out', { method: 'GET', path: '/Webservices/../package.json', body: '' }, NOT_FOUND],
    ['a path that cannot be decoded', posted('/%ff%'), NOT_FOUND],
  ],
  { SYNC_PATHS: `${ENDPOINT},/api/webhooks/exchange` },
);

describeTable('the length of the query', [
  ['2,048 characters', posted(`${ENDPOINT}?Default&${'x'.repeat(2040)}`), 'OK'],
  ['2,049 characters', posted(`${ENDPOINT}?Default&${'x'.repeat(2041)}`), { bare: 414 }],
  [
    '2,049 characters, GET',
    { method: 'GET', path: `${ENDPOINT}?${'x'.repeat(2049)}`, body: '' },
    { bare: 414 },
  ],
]);

describe('other requests', () => {
  let service: TestService;

  before(async () => {
    service = await startTestService();
  });

  after(() => service.stop());

  it('answers Healthy to a health probe, GET and HEAD', async () => {
    const get = await post(service.port, { method: 'GET', path: '/healthz', body: '' });
    const head = await post(service.port, { method: 'HEAD', path: '/healthz', body: '' });

    expect(get).to.include({ status: 200, text: 'Healthy' });
    expect(head).to.include({ status: 200, text: '' });
  });

  it('refuses what is no HTTP, and serves the next caller', async () => {
    const connection = await openRaw(service.port);
    await connection.write('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');

    expect(await connection.closed()).to.match(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(await post(service.port)).to.include({ status: 200 });
  });

  it('refuses a request with two lengths', async () => {
    const connection = await openRaw(service.port);
    await connection.write(
      `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    );

    expect(await connection.closed()).to.match(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });
});
