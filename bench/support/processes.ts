import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** Servers run on this core, the load generator on the other. */
const SERVER_CORE = 0;
const GENERATOR_CORE = 1;

/** Whether processes can be tied to a core: Linux, with util-linux's `taskset` and two cores at least. */
export const canPin = spawnSync('taskset', ['-c', `${SERVER_CORE},${GENERATOR_CORE}`, 'true']).status === 0;

/** A server that was started and listens. */
export interface RunningServer {
  readonly port: number;
  /** Processor time that it has taken so far, in milliseconds; NaN where the system has no /proc. */
  cpuMs(): number;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
}

export interface ServerCommand {
  /** What follows `node` on the command line. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Standard output and error go to this file, as they do in production. */
  readonly log: string;
}

/**
 * Starts a server on its core, with its port in the environment variable PORT, and waits until it listens.
 * @throws Error with what it wrote, where it ends instead
 */
export async function startServer({ args, env, log }: ServerCommand): Promise<RunningServer> {
  const port = await freePort();
  const output = openSync(log, 'w');
  const child = spawnNode(SERVER_CORE, args, { ...env, PORT: String(port) }, output);
  closeSync(output);
  const exited = once(child, 'exit');
  while (!(await isListening(port))) {
    if (child.exitCode !== null) {
      throw new Error(`${args.join(' ')} did not start: ${readFileSync(log, 'utf8').slice(0, 2000)}`);
    }
    await sleep(50);
  }
  return {
    port,
    cpuMs: () => cpuMs(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Runs a script on the generator's core and gives what it printed, read as JSON. */
export async function runOnGeneratorCore<Result>(script: string, options: unknown): Promise<Result> {
  const child = spawnNode(GENERATOR_CORE, [script, JSON.stringify(options)], {}, 'pipe');
  const [output] = await Promise.all([child.stdout === null ? '' : text(child.stdout), once(child, 'exit')]);
  if (child.exitCode !== 0) {
    throw new Error(`${script} ended with ${String(child.exitCode)}`);
  }
  return JSON.parse(output) as Result;
}

function spawnNode(
  core: number,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  output: number | 'pipe',
): ChildProcess {
  const node = [process.execPath, ...args];
  const [command = '', ...rest] = canPin ? ['taskset', '-c', String(core), ...node] : node;
  const stdio = ['ignore', output, output === 'pipe' ? 'inherit' : output] as const;
  return spawn(command, rest, { env: { ...process.env, ...env }, stdio: [...stdio] });
}

/** User and system time of a process, which Linux counts in hundredths of a second (proc_pid_stat(5)). */
function cpuMs(pid: number): number {
  try {
    // The second field is the command in brackets, which may hold spaces: utime and stime are 12 and 13 after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (listens: boolean) => (): void => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });
}
