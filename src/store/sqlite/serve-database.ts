import { parentPort } from 'node:worker_threads';

/** A call of a method. `null` instead of it closes the database and ends the thread. */
export interface ThreadRequest {
  readonly method: string;
  readonly args: readonly unknown[];
}

/** One answer when the database is open, then one for each call. `code` is SQLite's number, or a name of our own. */
export type ThreadAnswer =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly message: string; readonly code: number | string | null };

/**
 * Serves the methods of an object to the thread that started this one: a sync that takes long on a busy disk then
 * holds up the commit, not the replies to everybody else.
 * @param open opens the database; its errors are answered, as those of every call are
 */
export function serveDatabase(open: () => { close(): void }): void {
  const port = parentPort;
  if (port === null) {
    throw new Error('this file is the entry of a worker thread');
  }
  port.postMessage(
    attempt(() => {
      const served = open();
      port.on('message', (request: ThreadRequest | null) => {
        if (request === null) {
          served.close();
          port.close();
        } else {
          port.postMessage(attempt(() => callMethod(served, request)));
        }
      });
      return null;
    }),
  );
}

function callMethod(served: object, { method, args }: ThreadRequest): unknown {
  const action: unknown = Reflect.get(served, method);
  if (typeof action !== 'function') {
    throw new TypeError(`there is no method ${method}`);
  }
  return Reflect.apply(action, served, args);
}

function attempt(action: () => unknown): ThreadAnswer {
  try {
    return { kind: 'done', value: action() };
  } catch (error) {
    const { errcode, code } = error as { errcode?: unknown; code?: unknown };
    return {
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
      code: typeof errcode === 'number' ? errcode : ownCode(code),
    };
  }
}

/** Node's own codes say that the program is wrong: nothing an administrator could look up. */
function ownCode(code: unknown): string | null {
  return typeof code === 'string' && !code.startsWith('ERR_') ? code : null;
}
