import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { AWAY, load, useCutOver } from '../../support/cut-over.ts';
import { openRaw } from '../../support/http.ts';
import { deadAddress, heldAnswer } from '../../support/old-endpoint.ts';
import { EXCHANGE_HEADERS, OK_BODY, post, sample } from '../../support/post.ts';
import { faultReply, statusReply } from '../../support/reply-server.ts';
import { ENDPOINT } from '../../support/service.ts';

const SEED = sample('seed-packet.xml');

describe('a service whose mirror is the primary', () => {
  const cutOver = useCutOver();
  const LEGACY = { SYNC_PRIMARY: 'legacy' };

  it("answers with the old endpoint's reply, byte for byte, and stores the message all the same", async () => {
    const body = gzipSync(statusReply('Unsubscribe'));
    const headers = {
      'Content-Type': 'text/xml; charset=utf-8',
      'Content-Encoding': 'gzip',
      'X-Powered-By': 'ASP.NET',
    };
    cutOver.old.answer = (_, response) => response.writeHead(200, 'Fine', headers).end(body);
    const { port } = await cutOver.start(LEGACY);
    const reply = await post(port);

    expect(reply).to.include({ status: 200, reason: 'Fine' });
    expect(reply.body.equals(body)).to.equal(true);
    expect(reply.headers).to.include({
      'content-type': 'text/xml; charset=utf-8',
      'content-encoding': 'gzip',
    });
    expect(reply.headers).not.to.have.property('x-powered-by');
    expect(cutOver.service.rows()).to.have.length(2);
    const lines = await cutOver.linesAtEnd();
    expect(lines.find(({ message }) => message === 'notification stored')).to.include({
      answeredBy: 'legacy',
    });
    expect(
      lines.find(({ message }) => message === 'the old endpoint ends a subscription that we keep'),
    ).to.include({
      level: 'error',
    });
  });

  it('hands on its faults too, so that what it did not store is sent again', async () => {
    const headers = { 'Content-Type': 'text/xml; charset=utf-8', 'Retry-After': '30' };
    cutOver.old.answer = (_, response) => response.writeHead(500, headers).end(faultReply('no'));
    const { port } = await cutOver.start(LEGACY);
    const reply = await post(port);

    expect(reply).to.include({ status: 500, text: faultReply('no') });
    expect(reply.headers).to.include({ 'retry-after': '30' });
  });

  it('waits for its reply', async () => {
    const held = heldAnswer((_, response) => response.writeHead(400).end());
    cutOver.old.answer = held.answer;
    const { port } = await cutOver.start(LEGACY);
    const posted = post(port);
    await cutOver.old.got(1);
    held.release();

    expect(await posted).to.include({ status: 400 });
  });

  for (const [what, answer, env] of AWAY) {
    it(`answers with ours where the old endpoint ${what}`, async () => {
      cutOver.old.answer = answer;
      const { port } = await cutOver.start({ ...LEGACY, SYNC_MIRROR_TIMEOUT_MS: '100', ...env });
      const sent = await load(port, 2, 3);

      expect(cutOver.service.rows()).to.have.length(sent.flat().length);
      const stored = await cutOver.linesAtEnd('notification stored');
      expect(stored.map(({ answeredBy }) => answeredBy)).to.deep.equal(Array(6).fill('self'));
    });
  }

  it('answers with a fault where neither has stored the message', async () => {
    const { port } = await cutOver.start({ ...LEGACY, SYNC_MIRROR: await deadAddress() });
    expect(await post(port, { path: `${ENDPOINT}?Nobody` })).to.include({ status: 500 });
  });

  it('sends later what the old endpoint missed', async () => {
    let answers = 0;
    const answer = cutOver.old.answer;
    cutOver.old.answer = (request, response) => {
      answers += 1;
      if (answers === 1) {
        response.writeHead(503).end();
      } else {
        answer(request, response);
      }
    };
    const { port } = await cutOver.start(LEGACY);
    expect(await post(port)).to.include({ status: 200, text: OK_BODY });

    expect((await cutOver.old.got(2)).map(({ body }) => body)).to.deep.equal([SEED, SEED]);
  });

  it('stops within its deadline while a reply is waited for', async () => {
    cutOver.old.answer = () => undefined;
    const { port } = await cutOver.start({ ...LEGACY, SYNC_SHUTDOWN_TIMEOUT_MS: '100' });
    const connection = await openRaw(port);
    const headers = Object.entries(EXCHANGE_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
    await connection.write(
      `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n${headers.join('')}Content-Length: ${SEED.length}\r\n\r\n`,
    );
    await connection.write(SEED);
    await cutOver.old.got(1);
    await cutOver.service.stop();

    expect(await connection.closed()).to.equal('');
  });
});
