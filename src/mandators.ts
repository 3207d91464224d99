/** The mandators that are served, as they are configured. */
export interface Mandators {
  readonly names: readonly string[];
  readonly defaultName: string;
  /** The configured spelling of a name, found without regard to case; null where there is no such mandator. */
  find(name: string): string | null;
}

/**
 * @param names at least one; compared without regard to case, as ROOMS does
 * @param defaultName which one is meant where a URL names none (ROOMS's `DefaultMandator`)
 * @throws RangeError where the default is none of them
 */
export function createMandators(names: readonly string[], defaultName: string): Mandators {
  const byName = new Map(names.map((name) => [fold(name), name]));
  const find = (name: string): string | null => byName.get(fold(name)) ?? null;
  const found = find(defaultName);
  if (found === null) {
    throw new RangeError(`the default mandator "${defaultName}" is none of ${names.join(', ')}`);
  }
  return { names, defaultName: found, find };
}

function fold(name: string): string {
  return name.normalize('NFC').toUpperCase();
}
