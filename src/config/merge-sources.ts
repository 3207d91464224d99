import { resolve } from 'node:path';
import type { SettingName } from './catalogue.ts';
import type { Origin, RawValue } from './raw-value.ts';
import { environmentSuffix } from './raw-value.ts';

/** What the sources say together: the strongest value of every setting, or of every mandator of a setting. */
export interface MergedSources {
  /** Input for the schema. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The value that won, by `originKey`. */
  readonly winners: ReadonlyMap<string, RawValue>;
}

/** `port`, or by mandator `sqlUser.PROD` and `sqlUser.*`. */
function originKey(name: SettingName, mandator: string | null): string {
  return mandator === null ? name : `${name}.${mandator}`;
}

/**
 * Lays the sources over each other, weakest first. Mandators keep the spelling of the source that named them
 * first: an environment variable can only say `TEST_1` for what the file calls `Test-1`.
 * @param mandators names that are known from elsewhere, for the spelling of those that no file names
 */
export function mergeSources(
  sources: readonly (readonly RawValue[])[],
  mandators: readonly string[],
): MergedSources {
  const input: Record<string, unknown> = {};
  const winners = new Map<string, RawValue>();
  const byMandator = new Map<SettingName, Record<string, unknown>>();
  for (const raw of sources.flat()) {
    const { name, info } = raw.entry;
    const value =
      info.isPath === true && typeof raw.value === 'string' ? resolve(raw.baseDir, raw.value) : raw.value;
    if (raw.mandator === null) {
      input[name] = value;
      winners.set(name, raw);
      continue;
    }
    const values = byMandator.get(name) ?? {};
    const mandator = spellingOf(raw.mandator, raw.origin, [...Object.keys(values), ...mandators]);
    values[mandator] = value;
    byMandator.set(name, values);
    input[name] = values;
    winners.set(originKey(name, mandator), raw);
  }
  return { input, winners };
}

function spellingOf(mandator: string, origin: Origin, known: readonly string[]): string {
  const same = known.find((name) => name.toLowerCase() === mandator.toLowerCase());
  if (same !== undefined || origin.source !== 'environment') {
    return same ?? mandator;
  }
  return known.find((name) => environmentSuffix(name) === environmentSuffix(mandator)) ?? mandator;
}
