import type { Texts } from '../../language.ts';
import type { CheckId } from './names.ts';

/** What one check came to, in every language: it is worded where it is found, and shown elsewhere. */
export interface Finding {
  /** The mandator it is about; null for what concerns all. */
  readonly mandator: string | null;
  readonly check: CheckId;
  readonly result: 'ok' | 'warn' | 'fail';
  readonly found: Texts<string>;
  /** What to do; null where nothing is to be done. */
  readonly remedy: Texts<string> | null;
  /** T-SQL that does it, for the database administrator. */
  readonly sql: string | null;
}

/** A finding as `--json` prints it: always in English, so that scripts see the same everywhere. */
export interface PlainFinding extends Omit<Finding, 'found' | 'remedy'> {
  readonly found: string;
  readonly remedy: string | null;
}

/** A check that found everything in order. */
export function ok(mandator: string | null, check: CheckId, found: Texts<string>): Finding {
  return { mandator, check, result: 'ok', found, remedy: null, sql: null };
}

/** Something that works but should be known. */
export function warn(
  mandator: string | null,
  check: CheckId,
  found: Texts<string>,
  remedy: Texts<string>,
): Finding {
  return { mandator, check, result: 'warn', found, remedy, sql: null };
}

/** Something that keeps notifications from being written. */
export function fail(
  mandator: string | null,
  check: CheckId,
  found: Texts<string>,
  remedy: Texts<string>,
): Finding {
  return { mandator, check, result: 'fail', found, remedy, sql: null };
}

/** The finding for programs. */
export function toPlain({ mandator, check, result, found, remedy, sql }: Finding): PlainFinding {
  return { mandator, check, result, found: found.en, remedy: remedy?.en ?? null, sql };
}
