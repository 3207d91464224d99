import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { SpoolOrder } from './spool-child.ts';

/** A process of its own with a spool. */
export interface SpoolProcess {
  /** @throws Error with what the process answered */
  write(...names: readonly string[]): Promise<void>;
  /** The database goes away, for this process. */
  away(): Promise<void>;
  /** The database is back, and what waits is forwarded. */
  back(): Promise<void>;
  queuedRows(): Promise<number>;
  /** Freezes it as a debugger does; resolves when it stands still. */
  freeze(): Promise<void>;
  thaw(): void;
  /** Ends it without any warning. */
  kill(): Promise<void>;
  /** Stops it in order. */
  stop(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL('./spool-child.ts', import.meta.url));

/** Starts a process with a spool in the folder; resolves when it is open. */
export async function startSpoolProcess(folder: string, database: 'there' | 'away'): Promise<SpoolProcess> {
  const child = fork(ENTRY, [folder, database], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  const ask = (order: Omit<SpoolOrder, 'id'>): Promise<unknown> => {
    lastId += 1;
    const asked = Promise.withResolvers<unknown>();
    waiting.set(lastId, asked);
    child.send({ ...order, id: lastId }, (error) => {
      if (error !== null) {
        asked.reject(error);
      }
    });
    return asked.promise;
  };
  const started = Promise.withResolvers<unknown>();
  waiting.set(0, started);
  child.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) {
      asked?.resolve(result);
    } else {
      asked?.reject(new Error(error));
    }
  });
  const exited = once(child, 'exit').then(() => {
    waiting.forEach((asked) => asked.reject(new Error('the process has ended')));
  });
  await started.promise;
  return {
    async write(...names) {
      await ask({ do: 'write', names });
    },
    async away() {
      await ask({ do: 'away' });
    },
    async back() {
      await ask({ do: 'back' });
    },
    queuedRows: async () => Number(await ask({ do: 'status' })),
    async freeze() {
      child.kill('SIGSTOP');
      while (!/\) [Tt] /.test(await readFile(`/proc/${String(child.pid)}/stat`, 'utf8'))) {
        await new Promise(setImmediate);
      }
    },
    thaw: () => void child.kill('SIGCONT'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        await ask({ do: 'close' });
        child.disconnect();
      }
      await exited;
    },
  };
}
