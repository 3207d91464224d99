import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const LOADER = fileURLToPath(new URL('iisnode-loader.cjs', import.meta.url));

/** A process as iisnode starts it. */
export interface IisnodeProcess {
  /** The named pipe or socket in `PORT`. */
  readonly pipe: string;
  /** What iisnode's log has of standard output and of standard error, for as long as it is on. */
  log(stream: 'stdout' | 'stderr'): string;
  /** Waits until the service says in the log that it listens. @throws Error where it ends or says nothing */
  started(): Promise<void>;
  /** Ends it without a signal that it could hear, as TerminateProcess does. */
  terminate(): Promise<void>;
  /** Resolves with the exit code when it is gone; null where it was terminated. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts the entry file in a site's folder: required by a CommonJS loader, in that folder, with a pipe in `PORT` and
 * without standard handles.
 * @param settings iisnode hands the web.config's appSettings over as environment variables
 */
export function startIisnode(
  site: string,
  entry: string,
  settings: Readonly<Record<string, string>> = {},
): IisnodeProcess {
  mkdirSync(join(site, 'logs'), { recursive: true });
  const pipe = process.platform === 'win32' ? `\\\\.\\pipe\\${randomUUID()}` : join(site, 'iis.sock');
  const { SystemRoot } = process.env;
  const child: ChildProcess = spawn(process.execPath, [LOADER, entry], {
    cwd: site,
    env: {
      ...{
        SystemRoot,
        PORT: pipe,
        SYNC_ADMIN_PORT: 'off',
        IISNODE_VERSION: '0.2.26',
        IISNODE_LOGGINGENABLED: '1',
      },
      NODE_ENV: 'production',
      ...settings,
    },
    stdio: 'ignore',
  });
  let isOver = false;
  const ended = once(child, 'exit').then(([code]) => {
    isOver = true;
    return code as number | null;
  });
  const log = (stream: string): string => {
    const file = join(site, 'logs', `${stream}.txt`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return {
    pipe,
    log,
    ended,
    async started() {
      const hasStarted = (): boolean => log('stdout').includes('"message":"service started"');
      await until('the service has started', () => isOver || hasStarted());
      if (isOver) {
        throw new Error(`the service ended: ${log('stdout')}${log('stderr')}`);
      }
    },
    async terminate() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
