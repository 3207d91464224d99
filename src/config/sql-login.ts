import type { ConnectionConfiguration } from 'tedious';
import { environmentSuffix } from './raw-value.ts';
import type { ConnectionKeywords, Refuse } from './read-connection-string.ts';

/** A login from the settings, for a connection string that has none or another one. */
export interface SqlCredentials {
  readonly user?: string;
  readonly password?: string;
  /** Windows domain: makes it an NTLM login. For a service principal, the id of its tenant. */
  readonly domain?: string;
  /** The user is for this mandator alone, and so wins over a login that stands in the connection string. */
  readonly isOwn?: boolean;
  /** The password is for this mandator alone, and so wins over the one in the connection string. */
  readonly isOwnPassword?: boolean;
}

type Authentication = NonNullable<ConnectionConfiguration['authentication']>;

/** The public client id that Microsoft.Data.SqlClient signs in with where the connection string names none. */
const SQLCLIENT_APPLICATION = '2fd908ad-0664-4344-b9be-cd3e8b574c38';

/** Chooses how to log in. Null where nothing fits; then it was refused. */
export function chooseLogin(
  mandator: string,
  keywords: ConnectionKeywords,
  credentials: SqlCredentials,
  refuse: Refuse,
): Authentication | null {
  const method = (keywords.get('authentication') ?? '').replaceAll(' ', '').toLowerCase();
  if (method !== '' && method !== 'sqlpassword' && method !== 'notspecified') {
    return entraLogin(mandator, method, keywords, credentials, refuse);
  }
  const isIntegrated = readIntegratedSecurity(keywords.get('integratedSecurity'), refuse);
  const userInString = isIntegrated ? undefined : nonEmpty(keywords.get('userId'));
  if (credentials.user !== undefined && (credentials.isOwn === true || userInString === undefined)) {
    return givenLogin(mandator, credentials.user, credentials, refuse);
  }
  if (userInString !== undefined) {
    const inString = keywords.get('password');
    const password =
      credentials.isOwnPassword === true || inString === undefined ? credentials.password : inString;
    if (password === undefined) {
      refuse('it has a user and no password', passwordRemedy(mandator));
      return null;
    }
    return { type: 'default', options: { userName: userInString, password } };
  }
  const why = isIntegrated
    ? 'it asks for integrated security, and the Windows identity of this process cannot be used to log in'
    : 'it names no login';
  refuse(why, loginRemedy(mandator));
  return null;
}

function givenLogin(
  mandator: string,
  user: string,
  credentials: SqlCredentials,
  refuse: Refuse,
): Authentication | null {
  const { password } = credentials;
  if (password === undefined) {
    refuse('there is a user for it (sqlUser) and no password', passwordRemedy(mandator));
    return null;
  }
  const [domain, name] = user.includes('\\') ? cutAt(user, '\\') : [credentials.domain, user];
  return domain === undefined
    ? { type: 'default', options: { userName: user, password } }
    : { type: 'ntlm', options: { domain, userName: name, password } };
}

/** Microsoft Entra ID, as far as it works without a person at the screen. */
function entraLogin(
  mandator: string,
  method: string,
  keywords: ConnectionKeywords,
  credentials: SqlCredentials,
  refuse: Refuse,
): Authentication | null {
  const user = nonEmpty(keywords.get('userId')) ?? credentials.user;
  const password = keywords.get('password') ?? credentials.password;
  const clientId = user === undefined ? {} : { clientId: user };
  switch (method) {
    case 'activedirectorydefault':
    case 'activedirectoryworkloadidentity':
      return { type: 'azure-active-directory-default', options: clientId };
    case 'activedirectorymanagedidentity':
    case 'activedirectorymsi':
      return { type: 'azure-active-directory-msi-vm', options: clientId };
    case 'activedirectorypassword':
    case 'activedirectoryserviceprincipal':
      break;
    default: {
      const works = 'Active Directory Default, Managed Identity, Service Principal or Password';
      refuse('its Authentication needs a person or a Windows identity', `Use ${works}, or an SQL login.`);
      return null;
    }
  }
  if (user === undefined || password === undefined) {
    refuse('its Authentication needs a user and a password', loginRemedy(mandator));
    return null;
  }
  if (method === 'activedirectorypassword') {
    const options = {
      userName: user,
      password,
      clientId: SQLCLIENT_APPLICATION,
      tenantId: credentials.domain,
    };
    return { type: 'azure-active-directory-password', options };
  }
  const [id, tenant] = user.includes('@') ? cutAt(user, '@') : [user, credentials.domain];
  if (tenant === undefined) {
    const remedy = `Write User ID=CLIENT@TENANT, or give the tenant as ${names('sqlDomain', mandator)}.`;
    refuse('its service principal has no tenant', remedy);
    return null;
  }
  const options = { clientId: id, clientSecret: password, tenantId: tenant };
  return { type: 'azure-active-directory-service-principal-secret', options };
}

function readIntegratedSecurity(value: string | undefined, refuse: Refuse): boolean {
  const word = value?.toLowerCase() ?? 'no';
  if (!['sspi', 'true', 'yes', 'false', 'no'].includes(word)) {
    refuse('its Integrated Security is not understood', 'Write SSPI, True or False.');
  }
  return word === 'sspi' || word === 'true' || word === 'yes';
}

function loginRemedy(mandator: string): string {
  return (
    `For a Windows account give ${names('sqlDomain', mandator)}, ${names('sqlUser', mandator)} and ` +
    `${names('sqlPassword', mandator)} (or SYNC_SQL_PASSWORD_FILE), for an SQL login user and password without ` +
    'domain; without the mandator at the end of the name they hold for all mandators.'
  );
}

function passwordRemedy(mandator: string): string {
  return `Give it as ${names('sqlPassword', mandator)}, or for all mandators as SYNC_SQL_PASSWORD or SYNC_SQL_PASSWORD_FILE.`;
}

function names(setting: 'sqlDomain' | 'sqlUser' | 'sqlPassword', mandator: string): string {
  return `SYNC_${setting.replace('sql', 'SQL_').toUpperCase()}_${environmentSuffix(mandator)}`;
}

function cutAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
