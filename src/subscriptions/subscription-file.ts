import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../spool/transaction.ts';
import { addCounts, NO_COUNTS } from './counts.ts';
import { readEndRequests, type EndRequest } from './end-requests.ts';
import type { SubscriptionChange, SubscriptionRecord } from './entry.ts';
import { factOf, setFact } from './file-schema.ts';
import { mergeKnown } from './known.ts';
import { readRecord, writeRecord } from './record-json.ts';
import { beat, endRun } from './runs.ts';

/** What a process hands over. */
export interface SyncRequest {
  /** Name of the run of the service. */
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly changes: readonly SubscriptionChange[];
  /** Whether to say that the run is alive. */
  readonly isBeat: boolean;
  /** What to forget: everything not heard since, and the longest unheard above the limit; null for nothing. */
  readonly forget: { readonly notHeardSince: number; readonly limit: number } | null;
}

/** What a process gets back. */
export interface SyncResult {
  /** Subscriptions as they stand in the file now: those handed over and those that others have changed. */
  readonly records: readonly SubscriptionRecord[];
  /** All requests; null where nothing was changed by anybody else. */
  readonly endRequests: readonly EndRequest[] | null;
  /** When a run was last found to have ended uncleanly; 0 where none was. */
  readonly uncleanAt: number;
}

/** What the service does with `subscriptions.db`. Synchronous: meant for a thread of its own. */
export interface SubscriptionFile {
  /** Adds changes to what stands there, whoever else writes it, and returns what is new. One transaction. */
  readonly sync: (request: SyncRequest) => SyncResult;
  /** Notes that a run has handed over everything. */
  readonly endRun: (run: string) => void;
}

/** All subscriptions that the file knows. */
export function readRecords(database: DatabaseSync): SubscriptionRecord[] {
  return toRecords(database.prepare('SELECT mandator, id, content FROM subscription').all());
}

/** Makes the methods for an open file. Several processes may use it at a time: each adds to what the others wrote. */
export function createSubscriptionFile(database: DatabaseSync): SubscriptionFile {
  const newer = database.prepare('SELECT mandator, id, content FROM subscription WHERE version > ?');
  const dataVersion = database.prepare('PRAGMA data_version');
  const writeChanges = createWriter(database);
  let seenVersion = -1;
  /** SQLite changes it with every commit of somebody else: https://www.sqlite.org/pragma.html#pragma_data_version */
  let seenDataVersion: unknown = null;

  const exchange = (request: SyncRequest, isChanged: boolean): SyncResult => {
    const { changes, isBeat, forget: forgetting, run, now } = request;
    // Before our own are written, so that only those of others are found.
    const others = isChanged ? toRecords(newer.all(seenVersion)) : [];
    seenVersion = factOf(database, 'version');
    if (changes.length > 0) {
      seenVersion += 1;
      setFact(database, 'version', seenVersion);
    }
    const own = writeChanges(changes, seenVersion);
    if (isBeat) {
      beat(database, run, now);
    }
    if (forgetting !== null) {
      forget(database, forgetting);
    }
    return {
      records: [...others, ...own],
      endRequests: isChanged ? readEndRequests(database) : null,
      uncleanAt: factOf(database, 'uncleanAt'),
    };
  };
  return {
    sync(request) {
      const current = dataVersion.get()?.['data_version'];
      const hasNothing = request.changes.length === 0 && !request.isBeat && request.forget === null;
      if (hasNothing && current === seenDataVersion) {
        return { records: [], endRequests: null, uncleanAt: factOf(database, 'uncleanAt') };
      }
      return inTransaction(database, () => {
        // Again, now that nobody else can write.
        const locked = dataVersion.get()?.['data_version'];
        const result = exchange(request, locked !== seenDataVersion);
        seenDataVersion = locked;
        return result;
      });
    },
    endRun: (run) => endRun(database, run),
  };
}

function createWriter(
  database: DatabaseSync,
): (changes: readonly SubscriptionChange[], version: number) => SubscriptionRecord[] {
  const select = database.prepare('SELECT content FROM subscription WHERE mandator = ? AND id = ?');
  const upsert = database.prepare(
    `INSERT INTO subscription (mandator, id, last_heard_at, version, content) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last_heard_at = excluded.last_heard_at, version = excluded.version,
     content = excluded.content`,
  );
  return (changes, version) =>
    changes.map(({ mandator, subscriptionId, known, counts }) => {
      const text = select.get(mandator, subscriptionId)?.['content'];
      const stored = typeof text === 'string' ? readRecord(text) : null;
      const merged = {
        mandator,
        subscriptionId,
        known: stored === null ? known : mergeKnown(stored.known, known),
        counts: addCounts(stored?.counts ?? NO_COUNTS, counts),
      };
      upsert.run(mandator, subscriptionId, merged.known.lastHeardAt, version, writeRecord(merged));
      return merged;
    });
}

function forget(
  database: DatabaseSync,
  { notHeardSince, limit }: { readonly notHeardSince: number; readonly limit: number },
): void {
  database.prepare('DELETE FROM subscription WHERE last_heard_at < ?').run(notHeardSince);
  database
    .prepare(
      `DELETE FROM subscription WHERE rowid IN
       (SELECT rowid FROM subscription ORDER BY last_heard_at DESC LIMIT -1 OFFSET ?)`,
    )
    .run(limit);
  database.exec(
    'DELETE FROM end_request WHERE (mandator, id) NOT IN (SELECT mandator, id FROM subscription)',
  );
}

function toRecords(rows: readonly Record<string, unknown>[]): SubscriptionRecord[] {
  return rows.flatMap((row) => {
    const content = readRecord(String(row['content']));
    return content === null
      ? []
      : [{ mandator: String(row['mandator']), subscriptionId: String(row['id']), ...content }];
  });
}
