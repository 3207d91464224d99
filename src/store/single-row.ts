import type { Row, Table } from '../mapping/table.ts';

/** What became of the removal of one row. */
export interface Removal {
  /** 1 where it was removed, 0 where it was not there; more than 1 and none was. */
  readonly found: number;
  readonly isRemoved: boolean;
}

/** One row, looked for in a table by its key, on a connection of its own. Every method throws StoreError. */
export interface SingleRow {
  /** How many rows have its key: 0 or 1, more only where nothing keeps the key unique. */
  count(): Promise<number>;
  /** Removes the row where there is exactly one, and touches nothing else. */
  remove(): Promise<Removal>;
  /** The database user that one is; null where there are none. */
  user(): Promise<string | null>;
  close(): void;
}

/** What tells a row from every other. */
export interface RowIdentity {
  readonly table: Table;
  readonly row: Row;
  /**
   * Indexes of columns that have to be equal besides the key, so that a row is only taken for this one when these say
   * so too.
   */
  readonly proofIndexes: readonly number[];
}
