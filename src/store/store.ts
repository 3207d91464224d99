import type { Row } from '../mapping/table.ts';

/**
 * What became of the rows of one `write`. `written + duplicates` is the number of rows given; both are null where
 * several messages shared a commit and the database told only the sum (the rows are committed all the same).
 */
export interface WriteResult {
  /** Rows that this call added to the table. */
  readonly written: number | null;
  /** Rows that stood there already, or stood twice in what was waiting: they are in the table once. */
  readonly duplicates: number | null;
  /** The rows are committed in the spool and not in the table yet. */
  readonly spooled?: true;
}

/** How a mandator's rows are doing, for logs, readiness and pages. */
export interface StoreStatus {
  readonly mandator: string;
  /** `ready`: the last thing that was tried worked. `down`: it did not, `error` says why. */
  readonly state: 'ready' | 'connecting' | 'down';
  /** Rows accepted by `write` and not committed yet. */
  readonly waitingRows: number;
  /** When rows were last committed; null since the start. */
  readonly lastCommitAt: Date | null;
  readonly error: string | null;
  /** What waits in the spool in front of the store; absent where there is none. */
  readonly spool?: SpoolStatus;
}

/** A mandator's part of the spool. */
export interface SpoolStatus {
  /**
   * `empty`: rows go to the database. `waiting`: rows are spooled, the database does not take them. `emptying`: they
   * are being forwarded. `unavailable`: the spool itself takes no rows, `error` says why; an outage of the
   * database is then answered with a fault.
   */
  readonly state: 'empty' | 'waiting' | 'emptying' | 'unavailable';
  readonly queuedRows: number;
  readonly queuedBytes: number;
  /** Rows that the database refused for their own data; they wait for a person. */
  readonly setAsideRows: number;
  /** When the first of the queued rows came. */
  readonly oldestAt: Date | null;
  /** Whether that is longer ago than the settings allow. */
  readonly overdue: boolean;
  /** Since when rows are spooled, and what the database said; null where none are. */
  readonly since: Date | null;
  readonly reason: string | null;
  /** Size of the file, which all mandators share. */
  readonly fileBytes: number;
  readonly error: string | null;
}

/**
 * Where rows become durable. Every implementation keeps the promise that Exchange's reply rests on: `write`
 * resolves once every row is committed and would survive a power cut, and rejects with a `StoreError` otherwise,
 * after which the same rows may be written again without standing there twice.
 */
export interface Store {
  /**
   * Commits the rows of one message, all or none, after those of earlier calls for the same mandator.
   * @param mandator the mandator's name as configured
   * @throws StoreError
   */
  write(mandator: string, rows: readonly Row[]): Promise<WriteResult>;
  /** One entry a mandator. */
  status(): readonly StoreStatus[];
  /** Finishes what was accepted and releases everything. Idempotent. */
  close(): Promise<void>;
}
