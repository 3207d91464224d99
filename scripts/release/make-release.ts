import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { checkEntries } from './check-entries.ts';
import { runNode, runNpm } from './run.ts';
import { zipFolder } from './zip-folder.ts';

/** What a release is made of besides the built service and its dependencies. */
const CONTENTS = [
  'deploy',
  'docs',
  'web.config',
  'README.md',
  'CHANGELOG.md',
  'package.json',
  'package-lock.json',
];

/** Folders that the service or IIS writes into. HttpPlatformHandler does not make its log's folder. */
const EMPTY_FOLDERS = ['data', 'logs'];

export interface ReleaseOptions {
  /** The checkout. */
  readonly root: string;
  /** Where the zip and `SHA256SUMS` go. */
  readonly outDir: string;
}

/** A release that was made. */
export interface Release {
  /** Path of the zip. */
  readonly zip: string;
  readonly bytes: number;
  readonly entries: number;
  readonly sha256: string;
}

/**
 * Makes `rooms-sync-notification-<version>.zip`: the built service with its production dependencies, to be unpacked
 * into a folder of a server without npm or internet. Everything is built in a folder of its own, so the checkout's
 * `dist` and `node_modules` stay as they are.
 * @throws Error where a step fails, or where something would not run on another machine
 */
export async function makeRelease({ root, outDir }: ReleaseOptions): Promise<Release> {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const staging = mkdtempSync(join(tmpdir(), 'rooms-sync-notification-release-'));
  try {
    await stage(root, staging);
    const { bytes, paths } = zipFolder(staging, EMPTY_FOLDERS);
    checkEntries(paths);
    const zip = join(outDir, `${name}-${version}.zip`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    mkdirSync(outDir, { recursive: true });
    writeFileSync(zip, bytes);
    writeFileSync(join(outDir, 'SHA256SUMS'), `${sha256}  ${basename(zip)}\n`);
    return { zip, bytes: bytes.length, entries: paths.length, sha256 };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function stage(root: string, staging: string): Promise<void> {
  for (const path of CONTENTS) {
    cpSync(join(root, path), join(staging, path), { recursive: true });
  }
  // Without source maps: they would name this machine's folders, and the code differs from its source by types only.
  const options = ['--outDir', join(staging, 'dist'), '--sourceMap', 'false', '--inlineSources', 'false'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await runNode([tsc, '-p', join(root, 'tsconfig.build.json'), ...options], root);
  // Scripts of packages would build for this machine; no dependency needs any.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await runNpm(['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline', ...quiet], staging);
}
