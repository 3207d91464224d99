import { setImmediate as nextTurn } from 'node:timers/promises';

/** Where a fault comes in: a TCP connection, a login, a request, or the moment a transaction is committed. */
export type FaultPoint = 'connect' | 'login' | 'statement' | 'commit';

/**
 * What happens:
 * - `refuse`: the connection is reset at once
 * - `hang`: nothing is done and nothing is answered any more on this connection, not even an attention
 * - `stall`: nothing is done until the client gives up, as behind a lock; an attention is answered
 * - `cutBefore`: the connection is cut with nothing done
 * - `cutAfter`: everything is done and committed, then the connection is cut without an answer
 * - `cutDuring`: everything is done, half of the answer is sent, then the connection is cut
 * - `hangAfter`: everything is done and committed, and nothing is answered any more on this connection
 * - `error`: the error is reported instead, with all that follows from it (1205 rolls back, class 20 disconnects)
 * - `delay`: milliseconds before it is done
 */
export type FaultAction =
  | 'refuse'
  | 'hang'
  | 'stall'
  | 'cutBefore'
  | 'cutAfter'
  | 'cutDuring'
  | 'hangAfter'
  | { readonly error: number; readonly message?: string; readonly class?: number }
  | { readonly delay: number };

/** A fault to come. */
export interface Fault {
  readonly on: FaultPoint;
  /** Only where the SQL matches (at `commit`: the SQL that commits). Batches of nothing but SET never match. */
  readonly match?: RegExp | ((sql: string) => boolean);
  /** Only for this database. */
  readonly database?: string;
  /** How often; 1 unless said otherwise, Infinity for always. */
  readonly times?: number;
  readonly action: FaultAction;
}

/** A fault that was added. */
export interface PlantedFault {
  /** How often it happened. */
  readonly hits: number;
  /** Resolves as soon as it has happened so often. */
  happened(times?: number): Promise<void>;
  /** Takes it away again. */
  remove(): void;
}

/** Faults in the order in which they were added; the first that matches happens. */
export interface Faults {
  add(fault: Fault): PlantedFault;
  /** The action to take here, if any. Counts as one time. */
  take(on: FaultPoint, sql: string, database: string): FaultAction | null;
  clear(): void;
}

interface Planted {
  readonly fault: Fault;
  left: number;
  hits: number;
  readonly waiting: Set<{ readonly times: number; readonly resolve: () => void }>;
}

/** Without faults at first. */
export function createFaults(): Faults {
  const planted: Planted[] = [];
  const remove = (entry: Planted): void => {
    const at = planted.indexOf(entry);
    if (at >= 0) {
      planted.splice(at, 1);
    }
  };
  return {
    add(fault) {
      const entry: Planted = { fault, left: fault.times ?? 1, hits: 0, waiting: new Set() };
      planted.push(entry);
      return {
        get hits() {
          return entry.hits;
        },
        happened: async (times = 1) => {
          if (entry.hits < times) {
            await new Promise<void>((resolve) => entry.waiting.add({ times, resolve }));
          }
          // What the fault does follows in the same turn.
          await nextTurn();
        },
        remove: () => remove(entry),
      };
    },
    take(on, sql, database) {
      const entry = planted.find(({ fault }) => fault.on === on && matches(fault, sql, database));
      if (entry === undefined) {
        return null;
      }
      entry.hits++;
      entry.left--;
      if (entry.left <= 0) {
        remove(entry);
      }
      for (const waiter of entry.waiting) {
        if (entry.hits >= waiter.times) {
          waiter.resolve();
          entry.waiting.delete(waiter);
        }
      }
      return entry.fault.action;
    },
    clear: () => planted.splice(0),
  };
}

function matches({ match, database }: Fault, sql: string, current: string): boolean {
  if (database !== undefined && database.toLowerCase() !== current.toLowerCase()) {
    return false;
  }
  return match === undefined || (typeof match === 'function' ? match(sql) : match.test(sql));
}
