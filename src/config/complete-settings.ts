import { join } from 'node:path';
import type { z } from 'zod';
import { adminProblems } from './admin-problems.ts';
import { databaseOf } from './database-of.ts';
import { didYouMean } from './did-you-mean.ts';
import type { MergedSources } from './merge-sources.ts';
import { environmentSuffix } from './raw-value.ts';
import type { SettingProblem } from './settings-error.ts';
import { SettingsError } from './settings-error.ts';
import type { settingsSchema } from './settings-schema.ts';
import { tlsProblems } from './tls-problems.ts';

type Checked = z.output<typeof settingsSchema>;

/** Settings whose absent values were derived from others. */
export interface CompletedSettings {
  readonly settings: Omit<Checked, 'mandators' | 'defaultMandator' | 'store'> & {
    readonly mandators: readonly string[];
    readonly defaultMandator: string;
    readonly store: 'mssql' | 'sqlite';
  };
  readonly problems: readonly SettingProblem[];
}

/** Where log files go behind IIS, in the data folder: the one place that the pool's identity may write to. */
const LOG_FOLDER = 'logs';

/** Conclusions about mandators and databases rest on all of these. */
const DATABASE_SETTINGS = [
  'mandators',
  'connectionStrings',
  'defaultMandator',
  'store',
  'sqlUser',
  'sqlPassword',
  'sqlDomain',
  'sqlTlsMinVersion',
];

/**
 * Fills in what follows from other settings, and finds what does not fit together.
 * @param bad settings whose values were refused and left out of `checked`: nothing is concluded from those
 */
export function completeSettings(
  checked: Checked,
  merged: MergedSources,
  bad: ReadonlySet<string>,
): CompletedSettings {
  const databases = Object.keys(checked.connectionStrings);
  const mandators = checked.mandators ?? (databases.length > 0 ? databases : ['Default']);
  const store = checked.store ?? (databases.length > 0 ? 'mssql' : 'sqlite');
  const wanted = checked.defaultMandator ?? mandators[0] ?? '';
  const defaultMandator = mandators.find((name) => name.toLowerCase() === wanted.toLowerCase());
  const isBehindPlatformHandler = merged.winners.get('port')?.origin.name === 'HTTP_PLATFORM_PORT';
  const host = checked.host ?? (isBehindPlatformHandler ? '127.0.0.1' : undefined);
  const isBehindIis = isBehindPlatformHandler || isPipe(checked.port);
  const logDir = checked.logDir ?? (isBehindIis ? join(checked.dataDir, LOG_FOLDER) : undefined);
  return {
    settings: {
      ...checked,
      ...(host === undefined ? {} : { host }),
      ...(logDir === undefined ? {} : { logDir }),
      logStdout: checked.logStdout ?? !isBehindIis,
      mandators: Object.freeze([...mandators]),
      defaultMandator: defaultMandator ?? wanted,
      store,
    },
    problems: [
      ...(DATABASE_SETTINGS.some((name) => bad.has(name))
        ? []
        : [
            ...twins(mandators),
            ...(defaultMandator === undefined
              ? [unknownDefault(wanted, mandators, merged.winners.get('defaultMandator')?.origin.name ?? '')]
              : []),
            ...(store === 'mssql'
              ? [...withoutDatabase(mandators, databases), ...unusable(checked, mandators)]
              : []),
            ...strayCredentials(checked, [...mandators, ...databases]),
          ]),
      ...(bad.has('headersTimeoutMs') || bad.has('requestTimeoutMs') ? [] : timeouts(checked)),
      ...(['adminPort', 'adminHost', 'adminToken'].some((name) => bad.has(name))
        ? []
        : adminProblems(checked)),
      ...(bad.has('mirror') ? [] : primaryOfNothing(checked)),
      ...(['tlsCert', 'tlsKey', 'tlsPfx', 'tlsClientCa'].some((name) => bad.has(name))
        ? []
        : tlsProblems(checked)),
      ...(bad.has('maxBodyBytes') || bad.has('maxBytesInFlight') ? [] : tooSmallForBodies(checked)),
    ],
  };
}

/** iisnode has its processes listen at a named pipe; what they write to standard output it keeps nowhere. */
function isPipe(port: Checked['port']): boolean {
  return typeof port === 'string' && port.startsWith('\\\\.\\pipe\\');
}

function twins(mandators: readonly string[]): SettingProblem[] {
  const seen = new Set<string>();
  return mandators.flatMap((name): SettingProblem[] => {
    const isTwin = seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    const found = `${JSON.stringify(name)} stands in the list twice (case does not count)`;
    return isTwin
      ? [{ setting: 'mandators', env: 'SYNC_MANDATORS', found, remedy: 'Remove one of them.' }]
      : [];
  });
}

function unknownDefault(wanted: string, mandators: readonly string[], place: string): SettingProblem {
  return {
    setting: 'defaultMandator',
    env: 'SYNC_DEFAULT_MANDATOR',
    found: `found ${JSON.stringify(wanted)} in ${place}, which is not a mandator`,
    allowed: `one of ${mandators.join(', ')}`,
    remedy: 'Correct it, or add the mandator.',
  };
}

function withoutDatabase(mandators: readonly string[], databases: readonly string[]): SettingProblem[] {
  const known = new Set(databases.map((name) => name.toLowerCase()));
  return mandators
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => ({
      setting: `connectionStrings.${name}`,
      env: `SYNC_CONNECTION_STRING_${environmentSuffix(name)}`,
      found: 'missing, and the store is mssql',
      remedy: `Give the mandator ${name} a connection string, take it out of mandators, or set the store to sqlite.`,
    }));
}

/** Connection strings and logins that tedious could do nothing with, known before anything is connected to. */
function unusable(checked: Checked, mandators: readonly string[]): readonly SettingProblem[] {
  return mandators.flatMap((mandator) => {
    try {
      databaseOf(checked, mandator);
      return [];
    } catch (error) {
      if (error instanceof SettingsError) {
        return error.problems;
      }
      throw error;
    }
  });
}

/** A user or password for a mandator that does not exist is most likely a typing error in its name. */
function strayCredentials(checked: Checked, mandators: readonly string[]): SettingProblem[] {
  const known = new Set(mandators.map((name) => name.toLowerCase()));
  return (['sqlUser', 'sqlPassword', 'sqlDomain'] as const).flatMap((setting) =>
    Object.keys(checked[setting])
      .filter((name) => name !== '*' && !known.has(name.toLowerCase()))
      .map((name): SettingProblem => {
        const near = didYouMean(name, mandators);
        return {
          setting: `${setting}.${name}`,
          found: `there is no mandator ${JSON.stringify(name)}`,
          allowed: `a value for ${mandators.join(', ')}`,
          remedy: near === null ? 'Remove it, or add the mandator.' : `Did you mean ${near}?`,
        };
      }),
  );
}

function timeouts({ headersTimeoutMs, requestTimeoutMs }: Checked): SettingProblem[] {
  const found = `found ${headersTimeoutMs} ms, which is longer than requestTimeoutMs (${requestTimeoutMs} ms)`;
  const remedy = 'Lower it, or raise requestTimeoutMs.';
  return headersTimeoutMs > requestTimeoutMs
    ? [{ setting: 'headersTimeoutMs', env: 'SYNC_HEADERS_TIMEOUT_MS', found, remedy }]
    : [];
}

/** A sender gets half of it, and one message has to fit in there. */
function tooSmallForBodies({ maxBytesInFlight, maxBodyBytes }: Checked): SettingProblem[] {
  const found = `found ${maxBytesInFlight} bytes, which is less than twice maxBodyBytes (${maxBodyBytes} bytes)`;
  const remedy = 'Raise it, or lower maxBodyBytes.';
  return maxBytesInFlight < 2 * maxBodyBytes
    ? [{ setting: 'maxBytesInFlight', env: 'SYNC_MAX_BYTES_IN_FLIGHT', found, remedy }]
    : [];
}

function primaryOfNothing({ primary, mirror }: Checked): SettingProblem[] {
  const found = 'found legacy, and there is no mirror';
  const remedy = "Set mirror to the old endpoint's address, or remove primary.";
  return primary === 'legacy' && mirror === undefined
    ? [{ setting: 'primary', env: 'SYNC_PRIMARY', found, remedy }]
    : [];
}
