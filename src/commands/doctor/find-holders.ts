import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { parseExcludedPorts, parseNetstat, parseTasklist } from './parse-netstat.ts';
import { parseProcNet } from './parse-proc-net.ts';

/** Who listens at a TCP port. */
export interface Holder {
  readonly address: string;
  /** null where the process belongs to somebody else and is not shown. */
  readonly processId: number | null;
  /** The program's file name, with a script's behind it. */
  readonly program: string | null;
}

/** What is known of a TCP port of this machine. */
export interface PortUse {
  /** null where this system does not tell. */
  readonly holders: readonly Holder[] | null;
  /** Whether Windows keeps the port from everybody. */
  readonly isReserved: boolean;
}

const run = promisify(execFile);

/** How long a program of Windows may take, in milliseconds. */
const PATIENCE_MS = 8000;

/** Finds out who listens at a TCP port, by what the system has for that: `/proc` of Linux, `netstat` of Windows. */
export async function findHolders(port: number, platform: NodeJS.Platform): Promise<PortUse> {
  switch (platform) {
    case 'linux':
      return { holders: await holdersOnLinux(port), isReserved: false };
    case 'win32':
      return holdersOnWindows(port);
    default:
      return { holders: null, isReserved: false };
  }
}

async function holdersOnLinux(port: number): Promise<readonly Holder[]> {
  const texts = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const sockets = texts.flatMap(parseProcNet).filter((socket) => socket.port === port);
  const owners = sockets.length === 0 ? new Map<string, number>() : await ownersOf(sockets);
  return Promise.all(
    sockets.map(async ({ address, inode }) => {
      const processId = owners.get(inode) ?? null;
      return { address, processId, program: processId === null ? null : await programOf(processId) };
    }),
  );
}

/** Processes of other accounts are closed to all but root; those are passed over. */
async function ownersOf(sockets: readonly { readonly inode: string }[]): Promise<Map<string, number>> {
  const wanted = new Set(sockets.map(({ inode }) => inode));
  const owners = new Map<string, number>();
  for (const processId of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const folder = `/proc/${processId}/fd`;
    const files = await readdir(folder).catch(() => []);
    const links = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => '')));
    for (const link of links) {
      const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? '';
      if (wanted.has(inode)) {
        owners.set(inode, Number(processId));
      }
    }
  }
  return owners;
}

/** The program and, where the first argument is a file, that too: `node main.js` says more than `node`. */
async function programOf(processId: number): Promise<string | null> {
  const line = await readFile(`/proc/${processId}/cmdline`, 'utf8').catch(() => '');
  const [program = '', ...args] = line.split('\0');
  const script = args.find((arg) => !arg.startsWith('-') && arg !== '');
  const isScript = script !== undefined && /\.[a-z]{1,4}$/i.test(script);
  return program === '' ? null : `${basename(program)}${isScript ? ` ${basename(script)}` : ''}`;
}

async function holdersOnWindows(port: number): Promise<PortUse> {
  const [netstat, excluded] = await Promise.all([
    output('netstat.exe', ['-ano']),
    output('netsh.exe', ['interface', 'ipv4', 'show', 'excludedportrange', 'protocol=tcp']),
  ]);
  const isReserved = parseExcludedPorts(excluded ?? '').some(({ from, to }) => from <= port && port <= to);
  if (netstat === null) {
    return { holders: null, isReserved };
  }
  const listeners = parseNetstat(netstat).filter((listener) => listener.port === port);
  const holders = listeners.map(async ({ address, processId }) => {
    const list = await output('tasklist.exe', ['/FI', `PID eq ${processId}`, '/FO', 'CSV', '/NH']);
    return { address, processId, program: parseTasklist(list ?? '') };
  });
  return { holders: await Promise.all(holders), isReserved };
}

async function output(program: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await run(program, args, {
      timeout: PATIENCE_MS,
      windowsHide: true,
      encoding: 'latin1',
    });
    return stdout;
  } catch {
    return null;
  }
}
