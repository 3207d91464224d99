import { join } from 'node:path';
import { openSpool } from '../../src/spool/spool.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { AWAY, createFaultStore } from './fault-store.ts';
import { createKeptLog } from './kept-log.ts';
import { rowsNamed, TABLE } from './spool-table.ts';

/** What a child is told. Every order is answered with its number when it is done. */
export interface SpoolOrder {
  readonly id: number;
  readonly do: 'write' | 'away' | 'back' | 'close' | 'status';
  readonly names?: readonly string[];
}

/*
 * A process with a spool before a real store, in the folder that is its argument: killed, frozen and run side by side
 * by tests of several processes.
 */
const folder = process.argv[2] ?? '.';
const mandators = ['PROD'];
const inner = createFaultStore(
  await openSqliteStore({ file: join(folder, 'target.db'), table: TABLE, mandators }),
);
if (process.argv[3] === 'away') {
  inner.failWith(AWAY);
}
const spool = await openSpool({
  file: join(folder, 'spool.db'),
  inner,
  table: TABLE,
  mandators,
  limits: { maxBytes: 2 ** 30, maxAgeMs: 3_600_000 },
  deadlineMs: 10_000,
  takeOverMs: 1500,
  log: createKeptLog(),
});

async function carryOut(order: SpoolOrder): Promise<unknown> {
  switch (order.do) {
    case 'write':
      return spool.write('PROD', rowsNamed(...(order.names ?? [])));
    case 'away':
      inner.failWith(AWAY);
      return null;
    case 'back':
      inner.failWith(null);
      spool.retryNow();
      return null;
    case 'status':
      return spool.status()[0]?.spool?.queuedRows;
    case 'close':
      return spool.close();
  }
}

process.on('message', (order: SpoolOrder) => {
  void carryOut(order).then(
    (result) => process.send?.({ id: order.id, result: result ?? null }),
    (error: unknown) => process.send?.({ id: order.id, error: String(error) }),
  );
});
process.send?.({ id: 0, result: null });
