import { join, win32 } from 'node:path';
import type { ConfigEntry } from './config-xml.ts';
import { ConfigFileError, readConfigSection } from './config-xml.ts';
import { reasonOf } from './reason-of.ts';
import type { SettingProblem } from './settings-error.ts';

/** A URL of the endpoint in ROOMS's configuration. */
export interface ServiceUrl {
  /** `ExchangeServiceUrl`, or in newer releases `ExchangePushNotificationEndpointUrl`. */
  readonly key: string;
  readonly url: string;
  /** Its path, as a client sends it. */
  readonly path: string;
}

/** What ROOMS's own configuration files say. */
export interface RoomsConfig {
  /** Connection strings by mandator, in their order and spelling. */
  readonly connectionStrings: ReadonlyMap<string, string>;
  readonly defaultMandator: string | null;
  readonly serviceUrls: readonly ServiceUrl[];
  readonly problems: readonly SettingProblem[];
}

/** Names of the files that are read. */
export const CONNECTION_STRINGS_FILE = 'ConnectionStrings.config';
export const APP_SETTINGS_FILE = 'RoomsAppSettings.config';

const URL_KEYS = ['ExchangeServiceUrl', 'ExchangePushNotificationEndpointUrl'];

type ReadFile = (path: string) => Uint8Array;

/**
 * Folders that ROOMS's configuration lies in on a server where it is installed, newest release first.
 * Empty on anything but Windows.
 */
export function knownRoomsConfigDirs(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (platform !== 'win32') {
    return [];
  }
  // ProgramW6432: in a 32-bit process, ProgramFiles is the folder for 32-bit programs.
  const programs = env['ProgramW6432'] ?? env['ProgramFiles'] ?? 'C:\\Program Files';
  const programs32 = env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)';
  return [
    win32.join(programs, '3volutions', 'ROOMS', 'Configuration'),
    win32.join(programs32, '3VOLUTIONS', 'ROOMS', 'Configuration'),
    win32.join(programs32, 'Garaio', 'ROOMS', 'Configuration'),
  ];
}

/**
 * Reads `ConnectionStrings.config` and, where it exists, `RoomsAppSettings.config` from a folder. Never throws:
 * what is wrong is in `problems`, by file and line, and never quotes a connection string.
 */
export function readRoomsConfig(dir: string, readFile: ReadFile): RoomsConfig {
  const problems: SettingProblem[] = [];
  const strings = readEntries(dir, CONNECTION_STRINGS_FILE, 'connectionStrings', true, readFile, problems);
  const settings = readEntries(dir, APP_SETTINGS_FILE, 'RoomsAppSettings', false, readFile, problems);
  const connectionStrings = collect(strings, 'name', 'connectionString', 'refuse', problems);
  const values = collect(settings, 'key', 'value', 'replace', problems);
  const value = (key: string) =>
    [...values].find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1].trim() ?? '';
  const defaultMandator = value('DefaultMandator');
  return {
    connectionStrings,
    defaultMandator: defaultMandator === '' ? null : defaultMandator,
    serviceUrls: URL_KEYS.flatMap((key) => readUrl(key, value(key), settings.path, problems)),
    problems,
  };
}

interface Section {
  readonly path: string;
  readonly entries: readonly ConfigEntry[];
}

function readEntries(
  dir: string,
  file: string,
  section: string,
  isRequired: boolean,
  readFile: ReadFile,
  problems: SettingProblem[],
): Section {
  const path = join(dir, file);
  const refuse = (found: string, remedy: string) => problems.push(problem(`${path}: ${found}`, remedy));
  let bytes: Uint8Array;
  try {
    bytes = readFile(path);
  } catch (error) {
    const reason = reasonOf(error);
    if (isRequired || reason !== 'ENOENT') {
      refuse(
        `cannot be read (${reason})`,
        "Name the folder of ROOMS's configuration files, and let the service read it.",
      );
    }
    return { path, entries: [] };
  }
  try {
    const entries = readConfigSection(bytes, section);
    if (entries === null) {
      refuse(`has no <${section}>`, `Expected is <${section}>, alone or within <configuration>.`);
    }
    return { path, entries: entries ?? [] };
  } catch (error) {
    if (!(error instanceof ConfigFileError)) {
      throw error;
    }
    refuse(error.message, `Expected is <${section}> with <add>, <remove> and <clear> in plain XML.`);
    return { path, entries: [] };
  }
}

/**
 * Applies `<clear>`, `<remove>` and `<add>` in their order, names compared without case.
 * @param whenTwice what a second `<add>` of a name does: for connection strings .NET refuses it, in application
 *   settings it replaces the first
 */
function collect(
  { path, entries }: Section,
  nameAttribute: string,
  valueAttribute: string,
  whenTwice: 'refuse' | 'replace',
  problems: SettingProblem[],
): ReadonlyMap<string, string> {
  const found = new Map<string, readonly [name: string, value: string]>();
  for (const entry of entries) {
    const refuse = (what: string, remedy: string) =>
      problems.push(problem(`${path} line ${entry.line}: ${what}`, remedy));
    const name = entry.attribute(nameAttribute);
    const value = entry.attribute(valueAttribute);
    const key = name?.toLowerCase() ?? '';
    if (entry.kind === 'clear') {
      found.clear();
    } else if (entry.kind === 'remove' && name !== null) {
      found.delete(key);
    } else if (entry.kind !== 'add' || name === null || name === '' || value === null) {
      const expected = `<add ${nameAttribute}="..." ${valueAttribute}="..." />, <remove ${nameAttribute}="..." /> or <clear />`;
      refuse(`<${entry.kind}> is not understood`, `Expected is ${expected}.`);
    } else if (found.has(key) && whenTwice === 'refuse') {
      refuse(
        `${JSON.stringify(name)} is added a second time`,
        'Remove one of the two (their case does not count).',
      );
    } else {
      found.set(key, [name, value]);
    }
  }
  return new Map(found.values());
}

function readUrl(key: string, url: string, file: string, problems: SettingProblem[]): ServiceUrl[] {
  if (url === '') {
    return [];
  }
  if (!/^https?:/i.test(url) || !URL.canParse(url)) {
    const remedy = 'Expected is a URL such as https://host/Webservices/SyncNotification.svc.';
    problems.push(problem(`${file}: ${key} is ${JSON.stringify(url)}`, remedy));
    return [];
  }
  return [{ key, url, path: new URL(url).pathname }];
}

function problem(found: string, remedy: string): SettingProblem {
  return { setting: 'roomsConfigDir', env: 'ROOMS_CONFIG_DIR', found, remedy };
}
