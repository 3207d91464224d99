import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EMBEDDED_STORE_FILE } from '../../src/store/sqlite/store-file.ts';
import type { Target } from './http.ts';
import { readRows, type LogLine, type TableRow } from './service.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly lines: LogLine[];
}

/** The service as a process of its own. */
export interface ChildService {
  readonly pid: number;
  /** Where it listens. */
  readonly target: Target;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process is gone. */
  readonly ended: Promise<Ended>;
  /** Waits for a line of the log. */
  logged(message: string): Promise<LogLine>;
}

export interface ChildOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node: `--max-old-space-size=256`. */
  readonly nodeOptions?: readonly string[];
  /** A command that becomes the service, given its command line: `['prlimit', '--fsize=100000']`. */
  readonly wrap?: readonly string[];
}

/** A folder for one test, and what was started in it; `clean` ends and removes everything. */
export interface Workshop {
  readonly dataDir: string;
  /** Starts the service and waits until it listens. @throws Error with its output where it does not start */
  start(options?: Omit<ChildOptions, 'dataDir'>): Promise<ChildService>;
  /** Starts the service where it is expected to end by itself. */
  runToEnd(options?: Omit<ChildOptions, 'dataDir'>): Promise<Ended>;
  rows(): TableRow[];
  clean(): Promise<void>;
}

/** Makes a folder under the machine's temporary one. */
export async function openWorkshop(): Promise<Workshop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sync-notification-test-'));
  const children: ReturnType<typeof spawnService>[] = [];
  const spawnOne = (options: Omit<ChildOptions, 'dataDir'> = {}): ReturnType<typeof spawnService> => {
    const child = spawnService({ dataDir, ...options });
    children.push(child);
    return child;
  };
  return {
    dataDir,
    async start(options) {
      const child = spawnOne(options);
      const { address } = await child.logged('service started');
      const port = /^http:.*:(\d+)$/.exec(String(address))?.[1];
      return { ...child, target: port === undefined ? String(address) : Number(port) };
    },
    runToEnd: (options) => spawnOne(options).ended,
    rows: () => readRows(join(dataDir, EMBEDDED_STORE_FILE)),
    async clean() {
      for (const child of children) {
        child.kill('SIGKILL');
        await child.ended;
      }
      await rm(dataDir, { recursive: true });
    },
  };
}

function spawnService({
  dataDir,
  env = {},
  nodeOptions = [],
  wrap = [],
}: ChildOptions): Omit<ChildService, 'target'> {
  const { PATH, SystemRoot } = process.env;
  const [command, ...before] = [...wrap, process.execPath];
  const child = spawn(command, [...before, ...nodeOptions, MAIN], {
    cwd: dataDir,
    env: {
      PATH,
      SystemRoot,
      PORT: '0',
      HOST: '127.0.0.1',
      SYNC_ADMIN_PORT: 'off',
      SYNC_DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const lines = (): LogLine[] =>
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as LogLine);
  let isOver = false;
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    isOver = true;
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, stderr, lines: lines() };
  });
  return {
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    ended,
    async logged(message) {
      for (;;) {
        const line = lines().find((entry) => entry['message'] === message);
        if (line !== undefined) {
          return line;
        }
        if (isOver) {
          throw new Error(`the service ended without "${message}": ${stdout}${stderr}`);
        }
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
    },
  };
}
