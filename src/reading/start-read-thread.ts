import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Reading, UnreadMessage } from './read-message.ts';
import type { ReadThreadData } from './read-thread.ts';

/** The thread that reads messages, seen from outside. */
export interface ReadThread {
  /**
   * Reads a message; only one at a time may be under way.
   * @param timeLimitMs milliseconds after which the thread is ended
   * @throws {ReadThreadError} where the thread ended meanwhile, for this message or for `stop`
   */
  read(message: UnreadMessage, timeLimitMs: number): Promise<Reading>;
  /** Whether the thread is gone, so that a new one has to be started. */
  hasEnded(): boolean;
  /** Ends the thread at once. Idempotent. */
  stop(): Promise<void>;
}

/** Why a message was not read to its end. */
export class ReadThreadError extends Error {
  readonly reason: 'out_of_memory' | 'time_limit' | 'ended';

  constructor(reason: ReadThreadError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ReadThreadError';
    this.reason = reason;
  }
}

/**
 * V8 ends a thread at its limit, but the process where one garbage collection goes too far beyond it, which it can
 * by the size of the young generation.
 */
const YOUNG_MIB = 16;

/**
 * Starts a thread of its own memory: what is too much for it ends the thread and not the service.
 * @param heapMiB how much memory its objects may take
 */
export function startReadThread(data: ReadThreadData, heapMiB: number): ReadThread {
  const entry = new URL(`./read-thread${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(entry, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  let settle: { done: (reading: Reading) => void; fail: (error: ReadThreadError) => void } | null = null;
  let ended: ReadThreadError | null = null;
  const end = (error: ReadThreadError): void => {
    ended ??= error;
    settle?.fail(ended);
    settle = null;
  };
  worker.on('message', (reading: Reading) => {
    settle?.done(reading);
    settle = null;
  });
  worker.on('error', (error) => {
    const isMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    const what = isMemory ? `took more than ${heapMiB} MiB of memory` : 'ended the thread that read it';
    end(new ReadThreadError(isMemory ? 'out_of_memory' : 'ended', `the message ${what}`, { cause: error }));
  });
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      end(new ReadThreadError('ended', 'the thread that reads messages has ended'));
      resolve();
    });
  });
  return {
    async read(message, timeLimitMs) {
      if (ended !== null) {
        throw ended;
      }
      const timer = setTimeout(() => {
        end(new ReadThreadError('time_limit', `the message was not read within ${timeLimitMs} ms`));
        void worker.terminate();
      }, timeLimitMs);
      try {
        return await new Promise<Reading>((done, fail) => {
          settle = { done, fail };
          worker.postMessage(message);
        });
      } finally {
        clearTimeout(timer);
      }
    },
    hasEnded: () => ended !== null,
    async stop() {
      end(new ReadThreadError('ended', 'the service is being stopped'));
      void worker.terminate();
      await exited;
    },
  };
}
