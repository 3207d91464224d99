import type { Texts } from '../../language.ts';

/**
 * What is looked at, in the order in which one rests on the other: it makes no sense to look for the reason of a
 * refused request before the service runs.
 */
export const AREAS = [
  'settings',
  'node',
  'disk',
  'database',
  'iis',
  'port',
  'service',
  'certificate',
  'url',
  'proxy',
  'clock',
] as const;

export type Area = (typeof AREAS)[number];

/** What the doctor found, in every language. */
export interface Diagnosis {
  readonly area: Area;
  /** The mandator it is about; null for what concerns all. */
  readonly mandator: string | null;
  readonly result: 'ok' | 'warn' | 'fail';
  readonly found: Texts<string>;
  /** What to do; null where nothing is to be done. */
  readonly remedy: Texts<string> | null;
  /** T-SQL that does it, for the database administrator. */
  readonly sql: string | null;
}

/** Something that is as it should be. */
export function good(area: Area, found: Texts<string>): Diagnosis {
  return { area, mandator: null, result: 'ok', found, remedy: null, sql: null };
}

/** Something that works now but should be known. */
export function doubtful(area: Area, found: Texts<string>, remedy: Texts<string>): Diagnosis {
  return { area, mandator: null, result: 'warn', found, remedy, sql: null };
}

/** Something that keeps notifications from coming in or from being written. */
export function bad(area: Area, found: Texts<string>, remedy: Texts<string>): Diagnosis {
  return { area, mandator: null, result: 'fail', found, remedy, sql: null };
}

/**
 * What is to be done, in order: failures before warnings, and among either what others rest on first. A service that
 * does not run may be meant not to, but not where its URL does not answer either: then that comes before the URL. The
 * same remedy for several findings stands once.
 */
export function thingsToDo(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const isUrlFailed = diagnoses.some(({ area, result }) => area === 'url' && result === 'fail');
  const isGrave = ({ result, area }: Diagnosis): boolean =>
    result === 'fail' || (area === 'service' && isUrlFailed);
  const weight = (diagnosis: Diagnosis): number =>
    (isGrave(diagnosis) ? 0 : AREAS.length) + AREAS.indexOf(diagnosis.area);
  const seen = new Set<string>();
  return diagnoses
    .filter(({ remedy }) => remedy !== null)
    .toSorted((a, b) => weight(a) - weight(b))
    .filter(({ remedy, sql, mandator }) => {
      const key = JSON.stringify([remedy?.en, sql, mandator]);
      return !seen.has(key) && seen.add(key);
    });
}
