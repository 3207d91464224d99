import type { Client } from './net/client.ts';
import type { Receipt } from './receive.ts';
import type { StoreError } from './store/store-error.ts';
import type { ReportKind } from './subscriptions/report.ts';

/** A request of the public listener, once its reply is on its way. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly receivedAt: Date;
  readonly client: Client;
  readonly method: string;
  /** HTTP status of the reply. */
  readonly status: number;
  /** From the headers' arrival to the reply's handing over, in milliseconds. */
  readonly ms: number;
  /** What became of its message; null where none was read. */
  readonly receipt: Receipt | null;
  /**
   * Why the request was refused before a message was read (`caller_not_allowed`, `rate_of_sender`,
   * `unsupported_media_type`, ...), else null. One of a few fixed words.
   */
  readonly refusal: string | null;
}

/** The part of one mandator in a commit to its database, be it of messages or of rows out of the spool. */
export interface Commit {
  readonly mandator: string;
  /** How many writes shared it: messages, or batches of the spool. */
  readonly messages: number;
  readonly rows: number;
  /** Rows that were added; null where the database told only the sum of several mandators. */
  readonly written: number | null;
  /** Rows that stood there already; null likewise. */
  readonly duplicates: number | null;
  /** How long the commit took, tries again included, in milliseconds. */
  readonly ms: number;
}

/** A commit that was given up. Its rows may go to the spool, or come again. */
export interface FailedCommit {
  readonly mandator: string;
  readonly messages: number;
  readonly rows: number;
  readonly error: unknown;
  readonly ms: number;
}

/** What the stores tell. */
export interface StoreObserver {
  rowsCommitted(commit: Commit): void;
  commitFailed(commit: FailedCommit): void;
}

/** What is told of the connection to a mandator's SQL Server. */
export interface ConnectionObserver {
  databaseConnected(mandator: string): void;
  /** A connection that was open is gone. */
  databaseLost(mandator: string, error: StoreError): void;
  /** A connection could not be opened; told for each try. */
  databaseUnreachable(mandator: string, error: StoreError): void;
}

/** What the spool tells. Rows that stood in it already count too. */
export interface SpoolObserver {
  /** Rows were committed to the spool's file in place of the database. */
  rowsSpooled(mandator: string, rows: number): void;
  /** Rows of the spool are committed in the database. */
  rowsForwarded(mandator: string, rows: number): void;
  /** The database refused rows of the spool for their own data: they wait for a person. */
  rowsSetAside(mandator: string, rows: number): void;
}

/** What those tell who keep track of subscriptions. */
export interface SubscriptionObserver {
  subscriptionReported(mandator: string, kind: ReportKind): void;
}

/** What the public listener tells. */
export interface ListenerObserver {
  /** Every request is told once, whoever refused it. */
  requestAnswered(request: AnsweredRequest): void;
  /**
   * A connection was closed without a request: too many of them, no HTTP, no TLS.
   * @param code one of a few fixed words
   */
  connectionRefused(code: string): void;
}

/**
 * What the rooms tell those who watch: metrics, charts, the list of the last notifications. Every call only takes
 * something down in memory and returns at once.
 */
export interface Observer
  extends ListenerObserver, StoreObserver, ConnectionObserver, SpoolObserver, SubscriptionObserver {}
