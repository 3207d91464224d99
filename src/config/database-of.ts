import type { ConnectionConfiguration } from 'tedious';
import type { TlsVersion } from './connection-options.ts';
import { toTediousConfig } from './connection-string.ts';
import type { SqlCredentials } from './sql-login.ts';
import type { PerMandator } from './value-type.ts';

/** The settings that say where a mandator's database is and how to log in. */
export interface DatabaseSettings {
  readonly connectionStrings: PerMandator;
  readonly sqlUser: PerMandator;
  readonly sqlPassword: PerMandator;
  readonly sqlDomain: PerMandator;
  readonly sqlTlsMinVersion: TlsVersion;
}

/**
 * How tedious connects to a mandator's database; null where the mandator has no connection string.
 * @throws SettingsError naming everything that cannot work
 */
export function databaseOf(settings: DatabaseSettings, mandator: string): ConnectionConfiguration | null {
  const connectionString = valueFor(settings.connectionStrings, mandator);
  const extras = { ...credentialsFor(settings, mandator), tlsMinVersion: settings.sqlTlsMinVersion };
  return connectionString === undefined ? null : toTediousConfig(mandator, connectionString, extras);
}

/**
 * The login that the settings have for a mandator. A mandator with a user of its own takes nothing from the general
 * values: the general domain would turn its SQL login into a Windows account, the general password would not fit.
 */
export function credentialsFor(settings: DatabaseSettings, mandator: string): SqlCredentials {
  const own = {
    user: valueFor(settings.sqlUser, mandator),
    password: valueFor(settings.sqlPassword, mandator),
    domain: valueFor(settings.sqlDomain, mandator),
  };
  const isOwn = own.user !== undefined;
  const general = (values: PerMandator) => (isOwn ? undefined : values['*']);
  const user = own.user ?? general(settings.sqlUser);
  const password = own.password ?? general(settings.sqlPassword);
  const domain = own.domain ?? general(settings.sqlDomain);
  return {
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(domain === undefined ? {} : { domain }),
    isOwn,
    isOwnPassword: own.password !== undefined,
  };
}

/** A mandator's own value, whatever the case of its name. */
function valueFor(values: PerMandator, mandator: string): string | undefined {
  const key = Object.keys(values).find((name) => name.toLowerCase() === mandator.toLowerCase());
  return key === undefined ? undefined : values[key];
}
