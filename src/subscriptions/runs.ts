import type { DatabaseSync } from 'node:sqlite';
import { setFact } from './file-schema.ts';

/** A run of the service. */
export interface Run {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** When it last said that it was alive. */
  readonly beatAt: number;
  readonly hasStopped: boolean;
}

/** A run that says nothing for so long has ended. */
const DEAD_AFTER_MS = 60_000;

/**
 * Says that a run is alive, and finds those that ended without saying so (killed, or still there when this one
 * starts): what they received last does not stand in the file.
 * @param now milliseconds since 1970
 */
export function beat(database: DatabaseSync, run: string, now: number): void {
  const isNew = database.prepare('SELECT 1 FROM run WHERE name = ?').get(run) === undefined;
  // A new run does not wait until one that was killed just now counts as dead: it may be what replaces it.
  const deadline = isNew ? now + DEAD_AFTER_MS : now - DEAD_AFTER_MS;
  const unclean = database
    .prepare('SELECT count(*) AS n FROM run WHERE name <> ? AND stopped = 0 AND beat_at < ?')
    .get(run, deadline);
  if (Number(unclean?.['n']) > 0) {
    setFact(database, 'uncleanAt', now);
  }
  database
    .prepare('DELETE FROM run WHERE name <> ? AND (stopped = 1 OR beat_at < ?)')
    .run(run, now - DEAD_AFTER_MS);
  database
    .prepare(
      `INSERT INTO run (name, started_at, beat_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET beat_at = excluded.beat_at, stopped = 0`,
    )
    .run(run, now, now);
}

/** Notes that a run has handed over everything it received. */
export function endRun(database: DatabaseSync, run: string): void {
  database.prepare('UPDATE run SET stopped = 1 WHERE name = ?').run(run);
}

/** The runs that the file knows of: those that are alive, and the last ones. */
export function readRuns(database: DatabaseSync): Run[] {
  return database
    .prepare('SELECT started_at, beat_at, stopped FROM run')
    .all()
    .map((row) => ({
      startedAt: Number(row['started_at']),
      beatAt: Number(row['beat_at']),
      hasStopped: row['stopped'] === 1,
    }));
}

/** The run that is alive and listens for the longest time; null where none is. */
export function livingRun(runs: readonly Run[], now: number): Run | null {
  const living = runs.filter((run) => !run.hasStopped && now - run.beatAt <= DEAD_AFTER_MS);
  return living.toSorted((a, b) => a.startedAt - b.startedAt)[0] ?? null;
}
