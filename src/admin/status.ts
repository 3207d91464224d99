import type { Client } from '../net/client.ts';
import type { MirrorStatus } from '../mirror/mirror.ts';
import type { SpoolStatus, StoreStatus } from '../store/store.ts';
import type { SubscriptionSnapshot } from '../subscriptions/snapshot.ts';

/**
 * Everything that is shown of a running service: the one model that readiness, the status page and `/api/` are made
 * from. Plain data of one moment; times are ISO 8601, spans milliseconds, sizes bytes.
 */
export interface ServiceStatus {
  readonly takenAt: string;
  readonly service: ServiceFacts;
  /** What is not well, the gravest first; empty where all is well. */
  readonly problems: readonly Problem[];
  readonly mandators: readonly MandatorStatus[];
  readonly subscriptions: SubscriptionSnapshot;
  /** The last 60 minutes, the oldest first, the running minute last. */
  readonly history: readonly Minute[];
  /** The last 200 notifications, the newest first. */
  readonly notifications: readonly RecentNotification[];
  readonly setAside: SetAsideRows;
  readonly settings: readonly SettingInForce[];
  /** The volume of the data folder; null where it cannot be asked. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  /** null where messages are not mirrored. */
  readonly mirror: MirrorStatus | null;
}

/** What the service is and where it listens. */
export interface ServiceFacts {
  readonly version: string;
  readonly node: string;
  readonly processId: number;
  readonly startedAt: string;
  /** Where Exchange's messages come in: `http://[::]:8080`, or a pipe's path. */
  readonly address: string;
  readonly paths: readonly string[];
  readonly store: 'mssql' | 'sqlite';
  /** The table, with its schema where it has one. */
  readonly table: string;
  /** Path of the mapping file; null for the built-in mapping. */
  readonly mapping: string | null;
  readonly dataDir: string;
  readonly logLevel: string;
}

/**
 * Something an administrator should know of. Its words are the page's, by `code` and language; here are the values
 * that go into them.
 */
export interface Problem {
  readonly code: ProblemCode;
  /**
   * `trouble`: notifications are refused, lost to ROOMS for the time being, or pile up. `attention`: it works, and
   * somebody should look. `advice`: a setting that could be better.
   */
  readonly level: 'trouble' | 'attention' | 'advice';
  /** The mandator it is about; null for what concerns all. */
  readonly mandator: string | null;
  /** Whether readiness is denied for it: a message could be refused or lost now, or rows pile up. */
  readonly isUnready: boolean;
  /** Values for the sentence: counts, ISO times, bytes, milliseconds, the database's own words. */
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** What can be not well; in brackets the values that its words are made with, each of them optional. */
export type ProblemCode =
  /** The database does not take rows and neither does the spool: messages are answered with a fault (`reason`). */
  | 'intake_refused'
  /** The database is away; rows wait in the spool (`since`, `rows`, `reason`). */
  | 'database_away'
  /** Rows wait in the spool for longer than the settings allow (`oldestAt`, `rows`, `limitMs`). */
  | 'spool_overdue'
  /** The spool is more than four fifths full (`bytes`, `maxBytes`). */
  | 'spool_nearly_full'
  /** The spool takes no rows although the database does (`reason`). */
  | 'spool_unavailable'
  /** Rows were refused by the database for their own data and wait for a person (`rows`). */
  | 'rows_set_aside'
  /** Messages were answered with a fault in the last 15 minutes (`count`). */
  | 'notifications_failed'
  /** Little room on the data folder's volume (`freeBytes`, `totalBytes`). */
  | 'disk_low'
  /** Some subscriptions are silent (`count`, `total`). */
  | 'subscriptions_silent'
  /** All subscriptions of a mandator are silent: Exchange does not reach us (`count`, `lastHeardAt`). */
  | 'exchange_silent'
  /** Nothing was ever heard since the data folder was made. */
  | 'never_heard'
  /** Messages of a subscription were missing (`count`: subscriptions). */
  | 'gaps'
  /** Subscriptions are kept in memory only (`reason`). */
  | 'subscriptions_not_kept'
  /** Callers were refused in the last hour by the list of who may call (`count`, `address`: the last one). */
  | 'callers_refused'
  /** (`until`) */
  | 'certificate_expires'
  /** (`until`) */
  | 'certificate_expired'
  /** (`days`) */
  | 'ranges_old'
  /** The old endpoint is not reached (`waiting`, `lost`: copies that it never got). */
  | 'mirror_away'
  /** Everybody may call. */
  | 'open_to_all';

/** How a mandator's rows are doing. */
export interface MandatorStatus extends Omit<StoreStatus, 'lastCommitAt' | 'spool'> {
  readonly isDefault: boolean;
  /** `server.example/ROOMS`, or the embedded store's file; never a password. */
  readonly database: string;
  readonly lastCommitAt: string | null;
  readonly spool:
    (Omit<SpoolStatus, 'oldestAt' | 'since'> & { oldestAt: string | null; since: string | null }) | null;
}

/** What happened in one minute. */
export interface Minute {
  /** When it began. */
  readonly at: string;
  /** Messages by what became of them. */
  readonly stored: number;
  readonly refused: number;
  readonly failed: number;
  readonly events: number;
  /** Reply times of stored messages: median, 95th percentile and longest; null where there were none. */
  readonly replyMs: { readonly median: number; readonly p95: number; readonly max: number } | null;
  /** Most rows that waited in the spool, all mandators together. */
  readonly spooledRows: number;
}

/** What became of a message. */
export interface RecentNotification {
  readonly requestId: string;
  readonly receivedAt: string;
  readonly from: Client['name'];
  readonly mandator: string | null;
  readonly subscriptionIds: readonly string[];
  /** Events by kind. */
  readonly events: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly duplicates: number | null;
  /** `table`: committed in the table. `spool`: committed on disk, not yet in the table. */
  readonly fate: 'table' | 'spool' | 'refused' | 'failed';
  /** Why it was refused or failed; `ok` else. */
  readonly code: string;
  /** The reason in words, for those refused or failed. */
  readonly reason: string | null;
  readonly httpStatus: number;
  readonly ms: number;
  /** Whether it was a message of the self-test. */
  readonly isSelftest: boolean;
}

/** Rows that the database refused for their own data. */
export interface SetAsideRows {
  readonly total: number;
  /** The oldest of them, as many as a page shows. */
  readonly rows: readonly SetAsideRow[];
}

export interface SetAsideRow {
  /** Its number in the spool, which the commands take too. */
  readonly number: number;
  readonly mandator: string;
  readonly cameAt: string;
  readonly setAsideAt: string;
  readonly reason: string;
  /** Its values by column, long ones cut. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** A setting as it holds. */
export interface SettingInForce {
  readonly name: string;
  readonly group: string;
  /** As it would be written in the file; `(hidden)` for a secret that is set; null where it is unset. */
  readonly value: string | null;
  readonly from: 'default' | 'rooms' | 'file' | 'environment' | 'flag';
  /** The file or variable it came from; null for defaults. */
  readonly source: string | null;
}
