import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { SEND_NOTIFICATION_ACTION } from '../../../src/soap/namespaces.ts';
import { givenAddress } from '../../../src/selftest/address.ts';
import { judgeReply, judgeSending } from '../../../src/selftest/judge-post.ts';
import { postOnce, type Posted } from '../../../src/selftest/post.ts';
import type { SelftestStep } from '../../../src/selftest/step.ts';
import { describeStep } from '../../../src/selftest/texts.ts';
import { faultReply, startReplyServer, statusReply, type Answer } from '../../support/reply-server.ts';

const XML = { 'Content-Type': 'text/xml; charset=utf-8' };
const HTML = { 'Content-Type': 'text/html', Server: 'Microsoft-IIS/10.0' };
const OURS = { 'X-Content-Type-Options': 'nosniff' };

const post = (url: string, timeoutMs = 5000): Promise<Posted> =>
  postOnce(Buffer.from('<x/>'), {
    url: new URL(url),
    socketPath: null,
    isCertificateChecked: true,
    timeoutMs,
  });

function replies(status: number, headers: Record<string, string>, body: string | Buffer = ''): Answer {
  return (_, response) => response.writeHead(status, headers).end(body);
}

function faultOf(code: string): string {
  return faultReply('told why').replace('s:Server', `a:${code}`);
}

const page = (title: string): string => `<!DOCTYPE html><html><head><title>${title}</title></head></html>`;

/** What answers, the code that it is told by, and what the sentence has to say. */
const CASES: readonly (readonly [name: string, answer: Answer, code: string, says: RegExp])[] = [
  ['OK', replies(200, XML, statusReply('OK')), 'ok', /stored/],
  [
    'OK, compressed',
    replies(200, { ...XML, 'Content-Encoding': 'gzip' }, gzipSync(statusReply('OK'))),
    'ok',
    /OK/,
  ],
  ['Unsubscribe', replies(200, XML, statusReply('Unsubscribe')), 'unsubscribe', /end the subscription/],
  ['a login page', replies(200, HTML, page('Sign in')), 'page', /"Sign in", Microsoft-IIS/],
  ['XML of another kind', replies(200, XML, '<ok/>'), 'other_reply', /not a SOAP 1.1 envelope/],
  [
    'the reply as plain text',
    replies(200, { 'Content-Type': 'text/plain' }, statusReply('OK')),
    'other_reply',
    /expects/,
  ],
  [
    'a redirection',
    replies(302, { Location: 'https://login.example.com/' }),
    'redirect',
    /login\.example\.com/,
  ],
  ['400', replies(400, {}), 'bad_request', /400/],
  ['401', replies(401, { 'WWW-Authenticate': 'Negotiate' }), 'login_wanted', /Negotiate/],
  ['407', replies(407, { 'Proxy-Authenticate': 'Basic realm="x"' }), 'login_wanted', /Basic/],
  ['403 of ours', replies(403, OURS), 'caller_not_allowed', /does not take messages from here/],
  ['403 of IIS', replies(403, HTML, page('403.6 - Forbidden')), 'forbidden_in_front', /403\.6/],
  ['404 of ours', replies(404, OURS), 'path_unknown', /path/],
  ['404 of IIS', replies(404, HTML, page('IIS 10.0 Detailed Error - 404.3')), 'not_found_in_front', /404\.3/],
  ['405', replies(405, HTML, page('405')), 'method_refused', /POST/],
  ['413', replies(413, {}), 'too_large', /413/],
  ['415', replies(415, {}), 'content_type', /415/],
  ['429', replies(429, {}), 'too_many', /429/],
  [
    '500 of the service',
    replies(500, XML, faultOf('InternalServiceFault')),
    'internal',
    /failed at the message/,
  ],
  ['500 for the action', replies(500, XML, faultOf('ActionNotSupported')), 'action_lost', /SOAPAction/],
  ['500 for the mandator', replies(500, XML, faultOf('Client')), 'mandator_unknown', /mandator \(told why\)/],
  ['500 of another service', replies(500, XML, faultOf('DeserializationFailed')), 'fault', /told why/],
  ['500 of IIS', replies(500, HTML, page('500.19')), 'error_in_front', /500\.19/],
  ['502 of IIS', replies(502, HTML, page('502.5')), 'bad_gateway', /502\.5/],
  ['504', replies(504, {}), 'bad_gateway', /504/],
  ['503 of the service', replies(503, XML, faultReply('told why')), 'unavailable', /told why/],
  [
    '503 of HTTP.SYS',
    replies(503, { Server: 'Microsoft-HTTPAPI/2.0' }, page('x')),
    'stopped_in_front',
    /HTTPAPI/,
  ],
  ['a status of its own', replies(418, {}), 'other_status', /418/],
  [
    'a reply cut off',
    (_, response) =>
      void response.writeHead(200, { ...XML, 'Content-Length': 99 }).write('<s', () => response.destroy()),
    'cut',
    /without a whole reply/,
  ],
  ['a connection cut off', (_, response) => void response.destroy(), 'cut', /without a whole reply/],
];

describe('a reply to a test message', () => {
  for (const [name, answer, code, says] of CASES) {
    it(`is understood where it is ${name}`, async () => {
      const server = await startReplyServer(answer);
      try {
        const posted = await post(server.url);
        expect(judgeSending(posted, 4)).to.deep.include({ result: 'ok', code: 'sent' });
        const judgement = judgeReply(posted);
        expect(judgement).to.include({ result: code === 'ok' ? 'ok' : 'fail', code });
        const { from } = givenAddress(new URL(server.url));
        const step: SelftestStep = {
          ...{ step: 'reply', ms: 1, sql: null, ...judgement },
          values: { ...judgement.values, from, target: 'host' },
        };
        const words = describeStep(step, 'en');
        expect(words.found).to.match(says);
        expect(words.remedy === null).to.equal(code === 'ok');
      } finally {
        await server.close();
      }
    });
  }

  it('is waited for no longer than told', async () => {
    const server = await startReplyServer(() => undefined);
    const posted = await post(server.url, 50);
    await server.close();
    expect(judgeSending(posted, 4).code).to.equal('sent');
    expect(judgeReply(posted).code).to.equal('timeout');
  });

  it('is looked for in its beginning only', async () => {
    const server = await startReplyServer(replies(200, HTML, page('Big') + 'x'.repeat(1_000_000)));
    const posted = await post(server.url);
    await server.close();
    expect(posted.reply?.text).to.have.length(65_536);
    expect(judgeReply(posted).code).to.equal('page');
  });

  it('may be of something that speaks no HTTP', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.end('220 mail.example.com ESMTP\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const posted = await post(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.close();
    sockets.forEach((socket) => socket.destroy());
    expect(judgeReply(posted).code).to.equal('no_http');
  });

  it('follows a request with the headers of Exchange', async () => {
    const server = await startReplyServer(replies(200, XML, statusReply('OK')));
    await post(server.url);
    await server.close();
    const { rawHeaders = [], method } = server.received[0] ?? {};
    expect(method).to.equal('POST');
    expect(rawHeaders.join('\n')).to.include(`SOAPAction\n${SEND_NOTIFICATION_ACTION}`);
    expect(rawHeaders.join('\n')).to.include('Content-Type\ntext/xml; charset=utf-8');
  });
});
