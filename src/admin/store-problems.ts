import { problem } from './problem.ts';
import type { MandatorStatus, Minute, Problem, ServiceStatus } from './status.ts';

/** What tells whether rows are stored, and will be. */
export interface StoreProblemFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly mandators: readonly MandatorStatus[];
  /** Since when the databases that are away are so, by mandator: ISO 8601. */
  readonly awaySince: Readonly<Record<string, string>>;
  /** When a connection or a commit last failed, by mandator: milliseconds since 1970. */
  readonly lastFailureAt: Readonly<Record<string, number>>;
  /** Setting `spoolMaxBytes`. */
  readonly spoolMaxBytes: number;
  /** Setting `spoolMaxAgeMs`. */
  readonly spoolMaxAgeMs: number;
  readonly disk: ServiceStatus['disk'];
  /** As in `ServiceStatus.history`. */
  readonly history: readonly Minute[];
}

/** Above this part of its limit the spool is nearly full: a fifth is some hours in which somebody can still act. */
const NEARLY_FULL = 0.8;

/** An hour of a large installation's events (50,000 an hour of 1 KiB), and SQLite's own room beside. */
const LEAST_FREE_BYTES = 64 * 1024 ** 2;

/** Below this a volume of any size deserves a look, unless it is so small that this is a tenth of it and more. */
const LITTLE_FREE_BYTES = 1024 ** 3;
const LITTLE_FREE_PART = 0.1;

/** A server that is away is tried every ten seconds; what failed longer ago than this may work again. */
const KNOWN_FOR_MS = 120_000;

/** Exchange repeats a message for about half an hour: after a quarter of one somebody can still act. */
const FAILED_WITHIN_MINUTES = 15;

/** Finds what keeps rows from being stored, or soon could. */
export function findStoreProblems(facts: StoreProblemFacts): Problem[] {
  return [
    ...facts.mandators.flatMap((mandator) => ofMandator(mandator, facts)),
    ...ofSpoolFile(facts),
    ...ofDisk(facts.disk),
    ...failures(facts.history),
  ];
}

/**
 * Whether a message of a mandator would be stored now, as far as is known. What is known comes from the last try. Where
 * that failed a while ago, it counts no more: an instance that gets no messages because it refused some would otherwise
 * never get any again.
 */
export function takesMessages(
  status: MandatorStatus,
  { now, lastFailureAt, spoolMaxBytes }: Pick<StoreProblemFacts, 'now' | 'lastFailureAt' | 'spoolMaxBytes'>,
): boolean {
  const isFresh = now - (lastFailureAt[status.mandator] ?? -Infinity) < KNOWN_FOR_MS;
  return !isFresh || !isIntakeRefused(status, spoolMaxBytes);
}

/** Neither the database nor the spool took rows when it was last tried. */
function isIntakeRefused({ state, spool }: MandatorStatus, spoolMaxBytes: number): boolean {
  const isSpoolUsable = spool !== null && spool.state !== 'unavailable' && spool.fileBytes < spoolMaxBytes;
  return state === 'down' && !isSpoolUsable;
}

function ofMandator(
  status: MandatorStatus,
  { spoolMaxBytes, spoolMaxAgeMs, awaySince }: StoreProblemFacts,
): Problem[] {
  const { mandator, database, state, error, spool } = status;
  const about = { mandator, isUnready: true };
  const found: Problem[] = [];
  if (isIntakeRefused(status, spoolMaxBytes)) {
    const values = { database, error, reason: spool?.error ?? error };
    found.push(problem('intake_refused', 'trouble', values, about));
  } else if (state === 'down' || spool?.state === 'waiting') {
    // Rows may be refused (a table that was changed) although the connection stands.
    const { queuedRows: rows = 0, since = null, reason = null } = spool ?? {};
    const values = { database, reason: reason ?? error, rows, since: awaySince[mandator] ?? since };
    found.push(problem('database_away', 'trouble', values, about));
  }
  if (spool?.overdue === true) {
    const { queuedRows: rows, oldestAt } = spool;
    found.push(problem('spool_overdue', 'trouble', { rows, oldestAt, maxAgeMs: spoolMaxAgeMs }, about));
  }
  if (spool !== null && spool.setAsideRows > 0) {
    // Taking load away from this instance would bring none of them into the table: it stays ready.
    const values = { rows: spool.setAsideRows };
    found.push(problem('rows_set_aside', 'trouble', values, { mandator }));
  }
  return found;
}

/** The file is shared by all mandators. */
function ofSpoolFile({ mandators, spoolMaxBytes }: StoreProblemFacts): Problem[] {
  const spools = mandators.flatMap(({ spool }) => spool ?? []);
  const bytes = Math.max(0, ...spools.map(({ fileBytes }) => fileBytes));
  const broken = spools.find(({ state }) => state === 'unavailable');
  const isRefused = mandators.some((mandator) => isIntakeRefused(mandator, spoolMaxBytes));
  return [
    // Rows that stand in the file may wait there unseen, and an outage would be answered with faults.
    ...(broken !== undefined && !isRefused
      ? [problem('spool_unavailable', 'trouble', { reason: broken.error }, { isUnready: true })]
      : []),
    ...(bytes > NEARLY_FULL * spoolMaxBytes
      ? [problem('spool_nearly_full', 'trouble', { bytes, maxBytes: spoolMaxBytes }, { isUnready: true })]
      : []),
  ];
}

function ofDisk(disk: ServiceStatus['disk']): Problem[] {
  if (disk === null) {
    return [];
  }
  const { freeBytes, totalBytes } = disk;
  const values = { freeBytes, totalBytes };
  if (freeBytes < LEAST_FREE_BYTES) {
    return [problem('disk_low', 'trouble', values, { isUnready: true })];
  }
  return freeBytes < Math.min(LITTLE_FREE_BYTES, LITTLE_FREE_PART * totalBytes)
    ? [problem('disk_low', 'attention', values)]
    : [];
}

/** What was answered with a fault is sent again by Exchange: nothing is lost yet, and the present is told elsewhere. */
function failures(history: readonly Minute[]): Problem[] {
  const minutes = history.slice(-FAILED_WITHIN_MINUTES).filter(({ failed }) => failed > 0);
  const count = minutes.reduce((sum, { failed }) => sum + failed, 0);
  const values = { count, minutes: FAILED_WITHIN_MINUTES, lastAt: minutes.at(-1)?.at ?? null };
  return count > 0 ? [problem('notifications_failed', 'attention', values)] : [];
}
