import { Histogram, type Registry } from 'prom-client';
import type { ConnectionObserver, SpoolObserver, StoreObserver } from '../../observer.ts';
import { StoreError } from '../../store/store-error.ts';
import { countedBy, PREFIX } from './counted.ts';

/** Seconds: an embedded store on a fast disk to the limit of a write. */
const COMMIT_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const ROWS_BUCKETS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 5000];
const MESSAGES_BUCKETS = [1, 2, 5, 10, 25, 50, 100, 250, 500];

/** Why commits fail, as a label says it. */
const FAILURES = ['transient', 'credentials', 'schema', 'data', 'internal'] as const;

/** Counts commits, connections and what goes through the spool. */
export function watchStores(
  register: Registry,
  mandators: readonly string[],
): StoreObserver & ConnectionObserver & SpoolObserver {
  const counter = (name: `${string}_total`, help: string) => countedBy(register, name, help, ['mandator']);
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: PREFIX + name, help, buckets, labelNames: ['mandator'], registers: [register] });

  const written = counter('rows_written_total', 'Rows that were added to the table.');
  const duplicates = counter(
    'rows_duplicate_total',
    'Rows that stood in the table already when they were written.',
  );
  const seconds = histogram('commit_duration_seconds', 'Time a commit to the database took.', COMMIT_BUCKETS);
  const rowsEach = histogram('commit_rows', 'Rows in one commit to the database.', ROWS_BUCKETS);
  const messagesEach = histogram(
    'commit_messages',
    'Messages, or batches of the spool, that shared one commit to the database.',
    MESSAGES_BUCKETS,
  );
  const failures = countedBy(register, 'commit_failures_total', 'Commits that were given up, by reason.', [
    'mandator',
    'class',
  ]);
  const reconnects = counter(
    'database_reconnects_total',
    'Times the connection to SQL Server was opened again after the first time.',
  );
  const losses = counter(
    'database_connection_losses_total',
    'Open connections to SQL Server that were lost.',
  );
  const unreachable = counter(
    'database_connect_failures_total',
    'Tries to open a connection to SQL Server that failed.',
  );
  const spooled = counter('rows_spooled_total', 'Rows committed to the spool in place of the database.');
  const forwarded = counter('rows_forwarded_total', 'Rows of the spool that were committed in the database.');
  const setAside = counter(
    'rows_set_aside_total',
    'Rows of the spool that the database refused for their own data.',
  );
  const connected = new Set<string>();
  for (const mandator of mandators) {
    [written, duplicates, reconnects, losses, unreachable, spooled, forwarded, setAside].forEach((each) =>
      each.inc({ mandator }, 0),
    );
    [seconds, rowsEach, messagesEach].forEach((each) => each.zero({ mandator }));
    FAILURES.forEach((reason) => failures.inc({ mandator, class: reason }, 0));
  }
  return {
    rowsCommitted(commit) {
      const { mandator } = commit;
      written.inc({ mandator }, commit.written ?? 0);
      duplicates.inc({ mandator }, commit.duplicates ?? 0);
      seconds.observe({ mandator }, commit.ms / 1000);
      rowsEach.observe({ mandator }, commit.rows);
      messagesEach.observe({ mandator }, commit.messages);
    },
    commitFailed({ mandator, error }) {
      failures.inc({ mandator, class: error instanceof StoreError ? error.class : 'internal' });
    },
    databaseConnected(mandator) {
      reconnects.inc({ mandator }, connected.has(mandator) ? 1 : 0);
      connected.add(mandator);
    },
    databaseLost: (mandator) => losses.inc({ mandator }),
    databaseUnreachable: (mandator) => unreachable.inc({ mandator }),
    rowsSpooled: (mandator, rows) => spooled.inc({ mandator }, rows),
    rowsForwarded: (mandator, rows) => forwarded.inc({ mandator }, rows),
    rowsSetAside: (mandator, rows) => setAside.inc({ mandator }, rows),
  };
}
