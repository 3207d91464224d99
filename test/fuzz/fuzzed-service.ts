import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, createReadStream, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EMBEDDED_STORE_FILE } from '../../src/store/sqlite/store-file.ts';
import { readRows, type LogLine, type TableRow } from '../support/service.ts';
import type { ProcessFigures } from './watch-process.ts';

/** The service under attack, a process of its own. */
export interface FuzzedService {
  readonly port: number;
  /** null while it has not written any. */
  figures(): ProcessFigures | null;
  hasEnded(): boolean;
  /** Asks it to stop. @returns its exit code, null where it had to be killed */
  stop(): Promise<number | null>;
  /** What it wrote as errors. */
  stderr(): string;
  /** The lines of its log, once it has stopped. @throws SyntaxError where one is no JSON */
  lines(): AsyncIterable<LogLine>;
  rows(): TableRow[];
}

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const WATCH = new URL('./watch-process.ts', import.meta.url).href;
const START_MS = 30_000;
const STOP_MS = 30_000;

/** Starts the service with the embedded store and nothing set but where it listens. Its log goes to a file. */
export async function startFuzzedService(folder: string): Promise<FuzzedService> {
  const [log, errors, figuresFile] = ['service.log', 'errors.log', 'figures.json'].map((name) =>
    join(folder, name),
  );
  const { PATH, SystemRoot } = process.env;
  const settings = {
    PORT: '0',
    HOST: '127.0.0.1',
    SYNC_ADMIN_PORT: 'off',
    SYNC_DATA_DIR: folder,
    FUZZ_FIGURES_FILE: figuresFile,
  };
  const output = openSync(log ?? '', 'w');
  const errorOutput = openSync(errors ?? '', 'w');
  const child = spawn(process.execPath, ['--import', WATCH, MAIN], {
    cwd: folder,
    env: { PATH, SystemRoot, ...settings },
    stdio: ['ignore', output, errorOutput],
  });
  closeSync(output);
  closeSync(errorOutput);
  const ended = once(child, 'exit');
  // However the run ends, the service does not outlive it.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.removeListener('exit', kill));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stderr = (): string => readFileSync(errors ?? '', 'utf8');
  return {
    port: await waitForPort(log ?? '', hasEnded, stderr),
    figures: () => readFigures(figuresFile ?? ''),
    hasEnded,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(kill, STOP_MS);
      if (!hasEnded()) {
        await ended;
      }
      clearTimeout(timer);
      return child.exitCode;
    },
    stderr,
    async *lines() {
      for await (const line of createInterface({ input: createReadStream(log ?? ''), crlfDelay: Infinity })) {
        yield JSON.parse(line) as LogLine;
      }
    },
    rows: () => readRows(join(folder, EMBEDDED_STORE_FILE)),
  };
}

async function waitForPort(log: string, hasEnded: () => boolean, stderr: () => string): Promise<number> {
  for (let waited = 0; waited < START_MS && !hasEnded(); waited += 50) {
    const port = /"address":"http:[^"]*:(\d+)"/.exec(readFileSync(log, 'utf8'))?.[1];
    if (port !== undefined) {
      return Number(port);
    }
    await sleep(50);
  }
  throw new Error(`the service did not start: ${stderr()}`);
}

/** null too while the file is being written. */
function readFigures(file: string): ProcessFigures | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessFigures;
  } catch {
    return null;
  }
}
