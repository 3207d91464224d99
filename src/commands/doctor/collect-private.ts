import { isIP } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { databaseOf } from '../../config/database-of.ts';
import { environmentSuffix } from '../../config/raw-value.ts';
import type { Settings } from '../../config/settings.ts';
import type { SettingProblem } from '../../config/settings-error.ts';
import type { Context } from './context.ts';
import type { PrivateKind } from './private-values.ts';

type Keep = Context['keep'];

/** Variables of Windows that name machine, domain and person. */
const VARIABLES: readonly (readonly [name: string, kind: PrivateKind])[] = [
  ['COMPUTERNAME', 'host'],
  ['USERDNSDOMAIN', 'host'],
  ['USERDOMAIN', 'host'],
  ['USERNAME', 'user'],
  ['USER', 'user'],
];

/** Notes what machine and settings have that is nobody else's business. */
export function collectPrivate(
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
  keep: Keep,
): void {
  const host = (value: string | undefined): void => {
    keepHost(value ?? '', keep);
  };
  host(hostname());
  for (const [name, kind] of VARIABLES) {
    const value = env[name] ?? '';
    if (kind === 'host') {
      host(value);
    } else {
      keep(kind, value);
    }
  }
  try {
    keep('user', userInfo().username);
  } catch {
    // A container may run under a number that has no name.
  }
  const { mandators, connectionStrings, retiredMandators = [] } = settings;
  for (const mandator of [...mandators, ...Object.keys(connectionStrings), ...retiredMandators]) {
    keep('mandator', mandator);
    // As names of environment variables have it.
    keep('mandator', environmentSuffix(mandator));
  }
  [settings.host, settings.adminHost, URL.parse(settings.mirror ?? '')?.hostname].forEach(host);
  Object.values(settings.sqlUser).forEach((user) => keep('user', user));
  Object.values(settings.sqlDomain).forEach(host);
  [...settings.allow, ...settings.trustProxy]
    .filter((entry) => /\d/.test(entry))
    .forEach((entry) => {
      keep('address', entry.replace(/\/\d+$/, ''));
    });
  mandators.forEach((mandator) => collectDatabase(settings, mandator, keep));
}

function collectDatabase(settings: Settings, mandator: string, keep: Keep): void {
  try {
    const config = databaseOf(settings, mandator);
    keepHost(config?.server ?? '', keep);
    keep('database', config?.options?.database ?? '');
    keep('name', config?.options?.instanceName ?? '');
    const login = config?.authentication?.options as Readonly<Record<string, string | undefined>> | undefined;
    keep('user', login?.['userName'] ?? '');
    keepHost(login?.['domain'] ?? '', keep);
    ['clientId', 'tenantId'].forEach((name) => keep('user', login?.[name] ?? ''));
  } catch {
    // The settings are not in order; the connection string was not understood, and is shown nowhere.
  }
}

/** Settings whose values name machines, people or customers; what was refused of them is quoted in its problem. */
const TELLING = new Set([
  ...['host', 'adminHost', 'mirror', 'mandators', 'defaultMandator', 'retiredMandators'],
  ...['connectionStrings', 'sqlUser', 'sqlDomain'],
]);

/** Notes what the problems of refused settings quote: those values are in no setting. */
export function collectRefused(problems: readonly SettingProblem[], keep: Keep): void {
  for (const { setting, found } of problems) {
    const [name = '', mandator = ''] = setting.split('.');
    keep('mandator', mandator);
    const quoted = TELLING.has(name) ? found.matchAll(/"((?:[^"\\]|\\.)+)"?/g) : [];
    for (const [, value = ''] of quoted) {
      keep('name', value.replaceAll(/\\(.)/g, '$1'));
      keep('name', value);
    }
  }
}

/** Notes the database of a mandator as a running service tells it: `server.example,1434/ROOMS`. */
export function collectDatabaseName(text: string, keep: Keep): void {
  const [, server = '', instance = '', database = ''] =
    /^([^\\,/]+)(?:\\([^/]+)|,\d+)?\/(.+)$/.exec(text) ?? [];
  keepHost(server, keep);
  keep('name', instance);
  keep('database', database);
}

/** An account as a database tells it: `CORP\\svc-rooms`, or a name alone. */
export function keepAccount(name: string, keep: Keep): void {
  const [account = '', ...domain] = name.split('\\').reverse();
  keep('user', account);
  keepHost(domain.join('\\'), keep);
}

/** A host's full name, its first part and its domain: each tells whose it is. */
export function keepHost(name: string, keep: Keep): void {
  if (isIP(name) !== 0) {
    keep('address', name);
    return;
  }
  keep('host', name);
  const [first = '', ...domain] = name.split('.');
  if (domain.length > 0) {
    keep('host', first);
    keep('host', domain.length > 1 ? domain.join('.') : '');
  }
}
