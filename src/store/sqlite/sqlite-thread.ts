import { parentPort, workerData } from 'node:worker_threads';
import type { Table } from '../../mapping/table.ts';
import type { SqliteValue } from './sqlite-statements.ts';
import { openSqliteWriter } from './sqlite-writer.ts';

/** What the thread is started with. */
export interface SqliteThreadData {
  readonly file: string;
  readonly table: Table;
}

/** What the thread answers: first `ready`, then one answer for each array of rows it was sent. */
export type SqliteThreadAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'committed'; readonly added: readonly boolean[] }
  | { readonly kind: 'failed'; readonly message: string; readonly code: number | null };

/*
 * The entry of the thread that owns the database connection: a sync that takes long on a busy disk then holds up
 * the commit, not the replies to everybody else.
 */
const { file, table } = workerData as SqliteThreadData;
const port = parentPort;
if (port === null) {
  throw new Error('this file is the entry of a worker thread');
}

function attempt(action: () => SqliteThreadAnswer): SqliteThreadAnswer {
  try {
    return action();
  } catch (error) {
    const code = (error as { errcode?: unknown }).errcode;
    return {
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
      code: typeof code === 'number' ? code : null,
    };
  }
}

port.postMessage(
  attempt(() => {
    const writer = openSqliteWriter(file, table);
    port.on('message', (rows: readonly SqliteValue[][] | null) => {
      if (rows === null) {
        writer.close();
        port.close();
      } else {
        port.postMessage(attempt(() => ({ kind: 'committed', added: writer.commit(rows) })));
      }
    });
    return { kind: 'ready' };
  }),
);
