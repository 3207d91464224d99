import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createReplyJudge } from '../../../src/mirror/judge-reply.ts';
import { actionNotSupported, serviceUnavailable } from '../../../src/soap/faults.ts';
import { faultReply, statusReply } from '../../support/reply-server.ts';

const judge = createReplyJudge();

function reply(status: number, body: string | Buffer = '', headers: Record<string, string> = {}) {
  return judge({ status, reason: '', headers, body: Buffer.from(body) });
}

describe('createReplyJudge', () => {
  for (const [summary, status, body] of [
    ['200 OK', 200, statusReply('OK')],
    ['200 OK', 200, `\ufeff${statusReply('OK')}`],
    ['200 Unsubscribe', 200, statusReply('Unsubscribe')],
    ['500 fault Server', 500, faultReply('whatever it says')],
    ['500 fault ActionNotSupported', 500, actionNotSupported('x').body],
    ['503 fault Server', 503, serviceUnavailable(30).body],
    ['400', 400, '<html>Bad Request</html>'],
    ['413', 413, ''],
    ['415', 415, ''],
  ] as const) {
    it(`takes ${summary} for a reply of the endpoint`, async () => {
      expect(await reply(status, body)).to.deep.equal({ summary });
    });
  }

  for (const [what, status, headers, advice] of [
    ['a redirect', 302, { location: 'https://old/x' }, 'a redirect to https://old/x: set mirror to'],
    ['a login', 401, {}, 'asks for a login'],
    ['a restriction by address', 403, {}, 'restrictions by address'],
    ['another path', 404, {}, 'nothing at the path'],
    ['a page', 200, {}, 'not the address of an endpoint'],
    ['an application that does not start', 500, {}, 'does not start'],
    ['a gateway without what is behind it', 502, {}, 'it answered 502'],
    ['a stopped application pool', 503, {}, 'stopped'],
    ['a circle', 508, {}, 'leads back here'],
  ] as const) {
    it(`takes ${what} for none, and says what it means`, async () => {
      const { trouble } = await reply(status, '<html><body>Something</body></html>', headers);
      expect(trouble).to.include({ code: `STATUS_${status}` });
      expect(trouble?.reason).to.contain(advice);
    });
  }

  it('looks into compressed replies', async () => {
    const headers = { 'content-encoding': 'GZIP' };
    expect(await reply(200, gzipSync(statusReply('OK')), headers)).to.deep.equal({ summary: '200 OK' });
    expect(await reply(200, 'no gzip', headers)).to.have.property('trouble');
    expect(await reply(200, gzipSync(Buffer.alloc(2 ** 21)), headers)).to.have.property('trouble');
  });

  it('cuts a fault code that is longer than any', async () => {
    const { summary } = await reply(500, faultReply('x').replace('s:Server', `s:${'y'.repeat(1000)}`));
    expect(summary).to.equal(`500 fault ${'y'.repeat(64)}`);
  });
});
