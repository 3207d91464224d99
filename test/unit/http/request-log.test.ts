import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import Koa from 'koa';
import { createRequestLog, stateOf } from '../../../src/http/request-log.ts';
import { createKeptLog } from '../../support/kept-log.ts';
import { request } from '../../support/http.ts';

describe('createRequestLog', () => {
  it('answers an error of ours with a fault that says nothing of it, and tells the log all', async () => {
    const log = createKeptLog();
    const app = new Koa();
    app.use(async (ctx, next) => {
      const client = { party: 'pipe', name: 'pipe', peer: 'pipe', proxies: 0, unreadable: null } as const;
      Object.assign(stateOf(ctx), { client, requestId: 'r1', receivedAt: new Date(), startedAt: 0 });
      await next();
    });
    app.use(createRequestLog(log));
    app.use(() => {
      throw new Error('the reason in /opt/secret.ts');
    });
    const handle = app.callback();
    const server = createServer((incoming, response) => void handle(incoming, response)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');

    const reply = await request((server.address() as AddressInfo).port, { path: '/', body: 'x' });
    server.close();

    expect(reply.status).to.equal(500);
    expect(reply.text)
      .to.contain('a:InternalServiceFault')
      .and.not.to.match(/reason in|secret|\.ts|\n/);
    expect(log.lines).to.have.length(1);
    expect(log.lines[0]?.level).to.equal('error');
    expect(log.lines[0]?.fields['error'])
      .to.be.an('error')
      .with.property('message', 'the reason in /opt/secret.ts');
  });
});
