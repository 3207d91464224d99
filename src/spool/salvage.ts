import { DatabaseSync } from 'node:sqlite';
import { FROM_ROWS, SPOOLED_ROW, type SpooledRow } from './spooled-row.ts';
import { inTransaction } from './transaction.ts';

/** Rows read at a time, as long as nothing is in the way. */
const CHUNK = 500;

/**
 * The rows that can still be read of a file, in order: those before a damage, and those after it as far as they
 * can be reached from the end. The file is not changed.
 * @returns whether something could not be read
 */
export function* readableRows(file: string): Generator<SpooledRow, boolean> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    let last = 0;
    const forwards = readUntilDamage(database, 'seq > ? ORDER BY seq', 0);
    for (let next = forwards.next(); ; next = forwards.next()) {
      if (next.done === true) {
        if (next.value === 'end') {
          return false;
        }
        break;
      }
      last = next.value.seq;
      yield next.value;
    }
    const fromEnd: SpooledRow[] = [];
    for (const row of readUntilDamage(database, 'seq < ? ORDER BY seq DESC', Number.MAX_SAFE_INTEGER)) {
      if (row.seq <= last) {
        break;
      }
      fromEnd.push(row);
    }
    yield* fromEnd.reverse();
    return true;
  } finally {
    database.close();
  }
}

function* readUntilDamage(
  database: DatabaseSync,
  condition: string,
  start: number,
): Generator<SpooledRow, 'end' | 'damage'> {
  let seq = start;
  for (let chunk = CHUNK; ;) {
    const rows = tryToRead(database, condition, seq, chunk);
    if (rows === null && chunk === 1) {
      return 'damage';
    }
    if (rows?.length === 0) {
      return 'end';
    }
    yield* rows ?? [];
    seq = rows?.at(-1)?.seq ?? seq;
    chunk = rows === null ? 1 : chunk;
  }
}

function tryToRead(
  database: DatabaseSync,
  condition: string,
  seq: number,
  limit: number,
): SpooledRow[] | null {
  try {
    const statement = database.prepare(`SELECT ${SPOOLED_ROW} ${FROM_ROWS} WHERE ${condition} LIMIT ?`);
    // The names of SPOOLED_ROW are the interface's.
    return statement.all(seq, limit) as unknown as SpooledRow[];
  } catch {
    return null;
  }
}

/**
 * Adds rows that were in a spool before, in the order given and with what is known of them; those that stand there
 * already are passed over. One transaction.
 * @returns how many were added
 */
export function adoptRows(database: DatabaseSync, rows: Iterable<Omit<SpooledRow, 'seq'>>): number {
  const addLayout = database.prepare('INSERT INTO layouts (columns) VALUES (?) ON CONFLICT DO NOTHING');
  const insert = database.prepare(
    'INSERT INTO rows (mandator, key, cameAt, layout, body, setAsideAt, code, reason) ' +
      'VALUES (?, ?, ?, (SELECT id FROM layouts WHERE columns = ?), ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  return inTransaction(database, () => {
    let added = 0;
    for (const { mandator, rowKey, cameAt, layout, body, setAsideAt, code, reason } of rows) {
      addLayout.run(layout);
      const { changes } = insert.run(mandator, rowKey, cameAt, layout, body, setAsideAt, code, reason);
      added += Number(changes);
    }
    return added;
  });
}
