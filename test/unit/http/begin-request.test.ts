import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import Koa from 'koa';
import { createRequestBeginning } from '../../../src/http/begin-request.ts';
import { createRequestLog, stateOf } from '../../../src/http/request-log.ts';
import type { AnsweredRequest } from '../../../src/observer.ts';
import { bare } from '../../../src/soap/faults.ts';
import { RefusedMessage } from '../../../src/soap/reply.ts';
import { request } from '../../support/http.ts';
import { createKeptLog } from '../../support/kept-log.ts';
import { createToldObserver } from '../../support/told.ts';

const client = { party: 'pipe', name: 'pipe', peer: 'pipe', proxies: 0, unreadable: null } as const;

describe('createRequestBeginning', () => {
  it('tells of every request once, whoever answered it, under the id that the log has', async () => {
    const observer = createToldObserver();
    const log = createKeptLog();
    const app = new Koa();
    app.use(createRequestBeginning(observer));
    app.use(async (ctx, next) => {
      stateOf(ctx).client = client;
      if (ctx.path === '/stranger') {
        stateOf(ctx).refusal = 'caller_not_allowed';
        ctx.status = 403;
        return;
      }
      await next();
    });
    app.use(createRequestLog(log));
    app.use((ctx) => {
      if (ctx.path === '/refused') {
        throw new RefusedMessage('method', 'no', bare(405));
      }
      if (ctx.path === '/broken') {
        throw new Error('our fault');
      }
      ctx.body = 'page';
    });
    const handle = app.callback();
    const server = createServer((incoming, response) => void handle(incoming, response)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const path of ['/page', '/stranger', '/refused', '/broken']) {
      await request(port, { method: 'GET', path });
    }
    server.close();

    const told = observer.of('requestAnswered').map(([answered]) => answered as AnsweredRequest);
    expect(told.map(({ status, refusal, receipt }) => [status, refusal, receipt])).to.deep.equal([
      [200, null, null],
      [403, 'caller_not_allowed', null],
      [405, 'method', null],
      [500, null, null],
    ]);
    expect(new Set(told.map(({ requestId }) => requestId)).size).to.equal(4);
    expect(log.lines.map(({ fields }) => fields['requestId'])).to.deep.equal(
      told.filter(({ status }) => status !== 403).map(({ requestId }) => requestId),
    );
    for (const answered of told) {
      expect(answered).to.include({ method: 'GET', client });
      expect(answered.ms).to.be.at.least(0);
    }
  });
});
