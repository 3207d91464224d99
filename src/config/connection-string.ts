import type { ConnectionConfiguration } from 'tedious';
import type { TlsVersion } from './connection-options.ts';
import { readConnectionOptions } from './connection-options.ts';
import { readDataSource } from './data-source.ts';
import { environmentSuffix } from './raw-value.ts';
import type { ConnectionKeywords, Refuse } from './read-connection-string.ts';
import { readConnectionString } from './read-connection-string.ts';
import type { SettingProblem } from './settings-error.ts';
import { SettingsError } from './settings-error.ts';
import type { SqlCredentials } from './sql-login.ts';
import { chooseLogin } from './sql-login.ts';

/** What a connection string does not say. */
export interface ConnectionExtras extends SqlCredentials {
  readonly tlsMinVersion?: TlsVersion;
}

/**
 * Turns an ADO.NET connection string into tedious's configuration, so that what ROOMS connects with connects here.
 *
 * How encryption is chosen is told at `readConnectionOptions`.
 *
 * @throws SettingsError with every reason why it cannot work; no message holds a password or any other value that
 *   might be part of one
 */
export function toTediousConfig(
  mandator: string,
  connectionString: string,
  extras: ConnectionExtras = {},
): ConnectionConfiguration {
  const problems: SettingProblem[] = [];
  const refuse: Refuse = (found, remedy) => {
    const env = `SYNC_CONNECTION_STRING_${environmentSuffix(mandator)}`;
    const setting = `connectionStrings.${mandator}`;
    problems.push({ setting, env, found: `mandator ${JSON.stringify(mandator)}: ${found}`, remedy });
  };
  const keywords = readConnectionString(connectionString, refuse);
  if (problems.length > 0) {
    // What is missing now may stand in the part that was not understood.
    throw new SettingsError(problems);
  }
  refuseWhatCannotWork(keywords, refuse);
  const dataSource = keywords.get('dataSource');
  if (dataSource === undefined) {
    refuse('its connection string names no server', 'Add Data Source=host, host\\instance or host,port.');
  }
  const target = dataSource === undefined ? null : readDataSource(dataSource, refuse);
  const authentication = chooseLogin(mandator, keywords, extras, refuse);
  const options = readConnectionOptions(keywords, extras.tlsMinVersion ?? 'TLSv1.2', refuse);
  if (target === null || authentication === null || problems.length > 0) {
    throw new SettingsError(problems);
  }
  const { server, ...where } = target;
  return { server, authentication, options: { ...options, ...where } };
}

/** Server, database and user of a connection, for logs: `SQL1\INST/ROOMS as CORP\svc`. */
export function describeTarget(config: ConnectionConfiguration): string {
  const { port, instanceName, database } = config.options ?? {};
  const place = instanceName === undefined ? `,${port ?? 1433}` : `\\${instanceName}`;
  return `${config.server}${place}/${database ?? '(default database)'} as ${describeLogin(config.authentication)}`;
}

function describeLogin(authentication: ConnectionConfiguration['authentication']): string {
  const options = (authentication?.options ?? {}) as Partial<
    Record<'domain' | 'userName' | 'clientId', string>
  >;
  const user = options.userName ?? options.clientId ?? authentication?.type ?? '(nobody)';
  return options.domain === undefined ? user : `${options.domain}\\${user}`;
}

function refuseWhatCannotWork(keywords: ConnectionKeywords, refuse: Refuse): void {
  if ((keywords.get('attachDbFilename') ?? '') !== '') {
    const remedy = 'Attach the database to a server once, and name it as Initial Catalog.';
    refuse('its connection string attaches a database file (AttachDbFilename), which only .NET can', remedy);
  }
  if (isYes(keywords.get('userInstance'))) {
    refuse(
      'its connection string asks for a user instance, which only .NET can start',
      'Use a server that runs.',
    );
  }
  if (isYes(keywords.get('contextConnection'))) {
    refuse(
      'its connection string asks for a context connection, which exists inside SQL Server only',
      'Remove it.',
    );
  }
  const library = keywords.get('networkLibrary')?.toLowerCase() ?? '';
  if (library !== '' && library !== 'dbmssocn') {
    refuse(
      'its Network Library is not TCP',
      'Remove Network Library, or write DBMSSOCN, and enable TCP/IP there.',
    );
  }
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && ['true', 'yes'].includes(value.toLowerCase());
}
