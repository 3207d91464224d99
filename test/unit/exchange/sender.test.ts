import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createSender } from '../../../src/exchange/sender.ts';
import type { SenderOptions } from '../../../src/exchange/sender.ts';
import { answerOk, faultReply, startReplyServer, statusReply } from '../../support/reply-server.ts';
import type { Answer } from '../../support/reply-server.ts';

const XML = { 'Content-Type': 'text/xml; charset=utf-8' };

describe('createSender', () => {
  const closers: (() => unknown)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) {
      await close();
    }
  });

  async function start(answer: Answer, options: Partial<SenderOptions> = {}) {
    const server = await startReplyServer(answer);
    const sender = createSender({ url: server.url, concurrency: 1, timeoutMs: 10_000, ...options });
    closers.push(server.close, sender.close);
    return { server, send: sender.send };
  }

  it('sends the request of Exchange', async () => {
    const { server, send } = await start(answerOk);
    await send('<ä/>');
    const [request] = server.received;
    expect(request!.method).to.equal('POST');
    expect(request!.url).to.equal('/Webservices/SyncNotification.svc?Default');
    expect(request!.body.toString()).to.equal('<ä/>');
    const { rawHeaders } = request!;
    const headers = rawHeaders.flatMap((name, index) =>
      index % 2 ? [] : [`${name}: ${rawHeaders[index + 1]}`],
    );
    expect(headers.filter((line) => !/^(Host|Connection):/.test(line))).to.deep.equal([
      'Content-Length: 5',
      'Accept: text/xml',
      'Content-Type: text/xml; charset=utf-8',
      'SOAPAction: http://schemas.microsoft.com/exchange/services/2006/messages/SendNotification',
      'Accept-Encoding: gzip',
    ]);
  });

  it('sends bytes as they are, with the type and the headers it is told', async () => {
    const { server, send } = await start(answerOk, { headers: { 'X-Forwarded-For': '2001:db8::7' } });
    await send(Uint8Array.of(0xff, 0xfe, 0x3c, 0), { contentType: 'text/xml; charset=utf-16' });
    expect([...server.received[0]!.body]).to.deep.equal([0xff, 0xfe, 0x3c, 0]);
    expect(server.received[0]!.rawHeaders).to.include.members([
      'text/xml; charset=utf-16',
      'X-Forwarded-For',
    ]);
    expect(server.received[0]!.rawHeaders).to.include('2001:db8::7');
  });

  it('takes OK for success and measures it', async () => {
    const { send } = await start(answerOk);
    const { ms, ...result } = await send('<a/>');
    expect(result).to.deep.equal({ status: 200, ok: true, subscriptionStatus: 'OK', fault: null });
    expect(ms).to.be.greaterThan(0);
  });

  it('keeps connections alive, as many as it may', async () => {
    const { server, send } = await start(answerOk, { concurrency: 2 });
    await Promise.all(Array.from({ length: 10 }, () => send('<a/>')));
    await Promise.all(Array.from({ length: 10 }, () => send('<a/>')));
    expect(new Set(server.received.map((request) => request.port)).size).to.equal(2);
  });

  it('reads a gzip reply', async () => {
    const { send } = await start((_, response) => {
      response.writeHead(200, { ...XML, 'Content-Encoding': 'gzip' }).end(gzipSync(statusReply('OK')));
    });
    expect(await send('<a/>')).to.include({ ok: true, subscriptionStatus: 'OK' });
  });

  it('takes Unsubscribe for an answer that is not OK', async () => {
    const { send } = await start((_, response) => {
      response.writeHead(200, XML).end(statusReply('Unsubscribe'));
    });
    const result = await send('<a/>');
    expect(result).to.include({ status: 200, ok: false, subscriptionStatus: 'Unsubscribe' });
    expect(result.error).to.equal(undefined);
  });

  it('reads the text of a fault', async () => {
    const { send } = await start((_, response) => {
      response.writeHead(500, XML).end(faultReply('no such mandator'));
    });
    const result = await send('<a/>');
    expect(result).to.include({ status: 500, ok: false, fault: 'no such mandator' });
    expect(result.error).to.equal(undefined);
  });

  it('says no more than the status where a refusal has no fault', async () => {
    const { send } = await start((_, response) => {
      response.writeHead(503).end();
    });
    const { ms, ...result } = await send('<a/>');
    expect(ms).to.be.a('number');
    expect(result).to.deep.equal({ status: 503, ok: false, subscriptionStatus: null, fault: null });
  });

  it('does not take a refusal for OK, whatever its body says', async () => {
    const { send } = await start((_, response) => {
      response.writeHead(202, XML).end(statusReply('OK'));
    });
    expect(await send('<a/>')).to.include({ status: 202, ok: false });
  });

  for (const [what, headers, body, message] of [
    ['a page', { 'Content-Type': 'text/html' }, '<html/>', "the reply's type is text/html"],
    ['an untyped reply', {}, statusReply('OK'), "the reply's type is none"],
    ['garbage', XML, 'all is well', 'not XML'],
    ['another document', XML, '<ok/>', 'not a SOAP 1.1 envelope: found ok'],
    ['a reply of endless length', XML, 'x'.repeat(1024 * 1024 + 1), 'longer than 1048576 bytes'],
  ] as const) {
    it(`refuses ${what} with status 200`, async () => {
      const { send } = await start((_, response) => {
        response.writeHead(200, headers).end(body);
      });
      const result = await send('<a/>');
      expect(result).to.include({ status: 200, ok: false });
      expect(result.error?.code).to.equal('BAD_REPLY');
      expect(result.error?.message).to.contain(message);
    });
  }

  it('tells broken gzip', async () => {
    const { send } = await start((_, response) => {
      response.writeHead(200, { ...XML, 'Content-Encoding': 'gzip' }).end('no gzip');
    });
    expect((await send('<a/>')).error?.code).to.equal('Z_DATA_ERROR');
  });

  it('tells a connection that is cut before the reply', async () => {
    const { send } = await start((_, response) => {
      response.destroy();
    });
    const result = await send('<a/>');
    expect(result).to.include({ status: null, ok: false });
    expect(result.error?.code).to.equal('ECONNRESET');
  });

  it('tells a connection that is cut within the reply', async () => {
    const { send } = await start((_, response) => {
      response.writeHead(200, { ...XML, 'Content-Length': 1000 });
      response.write(statusReply('OK'), () => response.destroy());
    });
    const result = await send('<a/>');
    expect(result).to.include({ status: 200, ok: false, subscriptionStatus: null });
    expect(result.error?.code).to.equal('ECONNRESET');
  });

  for (const [what, answer, status] of [
    ['no reply', () => undefined, null],
    ['half a reply', (_, response) => void response.writeHead(200, XML).write('<s:'), 200],
  ] as readonly (readonly [string, Answer, number | null])[]) {
    it(`gives up after its time with ${what}`, async () => {
      const { send } = await start(answer, { timeoutMs: 100 });
      const result = await send('<a/>');
      expect(result).to.include({ status, ok: false });
      expect(result.error).to.deep.equal({ code: 'TIMEOUT', message: 'no whole reply within 100 ms' });
    });
  }

  it('goes on after a failure', async () => {
    let first = true;
    const { send } = await start((request, response) => {
      if (first) {
        response.destroy();
      } else {
        answerOk(request, response);
      }
      first = false;
    });
    expect((await send('<a/>')).ok).to.equal(false);
    expect((await send('<a/>')).ok).to.equal(true);
  });

  it('tells that nothing listens', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const sender = createSender({ url: `http://127.0.0.1:${port}/`, concurrency: 1, timeoutMs: 10_000 });
    closers.push(sender.close);
    const result = await sender.send('<a/>');
    expect(result.error?.code).to.equal('ECONNREFUSED');
    expect(result.error?.message).to.contain(`127.0.0.1:${port}`);
  });

  it('refuses other protocols', () => {
    expect(() => createSender({ url: 'ftp://host/', concurrency: 1, timeoutMs: 1 })).to.throw(
      TypeError,
      'ftp:',
    );
  });
});
