import { expect } from 'chai';
import { Connection } from 'tedious';
import type { ConnectionExtras } from '../../../src/config/connection-string.ts';
import { describeTarget, toTediousConfig } from '../../../src/config/connection-string.ts';

function login(text: string, extras: ConnectionExtras = {}) {
  const config = toTediousConfig('PROD', `Server=s;Database=d;${text}`, extras);
  expect(() => new Connection(config)).to.not.throw();
  return { ...config.authentication, shown: describeTarget(config).replace('s,1433/d as ', '') };
}

function sql(userName: string, password: string) {
  return { type: 'default', options: { userName, password }, shown: userName };
}

function ntlm(domain: string, userName: string, password: string) {
  return { type: 'ntlm', options: { domain, userName, password }, shown: `${domain}\\${userName}` };
}

describe('the login of a connection', () => {
  const sspi = 'Integrated Security=SSPI';
  const own = 'User ID=u;Password=p';
  for (const [what, text, extras, expected] of [
    ['an SQL login in the string', own, {}, sql('u', 'p')],
    ['an empty password in the string', 'UID=u;PWD=', {}, sql('u', '')],
    ['a password from the settings', 'User=u', { password: 'q' }, sql('u', 'q')],
    ['its own password before a general one', own, { password: 'q' }, sql('u', 'p')],
    ["the mandator's password before its own", own, { password: 'q', isOwnPassword: true }, sql('u', 'q')],
    ['its own login before a general one', own, { user: 'g', password: 'q', domain: 'D' }, sql('u', 'p')],
    ["the mandator's login before its own", own, { user: 'g', password: 'q', isOwn: true }, sql('g', 'q')],
    ['an SQL login for integrated security', sspi, { user: 'g', password: 'q' }, sql('g', 'q')],
    ['NTLM by domain', sspi, { user: 'g', password: 'q', domain: 'CORP' }, ntlm('CORP', 'g', 'q')],
    ['NTLM by user', 'Trusted_Connection=yes', { user: 'CORP\\g', password: 'q' }, ntlm('CORP', 'g', 'q')],
    ['a login where the string has none', '', { user: 'g', password: 'q' }, sql('g', 'q')],
    ['an SQL login by name', `Authentication=Sql Password;${own}`, {}, sql('u', 'p')],
    ['no integrated security', `Integrated Security=false;${own}`, {}, sql('u', 'p')],
  ] as const) {
    it(`is ${what}`, () => {
      expect(login(text, extras)).to.deep.equal(expected);
    });
  }

  for (const [text, extras, expected] of [
    [
      'Authentication=Active Directory Default',
      {},
      { type: 'azure-active-directory-default', options: {}, shown: 'azure-active-directory-default' },
    ],
    [
      'Authentication=ActiveDirectoryManagedIdentity;User ID=id',
      {},
      { type: 'azure-active-directory-msi-vm', options: { clientId: 'id' }, shown: 'id' },
    ],
    [
      'Authentication=Active Directory Service Principal;User ID=id@tenant;Password=p',
      {},
      {
        type: 'azure-active-directory-service-principal-secret',
        options: { clientId: 'id', clientSecret: 'p', tenantId: 'tenant' },
        shown: 'id',
      },
    ],
    [
      'Authentication=ActiveDirectoryPassword;User ID=u@x.ch',
      { password: 'q', domain: 'tenant' },
      {
        type: 'azure-active-directory-password',
        options: {
          userName: 'u@x.ch',
          password: 'q',
          clientId: '2fd908ad-0664-4344-b9be-cd3e8b574c38',
          tenantId: 'tenant',
        },
        shown: 'u@x.ch',
      },
    ],
  ] as const) {
    it(`understands ${text}`, () => {
      expect(login(text, extras)).to.deep.equal(expected);
    });
  }

  for (const [text, extras, found, remedy] of [
    [sspi, { password: 'q' }, 'asks for integrated security', 'SYNC_SQL_DOMAIN_PROD'],
    [sspi, { user: 'g' }, 'a user for it (sqlUser) and no password', 'SYNC_SQL_PASSWORD_FILE'],
    ['Authentication=Active Directory Interactive', {}, 'needs a person', 'Active Directory Default'],
    ['Authentication=Active Directory Integrated', {}, 'a Windows identity', 'an SQL login'],
    [
      'Authentication=Active Directory Password;User ID=u',
      {},
      'needs a user and a password',
      'SYNC_SQL_USER_PROD',
    ],
    [
      'Authentication=ActiveDirectoryServicePrincipal;UID=id;PWD=p',
      {},
      'has no tenant',
      'SYNC_SQL_DOMAIN_PROD',
    ],
  ] as const) {
    it(`refuses ${text} with ${JSON.stringify(extras)}: ${found}`, () => {
      expect(() => login(text, extras))
        .to.throw(found)
        .with.property('message')
        .that.contains(remedy);
    });
  }
});
