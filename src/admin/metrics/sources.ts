import type { MirrorStatus } from '../../mirror/mirror.ts';
import type { StoreStatus } from '../../store/store.ts';
import type { MandatorTotals } from '../../subscriptions/snapshot.ts';

/** What is asked at each scrape; everything but the disk is in memory. */
export interface MetricsSources {
  readonly stores: () => readonly StoreStatus[];
  /** Most bytes that the spool may take; null without a spool. */
  readonly spoolMaxBytes: number | null;
  readonly subscriptions: {
    readonly totals: () => readonly MandatorTotals[];
    readonly storageError: () => string | null;
  };
  /** null where messages are not mirrored. */
  readonly mirror: () => MirrorStatus | null;
  /** The volume of the data folder; null where it cannot be asked. */
  readonly disk: () => Promise<{ readonly freeBytes: number; readonly totalBytes: number } | null>;
  /** The end of the certificate of the public listener; null where it speaks plain HTTP. */
  readonly certificateEnd: () => Date | null;
  readonly openConnections: () => number;
}
