import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { AWAY, DIFFERENT, load, useCutOver, type Failing } from '../../support/cut-over.ts';
import { deadAddress, headerOf } from '../../support/old-endpoint.ts';
import { EXCHANGE_HEADERS, OK_BODY, post, sample } from '../../support/post.ts';
import { faultReply } from '../../support/reply-server.ts';
import { ENDPOINT, startTestService } from '../../support/service.ts';

const SEED = sample('seed-packet.xml');

describe('a service with a mirror', () => {
  const cutOver = useCutOver();

  it('sends on what came in, byte for byte', async () => {
    const { port } = await cutOver.start();
    const zipped = gzipSync(SEED);
    const type = 'text/xml;  charset="UTF-8"';
    await post(port);
    await post(port, { path: `${ENDPOINT.toLowerCase()}/?default&x=%c3%bc` });
    await post(port, { body: zipped, headers: { 'Content-Encoding': 'gzip', 'Content-Type': type } });
    await post(port, { path: ENDPOINT, chunkSize: 100, headers: { SOAPAction: '"other"' } });
    await post(port, { body: 'no xml', headers: { Expect: '100-continue' } });

    const received = await cutOver.old.got(5);
    const byQuery = received.map(
      ({ url, body }) => [url.replace('/old/SyncNotification.svc', ''), body] as const,
    );
    expect(byQuery).to.deep.include.members([
      ['?Default', SEED],
      ['?default&x=%c3%bc', SEED],
      ['?Default', zipped],
      ['', SEED],
      ['?Default', Buffer.from('no xml')],
    ]);
    const compressed = received.find(({ body }) => body.equals(zipped))!;
    expect(headerOf(compressed, 'Content-Encoding')).to.equal('gzip');
    expect(headerOf(compressed, 'Content-Type')).to.equal(type);
    expect(headerOf(compressed, 'X-Forwarded-For')).to.equal(EXCHANGE_HEADERS['X-Forwarded-For']);
    const chunked = received.find(({ url }) => !url.includes('?'))!;
    expect(headerOf(chunked, 'SOAPAction')).to.equal('"other"');
    expect(headerOf(chunked, 'Content-Length')).to.equal(String(SEED.length));
  });

  it('sends the messages of a subscription in their order', async () => {
    const { port } = await cutOver.start();
    const sent = await load(port, 6, 20);

    const received = (await cutOver.old.got(120)).map(({ body }) => body.toString());
    const arrived = received.flatMap((text) =>
      [...text.matchAll(/<t:Watermark>([^<]+)</g)].map(([, one]) => one),
    );
    for (const lane of sent) {
      const ofLane = new Set(lane);
      expect(arrived.filter((one) => ofLane.has(one ?? ''))).to.deep.equal(lane);
    }
  });

  it('does not send on what it refuses unread', async () => {
    const { port } = await cutOver.start();
    await post(port, { headers: { 'Content-Type': 'text/plain' } });
    await post(port, { body: '' });
    await post(port, { headers: { 'Content-Encoding': 'gzip' } });
    await post(port);

    expect((await cutOver.old.got(1)).map(({ body }) => body)).to.deep.equal([SEED]);
  });

  for (const [what, answer, env] of [['never answers', () => undefined] as Failing, ...AWAY, ...DIFFERENT]) {
    it(`goes on unharmed where the old endpoint ${what}`, async () => {
      cutOver.old.answer = answer;
      const { port } = await cutOver.start(env);
      const sent = await load(port);

      const watermarks = cutOver.service.rows().map((row) => row['Watermark']);
      expect(watermarks).to.have.members(sent.flat());
      await cutOver.old.got(1);
    });
  }

  it('goes on unharmed where nobody listens at the address', async () => {
    const { port } = await cutOver.start({ SYNC_MIRROR: await deadAddress() });
    const sent = await load(port);

    expect(cutOver.service.rows()).to.have.length(sent.flat().length);
    const lines = await cutOver.linesAtEnd();
    const away = lines.filter(({ message }) => message === 'the old endpoint does not take messages');
    expect(away.map(({ code }) => code)).to.deep.equal(['ECONNREFUSED']);
    expect(lines.find(({ message }) => String(message).startsWith('messages were not sent'))).to.include({
      count: 40,
    });
  });

  it('compares the replies, logs a difference once a kind and counts it', async () => {
    cutOver.old.answer = (_, response) => response.writeHead(500).end(faultReply('no'));
    const { port } = await cutOver.start({ SYNC_SHUTDOWN_TIMEOUT_MS: '20000' });
    await load(port, 1, 5);
    await post(port, { body: 'no xml' });
    const lines = await cutOver.linesAtEnd();

    const different = lines.filter(({ message }) => message === 'the old endpoint replies differently');
    expect(different.map(({ ours, old: theirs, count }) => [ours, theirs, count])).to.have.deep.members([
      ['200 OK', '500 fault Server', 1],
      ['400', '500 fault Server', 1],
    ]);
    const counts = lines.find(({ message }) => message === 'messages mirrored so far');
    expect(counts).to.include({ sent: 6, same: 0, different: 6, lost: 0 });
  });

  it('finds another of its kind to reply just as it does', async () => {
    const other = await startTestService();
    const { port } = await cutOver.start({ SYNC_MIRROR: other.url, SYNC_SHUTDOWN_TIMEOUT_MS: '20000' });
    await load(port, 2, 5);
    await post(port, { body: 'no xml' });
    await post(port, { path: `${ENDPOINT}?Nobody` });
    await post(port, { headers: { SOAPAction: null } });
    const lines = await cutOver.linesAtEnd();

    const counts = lines.find(({ message }) => message === 'messages mirrored so far');
    expect(counts).to.include({ sent: 13, same: 13, different: 0, lost: 0 });
    expect(other.rows()).to.have.length(20);
    await other.stop();
  });

  it('refuses copies, so that no circle forms', async () => {
    const { port } = await cutOver.start();
    const reply = await post(port, { headers: { 'X-Sync-Mirror': 'abc-1' } });

    expect(reply).to.include({ status: 508, text: '' });
    expect(cutOver.service.rows()).to.deep.equal([]);
    expect(cutOver.old.received).to.deep.equal([]);
    const [line] = await cutOver.linesAtEnd('request refused');
    expect(line).to.include({ level: 'warn', code: 'mirror_circle' });
    expect(line?.['reason']).to.contain('"abc-1"').and.to.contain('setting mirror');
  });

  it('notices that the mirror leads back to itself', async () => {
    const first = await startTestService();
    const { port } = first;
    await first.stop();
    await cutOver.start({
      PORT: String(port),
      SYNC_MIRROR: first.url,
      SYNC_PRIMARY: 'legacy',
    });

    expect(await post(port)).to.include({ status: 200, text: OK_BODY });
    expect(cutOver.service.rows()).to.have.length(2);
    const away = (await cutOver.linesAtEnd()).find(
      ({ message }) => message === 'the old endpoint does not take messages',
    );
    expect(away).to.include({ code: 'STATUS_508' });
    expect(away?.['reason']).to.contain('leads back here');
  });

  it('takes copies where there is no mirror', async () => {
    const { port } = await cutOver.start({ SYNC_MIRROR: '' });
    expect(await post(port, { headers: { 'X-Sync-Mirror': 'abc-1' } })).to.include({ status: 200 });
  });
});
