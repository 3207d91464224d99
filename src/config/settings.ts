import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { SettingEntry } from './catalogue.ts';
import { settingEntries } from './catalogue.ts';
import { completeSettings } from './complete-settings.ts';
import { mergeSources } from './merge-sources.ts';
import type { MergedSources } from './merge-sources.ts';
import type { Origin, RawSettings, RawValue } from './raw-value.ts';
import { show } from './raw-value.ts';
import { knownRoomsConfigDirs } from './rooms-config.ts';
import { readEnvironment } from './settings-environment.ts';
import type { SettingProblem } from './settings-error.ts';
import { SettingsError } from './settings-error.ts';
import { readSettingsFile } from './settings-file.ts';
import { findRoomsConfigDir, readRoomsSettings } from './settings-rooms.ts';
import { settingsSchema } from './settings-schema.ts';

const NOTHING: RawSettings = { values: [], problems: [] };

type Checked = z.output<typeof settingsSchema>;

/** The settings as the service uses them: times in milliseconds, sizes in bytes, paths absolute. Frozen. */
export interface Settings extends Readonly<Omit<Checked, 'mandators' | 'defaultMandator' | 'store'>> {
  /** Never empty. */
  readonly mandators: readonly string[];
  /** One of `mandators`, in their spelling. */
  readonly defaultMandator: string;
  readonly store: 'mssql' | 'sqlite';
  /** Where each value comes from, by name; by mandator as `sqlUser.PROD`. What is derived or unset has none. */
  readonly origin: Readonly<Record<string, Origin>>;
}

/** Where settings are read from. Nothing else in the product reads the environment. */
export interface SettingSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Values of command line options by the setting's name, as commander hands them over. */
  readonly flags?: Readonly<Record<string, unknown>>;
  /** Folder that relative paths start at. */
  readonly cwd: string;
  readonly readFile?: (path: string) => Uint8Array;
  readonly platform?: NodeJS.Platform;
}

/**
 * Reads, merges and checks the settings: command line over environment over file over ROOMS's own configuration
 * over default.
 * @throws SettingsError with every problem there is
 */
export function loadSettings(sources: SettingSources): Settings {
  const { settings, problems } = readSettings(sources);
  if (problems.length > 0) {
    throw new SettingsError(problems);
  }
  return settings;
}

/** Settings as far as they can be read. */
export interface ReadSettings {
  /** Where there are problems: with defaults in place of what was refused. Nothing may be started with those. */
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
}

/** Does as `loadSettings` and does not throw, for who looks for what is wrong with an installation. */
export function readSettings(sources: SettingSources): ReadSettings {
  const { env, flags = {}, cwd, readFile = readFileSync, platform = process.platform } = sources;
  const entries = settingEntries();
  const fromFlags = readFlags(flags, cwd, entries);
  const fromEnv = readEnvironment({ env, cwd, readFile, platform }, entries);
  const path = mergeSources([fromEnv.values, fromFlags.values], []).input['config'];
  const fromFile = typeof path === 'string' ? readSettingsFile(path, entries, readFile) : NOTHING;
  const given = [fromFile.values, fromEnv.values, fromFlags.values];
  const roomsDir =
    mergeSources(given, []).input['roomsConfigDir'] ??
    findRoomsConfigDir(knownRoomsConfigDirs(platform, env), readFile);
  const fromRooms = typeof roomsDir === 'string' ? readRoomsSettings(roomsDir, entries, readFile) : NOTHING;

  const layers = [defaultsOf(cwd, entries), fromRooms.values, ...given];
  const merged = mergeSources(layers, namedMandators(mergeSources(layers, []).input));
  const problems = [fromRooms, fromFile, fromEnv, fromFlags].flatMap((source) => source.problems);
  const result = settingsSchema.safeParse(merged.input);
  const bad = new Set((result.error?.issues ?? []).map((issue) => String(issue.path[0])));
  if (result.error !== undefined) {
    problems.push(...problemsOf(result.error, merged, entries));
  }
  const good = Object.fromEntries(Object.entries(merged.input).filter(([name]) => !bad.has(name)));
  const completed = completeSettings(settingsSchema.parse(good), merged, bad);
  const origin = Object.fromEntries([...merged.winners].map(([key, raw]) => [key, raw.origin]));
  return {
    settings: Object.freeze({ ...completed.settings, origin: Object.freeze(origin) }),
    problems: [...problems, ...completed.problems],
  };
}

/** The defaults as a source of their own, so that paths among them are made absolute as any others. */
function defaultsOf(cwd: string, entries: readonly SettingEntry[]): RawValue[] {
  const origin = { source: 'default', name: '' } as const;
  return entries
    .filter((entry) => entry.info.defaultValue !== undefined && entry.info.perMandator === undefined)
    .map((entry) => ({ entry, mandator: null, value: entry.info.defaultValue, origin, baseDir: cwd }));
}

function readFlags(
  flags: Readonly<Record<string, unknown>>,
  cwd: string,
  entries: readonly SettingEntry[],
): RawSettings {
  const values = entries.flatMap((entry): RawValue[] => {
    const value = flags[entry.name];
    return entry.flag === null || value === undefined
      ? []
      : [{ entry, mandator: null, value, origin: { source: 'flag', name: entry.flag }, baseDir: cwd }];
  });
  return { values, problems: [] };
}

/** The mandators that are spelt out in the setting of that name, if it is well-formed at all. */
function namedMandators(input: Readonly<Record<string, unknown>>): readonly string[] {
  const result = settingsSchema.shape.mandators.safeParse(input['mandators']);
  return result.data ?? [];
}

/** One problem a value, however many of the schema's rules it breaks. */
function problemsOf(
  error: z.ZodError,
  merged: MergedSources,
  entries: readonly SettingEntry[],
): SettingProblem[] {
  const problems = new Map<string, SettingProblem>();
  for (const issue of error.issues) {
    const [name, second] = issue.path.map(String);
    const entry = entries.find((candidate) => candidate.name === name);
    const key = entry?.info.perMandator === undefined ? name : `${name ?? ''}.${second ?? '*'}`;
    const raw = merged.winners.get(key ?? '');
    if (entry === undefined || raw === undefined || key === undefined || problems.has(key)) {
      continue;
    }
    problems.set(key, {
      setting: key,
      env: entry.env[0],
      found: `found ${show(raw.value, entry)} in ${raw.origin.name}`,
      allowed: entry.info.allowed,
      remedy: remedyFor(entry),
    });
  }
  return [...problems.values()];
}

function remedyFor({ info }: SettingEntry): string {
  if (info.perMandator !== undefined) {
    return 'Correct it or remove it.';
  }
  return info.defaultValue === undefined
    ? `Correct it, or remove it: ${info.unset ?? ''}.`
    : `Correct it, or remove it for the default ${JSON.stringify(info.defaultValue)}.`;
}
