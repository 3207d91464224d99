import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreError } from '../store-error.ts';
import type { ThreadAnswer, ThreadRequest } from './serve-database.ts';
import { sqliteStoreError } from './sqlite-errors.ts';

/** An object with a database connection that lives in a thread of its own, seen from outside. */
export interface DatabaseThread<Api> {
  /**
   * Calls a method of the object; calls are done one after the other, in their order.
   * @throws StoreError
   */
  call<M extends keyof Api>(method: M, ...args: ParametersOf<Api[M]>): Promise<ResultOf<Api[M]>>;
  /** Whether the thread is gone (out of memory, say), so that a new one has to be started. */
  hasEnded(): boolean;
  /** Closes the database after the calls that were made, and ends the thread. Idempotent. */
  stop(): Promise<void>;
}

export interface DatabaseThreadOptions {
  /** The thread's file beside `base`, without its ending. */
  readonly entry: string;
  /** `import.meta.url` of the caller: the thread's file has the same ending, .ts in the sources, .js when built. */
  readonly base: string;
  /** What the thread is started with. */
  readonly data: unknown;
  /** The database file, for error messages. */
  readonly file: string;
}

type ParametersOf<F> = F extends (...args: infer A) => unknown ? A : never;
type ResultOf<F> = F extends (...args: never[]) => infer R ? R : never;

const ENDED: ThreadAnswer = { kind: 'failed', message: 'the database thread has ended', code: null };

/**
 * Starts a thread whose file calls `serveDatabase`. Resolves when its database is open.
 * @throws StoreError where that failed
 */
export async function startDatabaseThread<Api>(options: DatabaseThreadOptions): Promise<DatabaseThread<Api>> {
  const { entry, base, data, file } = options;
  const worker = new Worker(new URL(`./${entry}${extname(base)}`, base), { workerData: data });
  const waiting: ((answer: ThreadAnswer) => void)[] = [];
  let ended = false;
  const failAll = (answer: ThreadAnswer): void => waiting.splice(0).forEach((settle) => settle(answer));
  worker.on('message', (answer: ThreadAnswer) => waiting.shift()?.(answer));
  worker.on('error', (error) => {
    const message = error instanceof Error ? error.message : String(error);
    failAll({ kind: 'failed', message, code: null });
  });
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      ended = true;
      failAll(ENDED);
      resolve();
    });
  });
  const nextAnswer = async (): Promise<unknown> => {
    const answer = await new Promise<ThreadAnswer>((resolve) => {
      waiting.push(resolve);
    });
    return valueOf(file, answer);
  };
  try {
    await nextAnswer();
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  let stopping = false;
  return {
    async call(method, ...args) {
      if (ended || stopping) {
        return valueOf(file, ENDED) as never;
      }
      const answer = nextAnswer();
      worker.postMessage({ method: String(method), args } satisfies ThreadRequest);
      // The thread serves the object whose type the caller names.
      return (await answer) as never;
    },
    hasEnded: () => ended,
    stop() {
      if (!stopping) {
        stopping = true;
        worker.postMessage(null);
      }
      return exited;
    },
  };
}

function valueOf(file: string, answer: ThreadAnswer): unknown {
  if (answer.kind === 'done') {
    return answer.value;
  }
  const { message, code } = answer;
  throw typeof code === 'string'
    ? new StoreError(message, 'transient', code)
    : sqliteStoreError(file, message, code);
}
