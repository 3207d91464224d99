import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './transaction.ts';

/** Who forwards a mandator's rows, as a process that asked for it was told. */
export interface LeaseView {
  readonly owner: string;
  /** Counts up with every sign of life. No time of day: clocks jump, and start anew with the machine. */
  readonly beat: number;
}

/** The leases in the file. */
export interface LeaseTable {
  /** Takes a free lease, or gives a sign of life for one that is held already. @returns who holds it now */
  acquireLease(mandator: string, owner: string): LeaseView;
  /** Takes a lease from an owner that has given no sign of life since that view. @returns whether it was so */
  takeOverLease(mandator: string, owner: string, from: LeaseView): boolean;
  releaseLease(mandator: string, owner: string): void;
}

/** The statements on the leases, prepared once. */
export function createLeaseTable(database: DatabaseSync): LeaseTable {
  const look = database.prepare('SELECT owner, beat FROM leases WHERE mandator = ?');
  const acquire = database.prepare(
    'INSERT INTO leases (mandator, owner, beat) VALUES (?, ?, 1) ' +
      'ON CONFLICT (mandator) DO UPDATE SET beat = beat + 1 WHERE owner = excluded.owner',
  );
  const takeOver = database.prepare(
    'UPDATE leases SET owner = ?, beat = beat + 1 WHERE mandator = ? AND owner = ? AND beat = ?',
  );
  const release = database.prepare('DELETE FROM leases WHERE mandator = ? AND owner = ?');
  return {
    acquireLease: (mandator, owner) =>
      inTransaction(database, () => {
        acquire.run(mandator, owner);
        const { owner: holder, beat } = look.get(mandator) ?? {};
        return { owner: String(holder), beat: Number(beat) };
      }),
    takeOverLease: (mandator, owner, from) =>
      takeOver.run(owner, mandator, from.owner, from.beat).changes === 1,
    releaseLease(mandator, owner) {
      release.run(mandator, owner);
    },
  };
}
