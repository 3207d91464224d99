import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { makeRelease, type Release } from '../../scripts/release/make-release.ts';
import { startIisnode } from '../support/iisnode.ts';
import { OK_BODY, post } from '../support/post.ts';
import { readRows } from '../support/service.ts';

const root = join(import.meta.dirname, '../..');
const STORE = 'data/sync-notification.db';

describe('the release', function () {
  // npm and the compiler run once, and thousands of files are packed and unpacked.
  this.timeout(300_000);

  let folder: string;
  let unpacked: string;
  let release: Release;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sync-notification-release-test-'));
    unpacked = join(folder, 'unpacked');
    release = await makeRelease({ root, outDir: folder });
    unpack(release.zip, unpacked);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  afterEach(() => rm(join(unpacked, STORE), { force: true }));

  it('is one zip, named by its version, with its checksum beside it', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const sum = createHash('sha256').update(readFileSync(release.zip)).digest('hex');

    expect(basename(release.zip)).to.equal(`rooms-sync-notification-${version}.zip`);
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).to.equal(`${sum}  ${basename(release.zip)}\n`);
  });

  it('holds an IIS folder as it is: service, dependencies, documents, folders to write into', () => {
    expect(readdirSync(unpacked).sort()).to.deep.equal(
      [
        'CHANGELOG.md',
        'README.md',
        'data',
        'deploy',
        'dist',
        'docs',
        'logs',
        'node_modules',
        'package-lock.json',
      ]
        .concat('package.json', 'web.config')
        .sort(),
    );
    expect(readFileSync(join(unpacked, 'web.config'))).to.deep.equal(readFileSync(join(root, 'web.config')));
  });

  it('holds no native module and nothing of development', () => {
    const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });

    expect(files).to.have.length.greaterThan(1000);
    expect(files.filter((file) => /\.(node|gyp|dll|so|exe)$/.test(file))).to.deep.equal([]);
    expect(readdirSync(join(unpacked, 'node_modules'))).to.not.include('mocha');
    expect(
      files.filter((file) => file.startsWith('dist') && !/\.(js|json)$|^[^.]*$/.test(file)),
    ).to.deep.equal([]);
  });

  it('runs where there is nothing but Node.js, as HttpPlatformHandler starts it', async () => {
    // An empty folder is all of the path: no npm, no node.
    const empty = join(folder, 'empty');
    mkdirSync(empty, { recursive: true });
    const child = spawn(process.execPath, ['./dist/main.js'], {
      cwd: unpacked,
      env: {
        PATH: empty,
        SystemRoot: process.env['SystemRoot'],
        HTTP_PLATFORM_PORT: '0',
        SYNC_ADMIN_PORT: 'off',
        // Without it, behind IIS, standard output is left to what log files cannot take.
        SYNC_LOG_STDOUT: 'on',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const reply = await post(await portOf(child));
    child.kill('SIGTERM');
    await once(child, 'exit');

    expect(reply).to.include({ status: 200, text: OK_BODY });
    expect(readRows(join(unpacked, STORE))).to.have.length(2);
  });

  it('has what its installation runs with Node.js, from any folder', () => {
    const installed = join(folder, 'installed');
    const wish = join(folder, 'wish.json');
    mkdirSync(installed, { recursive: true });
    const scripts = [
      ['iis/install/write-settings.ts', 'settings.jsonc', { values: { adminPort: 8082 } }],
      ['iis/install/adapt-web-config.ts', 'web.config', { way: 'HttpPlatform', node: 'C:\\node.exe' }],
      [
        'windows-service/adapt-service.ts',
        'service.xml',
        {
          environmentFile: join(installed, 'service.env'),
          environment: { SYNC_CONFIG: 'C:\\settings.jsonc' },
        },
      ],
    ] as const;
    for (const [script, file, wanted] of scripts) {
      writeFileSync(
        wish,
        `\uFEFF${JSON.stringify({ name: 'a', release: 'r', logs: 'l', node: 'n', ...wanted })}`,
      );
      const args = [join(unpacked, 'deploy', script), join(installed, file), wish];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
      expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
      expect(() => JSON.parse(stdout) as unknown).to.not.throw();
      expect(readFileSync(join(installed, file), 'utf8')).to.not.equal('');
    }
    expect(readdirSync(installed).sort()).to.deep.equal([
      'service.env',
      'service.xml',
      'settings.jsonc',
      'web.config',
    ]);
    expect(readdirSync(join(unpacked, 'deploy/iis'))).to.include('install.ps1');
  });

  it('runs behind iisnode with the entry file copied beside the service', async () => {
    const entry = join(unpacked, 'server.cjs');
    copyFileSync(join(unpacked, 'deploy/iis/iisnode/server.cjs'), entry);
    const service = startIisnode(unpacked, entry);
    try {
      await service.started();
      expect(await post(service.pipe)).to.include({ status: 200, text: OK_BODY });
    } finally {
      await service.terminate();
    }
    expect(readRows(join(unpacked, STORE))).to.have.length(2);
  });
});

function unpack(zip: string, folder: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    const file = join(folder, path);
    mkdirSync(path.endsWith('/') ? file : dirname(file), { recursive: true });
    if (!path.endsWith('/')) {
      writeFileSync(file, bytes);
    }
  }
}

/** The port that the service says in its log that it listens at. */
async function portOf(child: ChildProcess): Promise<number> {
  for await (const line of createInterface(child.stdout!)) {
    const port = /"address":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(line)?.[1];
    if (port !== undefined) {
      child.stdout!.resume();
      return Number(port);
    }
  }
  throw new Error('the service ended before it listened');
}
