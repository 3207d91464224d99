import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseOf } from '../../config/database-of.ts';
import { germanProblem } from '../../config/german/problem-texts.ts';
import { knownRoomsConfigDirs } from '../../config/rooms-config.ts';
import { loadSettings, type Settings, type SettingSources } from '../../config/settings.ts';
import { SettingsError, type SettingProblem } from '../../config/settings-error.ts';
import { findRoomsConfigDir } from '../../config/settings-rooms.ts';
import type { Language, Texts } from '../../language.ts';
import type { Mapping } from '../../mapping/compile-mapping.ts';
import { loadMapping } from '../../mapping/load-mapping.ts';
import { MappingError } from '../../mapping/mapping-file.ts';
import { EMBEDDED_STORE_FILE } from '../../store/sqlite/store-file.ts';
import { checkCallers } from './check-callers.ts';
import { checkDatabase } from './check-database.ts';
import { checkEmbeddedStore } from './check-embedded-store.ts';
import { everywhere, speaker } from '../texts.ts';
import { fail, ok, type Finding } from './finding.ts';
import { CHECK_TEXTS } from './texts.ts';

const say = speaker(CHECK_TEXTS);

/**
 * Runs every check: settings, mapping, and each mandator's database or the embedded store. Nothing is written
 * anywhere. A check that cannot be run because an earlier one failed is left out.
 * @param only the one mandator to check; null for all
 * @param now this machine's clock, milliseconds since 1970
 * @param onAccount hears of logins and users as the databases call them
 */
export async function runChecks(
  sources: SettingSources,
  only: string | null,
  now: () => number = Date.now,
  onAccount?: (name: string) => void,
): Promise<Finding[]> {
  let settings: Settings;
  try {
    settings = loadSettings(sources);
  } catch (error) {
    if (error instanceof SettingsError) {
      return error.problems.map(settingFinding);
    }
    throw error;
  }
  const chosen = settings.mandators.filter(
    (name) => only === null || name.toLowerCase() === only.toLowerCase(),
  );
  const findings = [...checkSettings(settings, sources), ...checkCallers(settings, now)];
  if (chosen.length === 0) {
    const found = say((t) => t.noMandator(JSON.stringify(only)));
    const remedy = say((t) => t.nameOneOf(settings.mandators.join(', ')));
    return [...findings, fail(null, 'settings', found, remedy)];
  }
  const mapping = await checkMapping(settings, findings);
  if (mapping === null) {
    return findings;
  }
  if (settings.store === 'sqlite') {
    return [...findings, ...checkEmbeddedStore(join(settings.dataDir, EMBEDDED_STORE_FILE), mapping.table)];
  }
  const checked = await Promise.all(
    chosen.map(async (mandator) => {
      const config = databaseOf(settings, mandator);
      return config === null ? [] : await checkDatabase(mandator, config, mapping, { now, onAccount });
    }),
  );
  return [...findings, ...checked.flat()];
}

function settingFinding(problem: SettingProblem): Finding {
  const { setting, env } = problem;
  const texts = { en: problem, de: germanProblem(problem) };
  const name = env === undefined || env === setting ? setting : `${setting} (${env})`;
  const remedy = (language: Language): string => {
    const { allowed, remedy: todo } = texts[language];
    return allowed === undefined ? todo : CHECK_TEXTS[language].allowed(allowed, todo);
  };
  return fail(
    null,
    'settings',
    { en: `${name}: ${texts.en.found}`, de: `${name}: ${texts.de.found}` },
    { en: remedy('en'), de: remedy('de') },
  );
}

function checkSettings(settings: Settings, sources: SettingSources): Finding[] {
  const { mandators, defaultMandator, store, origin } = settings;
  const named = mandators.map((name) => {
    const where = origin[`connectionStrings.${name}`]?.name;
    return store === 'mssql' && where !== undefined ? `${name} (${where})` : name;
  });
  return [
    ok(
      null,
      'settings',
      say((t) => t.settingsInOrder(store)),
    ),
    ok(null, 'ROOMS configuration', roomsWords(settings, sources)),
    ok(
      null,
      'mandators',
      say((t) => t.mandators(named.join(', '), defaultMandator)),
    ),
  ];
}

/** Its files are named where a setting in force is from them; a folder may be read and give none. */
function roomsWords({ origin, roomsConfigDir }: Settings, sources: SettingSources): Texts<string> {
  const values = Object.values(origin).filter(({ source }) => source === 'rooms');
  const files = [...new Set(values.map(({ name }) => name))];
  if (files.length > 0) {
    return say((t) => t.readFrom(files.join(', ')));
  }
  const { env, platform = process.platform, readFile = readFileSync } = sources;
  const folder = roomsConfigDir ?? findRoomsConfigDir(knownRoomsConfigDirs(platform, env), readFile);
  return say((t) => (folder === null ? t.noRooms : t.readForNothing(folder)));
}

async function checkMapping(settings: Settings, findings: Finding[]): Promise<Mapping | null> {
  try {
    const mapping = await loadMapping(settings.mapping);
    findings.push(
      ok(
        null,
        'mapping',
        say((t) => t.mapping(settings.mapping ?? null, mapping.table.columns.length)),
      ),
    );
    return mapping;
  } catch (error) {
    if (error instanceof MappingError) {
      const remedy = say((t) => t.correctMapping(settings.mapping ?? null));
      findings.push(...error.problems.map((problem) => fail(null, 'mapping', everywhere(problem), remedy)));
      return null;
    }
    throw error;
  }
}
