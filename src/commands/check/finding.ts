/** What one check came to. */
export interface Finding {
  /** The mandator it is about; null for what concerns all. */
  readonly mandator: string | null;
  /** What was looked at: `settings`, `connection`, `columns`, ... */
  readonly check: string;
  readonly result: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null;
  /** T-SQL that does it, for the database administrator. */
  readonly sql: string | null;
}

/** A check that found everything in order. */
export function ok(mandator: string | null, check: string, found: string): Finding {
  return { mandator, check, result: 'ok', found, remedy: null, sql: null };
}

/** Something that works but should be known. */
export function warn(mandator: string | null, check: string, found: string, remedy: string): Finding {
  return { mandator, check, result: 'warn', found, remedy, sql: null };
}

/** Something that keeps notifications from being written. */
export function fail(mandator: string | null, check: string, found: string, remedy: string): Finding {
  return { mandator, check, result: 'fail', found, remedy, sql: null };
}
