import { join } from 'node:path';
import type { SettingEntry, SettingName } from './catalogue.ts';
import type { RawSettings, RawValue } from './raw-value.ts';
import { findEntry } from './raw-value.ts';
import type { RoomsConfig } from './rooms-config.ts';
import { APP_SETTINGS_FILE, CONNECTION_STRINGS_FILE, readRoomsConfig } from './rooms-config.ts';
import { settingsSchema } from './settings-schema.ts';

/**
 * Finds the folder of an installed ROOMS: the first one with connection strings that can be read. Null where there
 * is none.
 */
export function findRoomsConfigDir(
  dirs: readonly string[],
  readFile: (path: string) => Uint8Array,
): string | null {
  const hasStrings = (dir: string) => {
    try {
      readFile(join(dir, CONNECTION_STRINGS_FILE));
      return true;
    } catch {
      return false;
    }
  };
  return dirs.find(hasStrings) ?? null;
}

/** ROOMS's own configuration as a source of settings, weaker than all but the defaults. */
export function readRoomsSettings(
  dir: string,
  entries: readonly SettingEntry[],
  readFile: (path: string) => Uint8Array,
): RawSettings {
  const config = readRoomsConfig(dir, readFile);
  const raw = (
    name: SettingName,
    file: string,
    value: unknown,
    mandator: string | null = null,
  ): RawValue[] => {
    const entry = findEntry(entries, name);
    const origin = { source: 'rooms', name: join(dir, file) } as const;
    return entry === undefined ? [] : [{ entry, mandator, value, origin, baseDir: dir }];
  };
  const paths = pathsOf(config);
  return {
    values: [
      ...[...config.connectionStrings].flatMap(([mandator, value]) =>
        raw('connectionStrings', CONNECTION_STRINGS_FILE, value, mandator),
      ),
      ...(config.defaultMandator === null
        ? []
        : raw('defaultMandator', APP_SETTINGS_FILE, config.defaultMandator)),
      ...(paths.length === 0 ? [] : raw('paths', APP_SETTINGS_FILE, paths)),
    ],
    problems: config.problems,
  };
}

/** The usual path and those that ROOMS tells Exchange; none where ROOMS tells nothing new. */
function pathsOf({ serviceUrls }: RoomsConfig): readonly string[] {
  const usual = settingsSchema.shape.paths.parse(undefined);
  const known = new Set(usual.map((path) => path.toLowerCase()));
  const others = serviceUrls
    .map(({ path }) => path)
    .filter((path) => path !== '/' && !known.has(path.toLowerCase()) && known.add(path.toLowerCase()));
  return others.length === 0 ? [] : [...usual, ...others];
}
