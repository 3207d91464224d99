import { once } from 'node:events';
import { Agent } from 'node:http';
import { expect } from 'chai';
import { mailboxOf, post } from '../support/post.ts';
import { openRaw } from '../support/http.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';

describe('connections that are kept', () => {
  let service: TestService;
  let agent: Agent;

  beforeEach(async () => {
    service = await startTestService({ env: { SYNC_KEEP_ALIVE_TIMEOUT_MS: '100s' } });
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
  });

  afterEach(async () => {
    agent.destroy();
    await service.stop();
  });

  it('carry many messages, refused ones among them, and say how long they last', async () => {
    const connections = new Set<unknown>();
    agent.on('free', (socket) => connections.add(socket));
    const mailbox = mailboxOf('kept');
    const statuses: number[] = [];
    const tooLarge = Buffer.alloc(8 * 1024 * 1024, ' ');
    for (const more of [
      {},
      { headers: { SOAPAction: 'x' } },
      { headers: { 'Content-Type': 'text/plain' } },
      { body: tooLarge },
      { body: tooLarge, chunkSize: 65_536 },
      {},
    ]) {
      const { body } = mailbox.next({ events: 1 });
      const reply = await post(service.port, { agent, body, ...more });
      statuses.push(reply.status);
      expect(reply.headers).to.include({ connection: 'keep-alive', 'keep-alive': 'timeout=100' });
    }

    expect(statuses).to.deep.equal([200, 500, 415, 413, 413, 200]);
    expect(connections.size).to.equal(1);
    expect(service.rows()).to.have.length(2);
  });

  it('last longer than a load balancer keeps them, unless set', async () => {
    const other = await startTestService();
    const reply = await post(other.port, { agent });
    await other.stop();

    expect(reply.headers['keep-alive']).to.equal('timeout=75');
  });

  it('answer requests that were sent at once one after the other', async () => {
    const connection = await openRaw(service.port);
    const get = `GET ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n`;
    await connection.write(
      `${get}\r\n${get}\r\nGET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );

    const replies = (await connection.closed()).match(/^HTTP\/1\.1 \d+/gm);
    expect(replies).to.deep.equal(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 404']);
  });

  it('are closed when the service stops', async () => {
    const connection = await openRaw(service.port);
    await connection.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await connection.until((text) => text.endsWith('Healthy'));
    const closed = once(connection.socket, 'close');

    await service.stop();

    await closed;
  });
});
