import { resolve } from 'node:path';
import type { SettingEntry } from './catalogue.ts';
import { decodeText } from './decode-text.ts';
import { didYouMean } from './did-you-mean.ts';
import type { RawSettings, RawValue } from './raw-value.ts';
import { reasonOf } from './reason-of.ts';
import type { SettingProblem } from './settings-error.ts';

/** What the environment is read with. */
export interface EnvironmentAccess {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start at. */
  readonly cwd: string;
  readonly readFile: (path: string) => Uint8Array;
  /** On `win32`, names of variables have no case. */
  readonly platform: NodeJS.Platform;
}

/** A variable that belongs to a setting. */
interface Match {
  readonly entry: SettingEntry;
  readonly mandator: string | null;
  /** `NAME_FILE`: the value stands in the file it names. */
  readonly fromFile: boolean;
  /** Among the variables of one setting, the lowest wins. */
  readonly rank: number;
}

/**
 * Kubernetes and Docker put the addresses of services into every container's environment, for a service called
 * `sync-notification` as `SYNC_NOTIFICATION_SERVICE_HOST`, `SYNC_NOTIFICATION_PORT_8080_TCP_ADDR` and so on.
 * They are nobody's typing errors.
 */
const SERVICE_LINK =
  /_SERVICE_HOST$|_SERVICE_PORT(_[A-Z0-9_]+)?$|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/;

/** Reads the settings that environment variables give. An empty variable counts as not set. */
export function readEnvironment(access: EnvironmentAccess, entries: readonly SettingEntry[]): RawSettings {
  const found = new Map<string, { match: Match; raw: RawValue }>();
  const problems: SettingProblem[] = [];
  for (const [spelling, text] of Object.entries(access.env)) {
    const name = access.platform === 'win32' ? spelling.toUpperCase() : spelling;
    if (text === undefined || text === '') {
      continue;
    }
    const match = matchVariable(name, entries);
    if (match === null) {
      problems.push(...unknownVariable(name, text, entries));
      continue;
    }
    const key = `${match.entry.name} ${match.mandator ?? ''}`;
    const earlier = found.get(key);
    if (earlier !== undefined && earlier.match.fromFile !== match.fromFile) {
      problems.push(givenTwice(match.entry, earlier.raw.origin.name, name));
    } else if (earlier === undefined || match.rank < earlier.match.rank) {
      const value = match.fromFile ? readSecret(name, text, match.entry, access, problems) : text;
      if (value !== null) {
        const origin = { source: 'environment', name } as const;
        const raw = { entry: match.entry, mandator: match.mandator, value, origin, baseDir: access.cwd };
        found.set(key, { match, raw });
      }
    }
  }
  return { values: [...found.values()].map(({ raw }) => raw), problems };
}

function matchVariable(name: string, entries: readonly SettingEntry[]): Match | null {
  for (const entry of entries) {
    const exact = entry.env.indexOf(name);
    if (exact >= 0 && entry.info.perMandator !== 'each') {
      return {
        entry,
        mandator: entry.info.perMandator !== undefined ? '*' : null,
        fromFile: false,
        rank: exact,
      };
    }
  }
  for (const entry of entries) {
    const [base] = entry.env;
    const mayBeFile = entry.info.secret === true || entry.info.perMandator !== undefined;
    if (mayBeFile && name === `${base}_FILE` && entry.info.perMandator !== 'each') {
      return { entry, mandator: entry.info.perMandator !== undefined ? '*' : null, fromFile: true, rank: 0 };
    }
    if (entry.info.perMandator !== undefined && name.startsWith(`${base}_`)) {
      const rest = name.slice(base.length + 1);
      const mandator = rest.endsWith('_FILE') ? rest.slice(0, -'_FILE'.length) : rest;
      return mandator === '' ? null : { entry, mandator, fromFile: mandator !== rest, rank: 0 };
    }
  }
  return null;
}

function readSecret(
  name: string,
  path: string,
  entry: SettingEntry,
  access: EnvironmentAccess,
  problems: SettingProblem[],
): string | null {
  try {
    const secret = decodeText(access.readFile(resolve(access.cwd, path))).replace(/\r?\n$/, '');
    if (secret !== '') {
      return secret;
    }
    problems.push({
      setting: entry.name,
      env: name,
      found: `${path} is empty`,
      remedy: 'Put the value into it.',
    });
  } catch (error) {
    const found = `${path} cannot be read (${reasonOf(error)})`;
    problems.push({
      setting: entry.name,
      env: name,
      found,
      remedy: 'Name a file that the service may read.',
    });
  }
  return null;
}

function unknownVariable(name: string, text: string, entries: readonly SettingEntry[]): SettingProblem[] {
  const isServiceLink = SERVICE_LINK.test(name) || (name.endsWith('_PORT') && /^(tcp|udp|sctp):/.test(text));
  if (!name.startsWith('SYNC_') || name.startsWith('SYNC_TEST_') || isServiceLink) {
    return [];
  }
  const near = didYouMean(bare(name), candidatesFor(name, entries), bare);
  const remedy = near === null ? 'Unset it; docs/settings.md lists every variable.' : `Did you mean ${near}?`;
  return [{ setting: name, found: 'no setting has this environment variable', remedy }];
}

/** `SYNC_` is right in any case: what counts is the rest. */
function bare(name: string): string {
  return name.replace(/^SYNC_/, '');
}

/** Names that exist, those by mandator with the mandator that `name` ends in. */
function candidatesFor(name: string, entries: readonly SettingEntry[]): string[] {
  const mandator = name.slice(name.lastIndexOf('_') + 1);
  return entries.flatMap((entry) =>
    entry.info.perMandator !== undefined
      ? [...(entry.info.perMandator === 'each' ? [] : [entry.env[0]]), `${entry.env[0]}_${mandator}`]
      : entry.env,
  );
}

function givenTwice(entry: SettingEntry, one: string, other: string): SettingProblem {
  return {
    setting: entry.name,
    env: one,
    found: `given twice: ${one} and ${other}`,
    remedy: 'Unset one of them.',
  };
}
