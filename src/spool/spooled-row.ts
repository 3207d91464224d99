/** A row on its way into the spool. */
export interface SpoolEntry {
  /** Mandator and row key, so that equal rows of different mandators are told apart. */
  readonly key: string;
  readonly mandator: string;
  readonly rowKey: string;
  /** Milliseconds since 1970. */
  readonly cameAt: number;
  /** The columns that the body's values belong to (see `layout.ts`). */
  readonly layout: string;
  readonly body: string;
}

/** A row as it stands in the spool. */
export interface SpooledRow {
  readonly seq: number;
  readonly mandator: string;
  readonly rowKey: string;
  readonly cameAt: number;
  readonly layout: string;
  readonly body: string;
  /** Null while it is queued. Milliseconds since 1970. */
  readonly setAsideAt: number | null;
  /** Why it was set aside: the database's error number, and its words. */
  readonly code: string | null;
  readonly reason: string | null;
}

/** What a mandator has in the spool. */
export interface SpoolTotals {
  readonly mandator: string;
  readonly queuedRows: number;
  readonly queuedBytes: number;
  readonly setAsideRows: number;
  /** When the first queued row came, in milliseconds since 1970; null where none is queued. */
  readonly oldestAt: number | null;
}

/** The columns of `SpooledRow`, for a SELECT from `rows JOIN layouts`. */
export const SPOOLED_ROW =
  'seq, mandator, key AS rowKey, cameAt, columns AS layout, body, setAsideAt, code, reason';
export const FROM_ROWS = 'FROM rows JOIN layouts ON layouts.id = rows.layout';
