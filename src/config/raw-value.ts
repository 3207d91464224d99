import type { SettingEntry, SettingName } from './catalogue.ts';
import type { SettingProblem } from './settings-error.ts';

/** Where a value comes from, and what it is called there. */
export interface Origin {
  readonly source: 'default' | 'rooms' | 'file' | 'environment' | 'flag';
  /** `SYNC_STORE`, `--store`, `/etc/sync.jsonc line 4`, path of ROOMS's file; `default` has no name. */
  readonly name: string;
}

/** A value before it is checked. */
export interface RawValue {
  readonly entry: SettingEntry;
  /** The mandator it is for, `*` for all; null where the setting is not by mandator. */
  readonly mandator: string | null;
  readonly value: unknown;
  readonly origin: Origin;
  /** Folder that a relative path in it starts at. */
  readonly baseDir: string;
}

/** What one source has to say. */
export interface RawSettings {
  readonly values: readonly RawValue[];
  readonly problems: readonly SettingProblem[];
}

/** Finds a setting by its name in the file. */
export function findEntry(entries: readonly SettingEntry[], name: string): SettingEntry | undefined {
  return entries.find((entry) => entry.name === (name as SettingName));
}

/** How a mandator's name looks at the end of an environment variable: `Test-1` is `TEST_1`. */
export function environmentSuffix(mandator: string): string {
  return mandator.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '_');
}

/** A value for a message: cut, escaped, and not at all where it is secret. */
export function show(value: unknown, entry: SettingEntry): string {
  if (entry.info.secret === true) {
    return 'a value that is not shown here';
  }
  const json = JSON.stringify(value) as string | undefined;
  const shown = json ?? String(value);
  return shown.length > 80 ? `${shown.slice(0, 80)}...` : shown;
}
