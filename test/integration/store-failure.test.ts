import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect } from 'chai';
import { childElement, textOf } from '../../src/soap/dom.ts';
import { NS } from '../../src/soap/namespaces.ts';
import { EMBEDDED_STORE_FILE } from '../../src/store/sqlite/store-file.ts';
import { parseStrictly } from '../support/parse-strictly.ts';
import { post } from '../support/post.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectReply } from '../support/wcf-table.ts';

describe('a store that cannot write', () => {
  let service: TestService;
  let blocker: DatabaseSync;

  beforeEach(async () => {
    service = await startTestService({ env: { SYNC_WRITE_TIMEOUT_MS: '100' } });
    blocker = new DatabaseSync(join(service.dataDir, EMBEDDED_STORE_FILE));
    blocker.exec('BEGIN IMMEDIATE');
  });

  afterEach(async () => {
    blocker.close();
    await service.stop();
  });

  it('is told as a fault with 503, which says when to come again and nothing of our insides', async () => {
    const reply = await post(service.port);

    expect(reply).to.include({ status: 503 });
    expect(reply.headers).to.include({ 'content-type': 'text/xml; charset=utf-8', 'retry-after': '30' });
    const body = childElement(parseStrictly(reply.text).documentElement!, NS.soap11, 'Body')!;
    expect(textOf(childElement(body, NS.soap11, 'Fault')!)).to.equal(
      's:ServerThe service is unable to store the message at the moment. Send it again later.',
    );
  });

  it('has the message once when it can write again and the sender sent again', async () => {
    expect(await post(service.port)).to.include({ status: 503 });
    blocker.exec('ROLLBACK');

    // The first write is still under way; the second one waits for it, longer than its time if need be.
    let reply = await post(service.port);
    while (reply.status === 503) {
      reply = await post(service.port);
    }
    expectReply(reply, 'OK');
    expect(service.rows()).to.have.length(2);
  });

  it('is logged with its reason', async () => {
    await post(service.port);
    blocker.exec('ROLLBACK');
    await service.stop();

    const [line] = service.lines();
    expect(line).to.include({
      level: 'error',
      message: 'notification failed',
      code: 'DEADLINE',
      status: 503,
    });
    expect(line?.['error']).to.deep.include({ message: 'the rows were not committed within 100 ms' });
  });
});
