import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import { createDeliverer, type Deliverer } from '../../../src/mirror/deliver.ts';
import { statusReply, type Answer } from '../../support/reply-server.ts';
import { deadAddress, headerOf, startOldEndpoint, type OldEndpoint } from '../../support/old-endpoint.ts';

const BODY = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256));

function message(query = '?Default') {
  const rawHeaders = ['Content-Type', 'text/xml; charset=utf-8', 'SOAPAction', '"a"', 'X-Odd', 'caf\u00e9'];
  return { requestId: 'id-1', rawHeaders, query, body: BODY, lane: '' };
}

describe('createDeliverer', () => {
  let old: OldEndpoint;
  let deliverer: Deliverer;

  beforeEach(async () => {
    old = await startOldEndpoint();
    deliverer = createDeliverer({ url: old.url, connections: 2, timeoutMs: 60_000 });
  });

  afterEach(async () => {
    deliverer.close();
    await old.close();
  });

  it('sends body, headers and query as they came in, to its own host and path', async () => {
    await deliverer.send(message('?M%C3%BCller&x=%2f'));

    const [received] = old.received;
    expect(received).to.include({ method: 'POST', url: '/old/SyncNotification.svc?M%C3%BCller&x=%2f' });
    expect(received?.body.equals(BODY)).to.equal(true);
    expect(received?.rawHeaders).to.include.members(message().rawHeaders);
    expect(headerOf(received!, 'Host')).to.equal(new URL(old.url).host);
    expect(headerOf(received!, 'Transfer-Encoding')).to.equal(undefined);
  });

  it('hands out the reply as it came, and keeps its connection', async () => {
    const first = await deliverer.send(message());
    await deliverer.send(message());

    expect(first.reply).to.include({ status: 200, reason: 'OK' });
    expect(first.reply?.body.toString()).to.equal(statusReply('OK'));
    expect(old.received[0]?.port).to.equal(old.received[1]?.port);
  });

  it('does not follow redirects', async () => {
    old.answer = (_, response) => response.writeHead(307, { Location: `${old.url}/elsewhere` }).end();

    expect((await deliverer.send(message())).reply).to.include({ status: 307 });
    expect(old.received).to.have.length(1);
  });

  it('goes on after 100 Continue and other replies that are none yet', async () => {
    old.answer = (_, response) => {
      response.writeContinue();
      response.writeProcessing();
      response.end(statusReply('OK'));
    };
    expect((await deliverer.send(message())).reply).to.include({ status: 200 });
  });

  for (const [what, answer, code] of [
    ['hangs up', (_, response) => response.destroy(), 'ECONNRESET'],
    [
      'cuts its reply off',
      (_, response) => {
        response.writeHead(200, { 'Content-Length': 1000 });
        response.write('half', () => response.destroy());
      },
      'ECONNRESET',
    ],
    ['replies without end', (_, response) => void response.end(Buffer.alloc(2 ** 21)), 'REPLY_TOO_LARGE'],
    ['speaks something else', (_, response) => response.socket?.end('hello'), 'HPE_INVALID_CONSTANT'],
  ] satisfies [string, Answer, string][]) {
    it(`tells that it ${what}`, async () => {
      old.answer = answer;
      expect((await deliverer.send(message())).trouble).to.include({ code });
    });
  }

  it('tells that it is too slow', async () => {
    const hasty = createDeliverer({ url: old.url, connections: 1, timeoutMs: 50 });
    old.answer = (_, response) => response.writeHead(200).write('the beginning');

    expect((await hasty.send(message())).trouble).to.include({ code: 'TIMEOUT' });
    hasty.close();
  });

  it('tells that nobody listens', async () => {
    const lonely = createDeliverer({ url: await deadAddress(), connections: 1, timeoutMs: 60_000 });
    expect((await lonely.send(message())).trouble).to.include({ code: 'ECONNREFUSED' });
    lonely.close();
  });

  it('tells that it does not know who issued its certificate', async () => {
    const file = (name: string): Buffer =>
      readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url));
    const server = https.createServer({ key: file('localhost.key.pem'), cert: file('localhost.cert.pem') });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const wary = createDeliverer({ url, connections: 1, timeoutMs: 60_000 });

    expect((await wary.send(message())).trouble?.code).to.equal('DEPTH_ZERO_SELF_SIGNED_CERT');
    wary.close();
    server.closeAllConnections();
    await once(server.close(), 'close');
  });

  it('tries once more where a kept connection turns out to be closed', async () => {
    let requests = 0;
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        if (!bytes.includes('POST')) {
          return;
        }
        requests += 1;
        if (requests === 2) {
          socket.resetAndDestroy();
        } else {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        }
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const again = createDeliverer({ url, connections: 1, timeoutMs: 60_000 });

    expect((await again.send(message())).reply).to.include({ status: 200 });
    expect((await again.send(message())).reply).to.include({ status: 200 });
    expect([requests, sockets.size]).to.deep.equal([3, 2]);
    again.close();
    await once(server.close(), 'close');
  });

  it('cuts what is under way when it is closed', async () => {
    const arrived = new Promise((resolve) => (old.answer = resolve));
    const sending = deliverer.send(message());
    await arrived;
    deliverer.close();

    expect((await sending).trouble).to.include({ code: 'ECONNRESET' });
  });
});
