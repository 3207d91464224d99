import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** How a command is run on a stage's files. */
export interface RunOptions {
  /** The folder that becomes `/`. */
  readonly root: string;
  readonly workdir: string;
  readonly env: ReadonlyMap<string, string>;
  /** `uid:gid`; root where it is not given. */
  readonly user?: string;
  /** Makes `/` read-only but for this folder, which is mounted at the path. */
  readonly volume?: { readonly folder: string; readonly path: string };
}

const PATH = '/.node:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What this machine needs to reach the package registry, for RUN alone. */
const OF_THE_MACHINE = [
  /^npm_config_(registry|proxy|https_proxy|cafile)$/i,
  /^https?_proxy$/i,
  /^no_proxy$/i,
];

/** Why Dockerfiles cannot be run on this machine; null where they can. */
export function whyNoStages(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'only root of a Linux machine can change the root folder';
  }
  const tools = ['unshare', 'chroot', 'npm'].filter(
    (tool) => !['/usr/bin', '/usr/sbin', '/usr/local/bin'].some((dir) => existsSync(join(dir, tool))),
  );
  return tools.length === 0 ? null : `there is no ${tools.join(' and no ')} in /usr`;
}

/** The command line that runs a command on a stage's files, on top of this machine's `/usr` and with our Node.js. */
export async function stageCommand(
  command: readonly string[],
  { root, workdir, env, user = '0:0', volume }: RunOptions,
): Promise<string[]> {
  for (const folder of ['usr', 'etc', 'dev', 'proc', 'tmp', '.node', '.npm']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await writeFile(join(root, '.node/node'), '');
  const cache = join(homedir(), '.npm');
  const steps = [
    'set -e',
    // An ordinary account's PATH leaves out where chroot is.
    'PATH="$PATH:/usr/sbin:/sbin"',
    'R=$1; NODE=$2; shift 2',
    'mount --make-rprivate /',
    'mount --bind "$R" "$R"',
    ...['bin', 'sbin', 'lib', 'lib64'].map((link) => `ln -sfn usr/${link} "$R/${link}"`),
    ...['usr', 'etc'].flatMap((folder) => [
      `mount --bind /${folder} "$R/${folder}"`,
      `mount -o remount,bind,ro "$R/${folder}"`,
    ]),
    'mount --rbind /dev "$R/dev"',
    'mount --rbind /proc "$R/proc"',
    'mount --bind "$NODE" "$R/.node/node"',
    ...(volume === undefined
      ? [`mkdir -p ${quote(cache)}`, `mount --bind ${quote(cache)} "$R/.npm"`]
      : [
          `mount --bind ${quote(volume.folder)} "$R"${quote(volume.path)}`,
          'mount -o remount,bind,ro "$R" "$R"',
        ]),
    `exec chroot --userspec=${user} --groups= "$R" /usr/bin/env -i -C ${quote(workdir)} "$@"`,
  ];
  const machine = Object.entries(process.env).flatMap(([name, value]) =>
    volume === undefined && OF_THE_MACHINE.some((one) => one.test(name)) ? [`${name}=${value ?? ''}`] : [],
  );
  const certificates = process.env['NODE_EXTRA_CA_CERTS'];
  return [
    'unshare',
    '--mount',
    'sh',
    '-c',
    steps.join('\n'),
    'sh',
    root,
    process.execPath,
    `PATH=${PATH}`,
    'HOME=/tmp',
    ...(volume === undefined ? ['npm_config_cache=/.npm', ...machine] : []),
    ...(volume === undefined && certificates !== undefined ? [`NODE_EXTRA_CA_CERTS=${certificates}`] : []),
    ...[...env].map(([name, value]) => `${name}=${value}`),
    ...command,
  ];
}

/** Runs a command to its end. @throws Error with its output where it ends with anything but 0 */
export async function runToEnd(commandLine: readonly string[]): Promise<string> {
  const [command = '', ...args] = commandLine;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) {
    throw new Error(`${args.slice(-3).join(' ')} ended with ${String(code)}: ${output}`);
  }
  return output;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
