import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openWorkshop, type Workshop } from '../support/child-service.ts';
import { post } from '../support/post.ts';
import { startTestService, type TestService } from '../support/service.ts';

const onSockets = process.platform === 'win32' ? it.skip : it;

describe('where the service listens', () => {
  let folder: string;
  let services: TestService[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sync-notification-test-'));
    services = [];
  });

  afterEach(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await rm(folder, { recursive: true });
  });

  async function start(env: Readonly<Record<string, string>>): Promise<TestService> {
    const service = await startTestService({ env });
    services.push(service);
    return service;
  }

  for (const variable of ['PORT', 'HTTP_PLATFORM_PORT']) {
    it(`is the port that ${variable} names`, async () => {
      const taken = await takePort();
      const { port } = taken.address() as AddressInfo;
      await free(taken);
      const service = await start({ PORT: '', HOST: '', [variable]: String(port) });

      expect(service.port).to.equal(port);
      expect(await post(port)).to.include({ status: 200 });
    });
  }

  it('is IPv4 only behind HttpPlatformHandler, and all addresses otherwise', async () => {
    const behind = await start({ PORT: '', HOST: '', HTTP_PLATFORM_PORT: '0' });
    const open = await start({ HOST: '' });

    expect(behind.address).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(open.address).to.match(/^http:\/\/(\[::\]|0\.0\.0\.0):\d+$/);
  });

  it('is refused in a clear sentence where the address is not of this machine', async () => {
    const failure = await start({ HOST: '203.0.113.1' }).catch((error: unknown) => error);

    expect(failure).to.include({ message: 'cannot listen on 0: HOST is no address of this machine' });
  });

  onSockets('is a Unix socket that PORT names, and the log calls its peers pipe', async () => {
    const path = join(folder, 'sync.sock');
    const service = await start({ PORT: path });

    expect(service.address).to.equal(path);
    expect(await post(path)).to.include({ status: 200 });
    expect(await post(path, { headers: { 'X-Forwarded-For': null } })).to.include({ status: 200 });
    await service.stop();
    expect(service.lines()).to.have.length(2);
    expect(service.lines()[0]).to.include({ from: '2603:1026:c02:3097::5', via: 'pipe' });
    expect(service.lines()[1]).to.include({ message: 'notification stored', from: 'pipe' });
    expect(existsSync(path)).to.equal(false);
  });

  onSockets('is not taken away from a process that listens on the socket', async () => {
    const path = join(folder, 'sync.sock');
    await start({ PORT: path });

    const failure = await start({ PORT: path }).catch((error: unknown) => error);

    expect((failure as Error).message).to.contain('another program listens there');
    expect(await post(path)).to.include({ status: 200 });
  });
});

describe('a process that cannot listen', () => {
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  afterEach(() => workshop.clean());

  it('says so in one line and ends with 1 where the port is taken', async () => {
    const server = await takePort();
    const { port } = server.address() as AddressInfo;
    const ended = await workshop.runToEnd({ env: { PORT: String(port) } });
    await free(server);

    expect(ended).to.include({ code: 1, stderr: '' });
    expect(ended.lines).to.have.length(1);
    expect(ended.lines[0]).to.include({ level: 'error', message: 'the service did not start' });
    expect(ended.lines[0]?.['error']).to.deep.include({
      message: `cannot listen on ${port}: another program listens there; stop it or set another PORT`,
    });
  });

  it('names every wrong setting at once on standard error and ends with 1', async () => {
    const ended = await workshop.runToEnd({ env: { PORT: '70000', SYNC_METADATA: 'perhaps' } });

    expect(ended.code).to.equal(1);
    expect(ended.stderr).to.contain('70000').and.to.contain('perhaps');
    expect(ended.lines).to.deep.equal([]);
  });

  onSockets('can, on a socket that a killed process left behind', async () => {
    const path = join(workshop.dataDir, 'sync.sock');
    const killed = await workshop.start({ env: { PORT: path } });
    killed.kill('SIGKILL');
    await killed.ended;
    expect(existsSync(path)).to.equal(true);

    await workshop.start({ env: { PORT: path } });

    expect(await post(path)).to.include({ status: 200 });
  });
});

async function takePort(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function free(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
