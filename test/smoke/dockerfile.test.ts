import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { buildImage, newVolume, type BuiltImage } from '../support/container/build-image.ts';
import { copyContext } from '../support/container/context.ts';
import { runToEnd, stageCommand, whyNoStages } from '../support/container/stage-root.ts';
import { OK_BODY, post, sample } from '../support/post.ts';
import { readRows } from '../support/service.ts';
import { freePort } from '../support/free-port.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

describe('the Dockerfile', function () {
  this.timeout(300_000);
  let folder = '';
  let image: BuiltImage;
  const children: ChildProcess[] = [];
  const list = (name: string): string[] => JSON.parse(image.settings.get(name) ?? '[]') as string[];

  before(async function () {
    const reason = whyNoStages();
    if (reason !== null) {
      process.stdout.write(`skipped: ${reason}\n`);
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'sync-notification-image-'));
    await copyContext(project, join(folder, 'context'));
    image = await buildImage({ context: join(folder, 'context'), work: folder });
  });

  after(async () => {
    for (const child of children.filter((one) => one.exitCode === null && one.signalCode === null)) {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    if (folder !== '') {
      await rm(folder, { recursive: true });
    }
  });

  /** The command of a container: without root's rights, on a root that is read-only but for the volume. */
  async function inContainer(command: readonly string[], port: number): Promise<string[]> {
    return stageCommand(command, {
      root: image.root,
      workdir: image.workdir,
      env: new Map([...image.env, ['PORT', String(port)], ['HOST', '127.0.0.1'], ['SYNC_ADMIN_PORT', 'off']]),
      user: image.settings.get('USER') ?? '0:0',
      volume: { folder: join(folder, 'volume'), path: image.settings.get('VOLUME') ?? '' },
    });
  }

  it('adds production dependencies, the build and nothing else to its base', async () => {
    process.stdout.write(
      `      the last stage adds ${(image.bytes / 1e6).toFixed(1)} MB to its base image\n`,
    );
    const app = join(image.root, 'app');
    const lock = JSON.parse(await readFile(join(app, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: true }>;
    };
    expect(Object.values(lock.packages).filter((one) => one.dev === true)).to.deep.equal([]);
    expect(Object.keys(lock.packages))
      .to.include('node_modules/tedious')
      .and.not.include('node_modules/node');
    const files = await runToEnd(['ls', '-A', app]);
    expect(files.trim().split('\n').toSorted()).to.deep.equal(['dist', 'node_modules', 'package.json']);
    expect(image.bytes).to.be.lessThan(100e6);
  });

  it('is labelled with the version of package.json and runs as a numbered user that is not root', async () => {
    const { version } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(image.labels.get('org.opencontainers.image.version')).to.equal(version);
    expect(image.settings.get('USER')).to.match(/^[1-9]\d*:[1-9]\d*$/);
    expect(image.settings.get('STOPSIGNAL')).to.equal('SIGTERM');
  });

  it('stores what Exchange sends, is healthy, and stops at SIGTERM', async () => {
    await newVolume(image, join(folder, 'volume'));
    const port = await freePort();
    const [command = '', ...args] = await inContainer([...list('ENTRYPOINT'), ...list('CMD')], port);
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines = createInterface(child.stdout);
    for await (const line of lines) {
      if (line.includes('"service started"')) {
        expect(JSON.parse(line)).to.include({ dataDir: '/data', store: 'sqlite' });
        break;
      }
    }
    child.stdout.resume();
    expect((await post(port, { body: sample('seed-packet.xml') })).text).to.equal(OK_BODY);

    const [, health = ''] = /CMD (\[.*\])$/.exec(image.settings.get('HEALTHCHECK') ?? '') ?? [];
    const check = await inContainer(JSON.parse(health) as string[], port);
    await runToEnd(check);

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
    expect(readRows(join(folder, 'volume/sync-notification.db'))).to.have.length(2);
    const touched = await runToEnd(await inContainer(['touch', '/app/file'], port)).catch(String);
    expect(touched).to.include('Read-only file system');
    const sick = await runToEnd(check).catch(String);
    expect(sick).to.include('ended with 1');
  });
});
