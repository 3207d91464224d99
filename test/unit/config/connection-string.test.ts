import { expect } from 'chai';
import fc from 'fast-check';
import { Connection } from 'tedious';
import type { ConnectionExtras } from '../../../src/config/connection-string.ts';
import { describeTarget, toTediousConfig } from '../../../src/config/connection-string.ts';
import { SettingsError } from '../../../src/config/settings-error.ts';

const LOGIN = 'User ID=u;Password=p';

function config(connectionString: string, extras: ConnectionExtras = {}) {
  return toTediousConfig('Haus-1', connectionString, extras);
}

function refusal(connectionString: string, extras: ConnectionExtras = {}): string {
  try {
    config(connectionString, extras);
  } catch (error) {
    expect(error).to.be.instanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  return expect.fail('the connection string was accepted');
}

function quoted(value: string, quote: string): string {
  return quote + value.replaceAll(quote, quote + quote) + quote;
}

describe('toTediousConfig', () => {
  it("makes of ROOMS's own connection string what tedious takes", () => {
    const made = config(
      "Data Source=SQLSERVER\\INST2;Initial Catalog=ROOMS_TEST;User ID=ROOMS_APP;Password='se;cret';" +
        'MultipleActiveResultSets=True;Persist Security Info=True',
    );
    expect(made).to.deep.equal({
      server: 'SQLSERVER',
      authentication: { type: 'default', options: { userName: 'ROOMS_APP', password: 'se;cret' } },
      options: {
        instanceName: 'INST2',
        database: 'ROOMS_TEST',
        appName: 'rooms-sync-notification',
        connectTimeout: 15_000,
        encrypt: true,
        trustServerCertificate: true,
        cryptoCredentialsDetails: { minVersion: 'TLSv1.2' },
        multiSubnetFailover: false,
        readOnlyIntent: false,
        useUTC: true,
      },
    });
    expect(() => new Connection(made)).to.not.throw();
    expect(describeTarget(made)).to.equal('SQLSERVER\\INST2/ROOMS_TEST as ROOMS_APP');
  });

  for (const [text, options] of [
    ['', { encrypt: true, trustServerCertificate: true }],
    ['Encrypt=false', { encrypt: false, trustServerCertificate: false }],
    ['Encrypt=Optional', { encrypt: false, trustServerCertificate: false }],
    ['Encrypt=True', { encrypt: true, trustServerCertificate: false }],
    ['Encrypt=yes;TrustServerCertificate=yes', { encrypt: true, trustServerCertificate: true }],
    ['Encrypt=Mandatory;Trust Server Certificate=True', { encrypt: true, trustServerCertificate: true }],
    ['Encrypt=Strict;TrustServerCertificate=True', { encrypt: 'strict', trustServerCertificate: false }],
    ['HostNameInCertificate=sql.example.com', { serverName: 'sql.example.com' }],
    ['Connect Timeout=5', { connectTimeout: 5000 }],
    ['timeout=0', { connectTimeout: 2_147_483_647 }],
    ['Command Timeout=45', { requestTimeout: 45_000 }],
    ['Command Timeout=0', { requestTimeout: 0 }],
    ['app=x;App=ROOMS sync', { appName: 'ROOMS sync' }],
    ['WSID=web1', { workstationId: 'web1' }],
    ['ApplicationIntent=ReadOnly', { readOnlyIntent: true }],
    ['Application Intent=ReadWrite', { readOnlyIntent: false }],
    ['MultiSubnetFailover=True', { multiSubnetFailover: true }],
    ['Packet Size=16384', { packetSize: 16_384 }],
    ['database = a b ', { database: 'a b' }],
    ['Initial Catalog=a;Database=b', { database: 'b' }],
    ['Initial Catalog=;Connect Timeout=7', { connectTimeout: 7000 }],
    ['Initial Catalog={x}', { database: '{x}' }],
    [';;Initial Catalog=x;;Connect Timeout=7; ;', { database: 'x', connectTimeout: 7000 }],
    ['Failover Partner=b;Pooling=no;Max Pool Size=5;Enlist=false;Replication=x', { encrypt: true }],
    ['Something New=5', { encrypt: true }],
  ] as const) {
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(options)}`, () => {
      const made = config(`Server=s;${LOGIN};${text}`);
      expect(made.options).to.deep.include(options);
      expect(() => new Connection(made)).to.not.throw();
    });
  }

  it('leaves the database out where none is named, for the default one of the login', () => {
    expect(config(`Server=s;${LOGIN};Initial Catalog=`).options).to.not.have.property('database');
    expect(describeTarget(config(`Server=s;${LOGIN}`))).to.equal('s,1433/(default database) as u');
  });

  for (const tlsMinVersion of ['TLSv1', 'TLSv1.1'] as const) {
    it(`lets OpenSSL speak ${tlsMinVersion} where it is asked for`, () => {
      expect(config(`Server=s;${LOGIN}`, { tlsMinVersion }).options?.cryptoCredentialsDetails).to.deep.equal({
        minVersion: tlsMinVersion,
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
    });
  }

  for (const [text, found, remedy] of [
    [LOGIN, 'names no server', 'Data Source=host'],
    [`Server=np:host;${LOGIN}`, 'uses named pipes', 'Enable TCP/IP'],
    [`Server=s;${LOGIN};AttachDbFilename=c:\\a.mdf`, 'AttachDbFilename', 'Initial Catalog'],
    [`Server=s;${LOGIN};Extended Properties=c:\\a.mdf`, 'AttachDbFilename', 'Initial Catalog'],
    [`Server=s;${LOGIN};User Instance=True`, 'user instance', 'Use a server that runs'],
    [`Server=s;${LOGIN};Context Connection=true`, 'context connection', 'Remove it'],
    [`Server=s;${LOGIN};Network Library=dbnmpntw`, 'Network Library is not TCP', 'DBMSSOCN'],
    [`Server=s;${LOGIN};Encrypt=perhaps`, 'Encrypt is not understood', 'mandatory, optional, strict'],
    [`Server=s;${LOGIN};TrustServerCertificate=2`, 'TrustServerCertificate is not', 'true, yes, false, no'],
    [`Server=s;${LOGIN};ApplicationIntent=Write`, 'Application Intent is not', 'readwrite, readonly'],
    [`Server=s;${LOGIN};MultiSubnetFailover=?`, 'MultiSubnetFailover is not', 'true, yes, false, no'],
    [`Server=s;${LOGIN};Connect Timeout=-1`, 'Connect Timeout is not', 'from 0 to 2147483'],
    [`Server=s;${LOGIN};Command Timeout=1.5`, 'Command Timeout is not', 'from 0 to 2147483'],
    [`Server=s;${LOGIN};Packet Size=100`, 'Packet Size is not', 'from 512 to 32767'],
    [`Server=s;${LOGIN};Integrated Security=maybe`, 'Integrated Security is not', 'SSPI, True or False'],
    [`Server=s;${LOGIN};Pooling`, 'part 4 of the connection string is not name=value', 'Check its quotes'],
    ['Server=s;User ID=u;Password="a" b', 'part 3 of the connection string does not end', 'Check its quotes'],
    ['Server=s;User ID=u;Password="a;b', 'part 3 of the connection string does not end', 'Check its quotes'],
    [
      `Server=s;${LOGIN};Intial Catalog=x`,
      'part 4 of the connection string has an unknown',
      'Did you mean Initial Catalog?',
    ],
    ['Server=s', 'it names no login', 'SYNC_SQL_USER_HAUS_1'],
    ['Server=s;User ID=;Password=p', 'it names no login', 'SYNC_SQL_USER_HAUS_1'],
    ['Server=s;User ID=u', 'it has a user and no password', 'SYNC_SQL_PASSWORD_HAUS_1'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}, names the mandator and says what to do`, () => {
      const message = refusal(text);
      expect(message).to.contain(
        'connectionStrings.Haus-1 (SYNC_CONNECTION_STRING_HAUS_1): mandator "Haus-1": ',
      );
      expect(message).to.contain(found).and.contain(remedy).and.contain('1 problem');
    });
  }

  for (const word of ['SSPI', 'true', 'Yes']) {
    it(`refuses Integrated Security=${word} without credentials, with the settings to give`, () => {
      expect(refusal(`Server=s;Integrated Security=${word};User ID=ignored;Password=ignored`)).to.equal(
        'The settings have 1 problem:\n' +
          '- connectionStrings.Haus-1 (SYNC_CONNECTION_STRING_HAUS_1): mandator "Haus-1": it asks for integrated ' +
          'security, and the Windows identity of this process cannot be used to log in. For a Windows account give ' +
          'SYNC_SQL_DOMAIN_HAUS_1, SYNC_SQL_USER_HAUS_1 and SYNC_SQL_PASSWORD_HAUS_1 (or SYNC_SQL_PASSWORD_FILE), ' +
          'for an SQL login user and password without domain; without the mandator at the end of the name they ' +
          'hold for all mandators.',
      );
    });
  }

  it('reports everything that is wrong at once', () => {
    expect(refusal('Server=np:x;Encrypt=?;Timeout=?')).to.contain('4 problems');
  });

  it('gives back any quoted value as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('"', "'"), (value, quote) => {
        const made = config(
          `Server=s;User ID=u;Password = ${quoted(value, quote)} ;Database=${quoted(value, quote)}`,
        );
        expect(made.authentication?.options).to.deep.equal({ userName: 'u', password: value });
        expect(made.options?.database).to.equal(value);
      }),
    );
  });

  it('gives back any value that needs no quotes, braces and equal signs included', () => {
    // ADO.NET takes a doubled equal sign for one in the name.
    const plain = fc.stringMatching(/^[^\s;'"=][^;'"]*$/).filter((value) => value.trim() === value);
    fc.assert(
      fc.property(plain, (value) => {
        expect(
          config(`Server=s;User ID=u;Password=${value};Database=d`).authentication?.options,
        ).to.deep.equal({
          userName: 'u',
          password: value,
        });
      }),
    );
  });

  it('never says a password', () => {
    const password = fc.string({
      minLength: 8,
      maxLength: 20,
      unit: fc.constantFrom('#', '%', '+', ';', '=', "'", '"', '{', '}', 'Q', 'X', 'Z', '~'),
    });
    const breaks = fc.constantFrom(
      '',
      ';Encrypt=perhaps',
      ';Integrated Security=SSPI',
      ';Timeout=x',
      ';"',
      ';Pasword=',
    );
    fc.assert(
      fc.property(password, breaks, fc.boolean(), (secret, broken, isQuoted) => {
        const value = isQuoted ? quoted(secret, '"') : secret;
        try {
          config(`Server=np:x;User ID=u;Password=${value}${broken}${broken.endsWith('=') ? value : ''}`);
        } catch (error) {
          const { message, stack } = error as SettingsError;
          for (let start = 0; start + 4 <= secret.length; start++) {
            expect(`${message}${stack ?? ''}`).to.not.contain(secret.slice(start, start + 4));
          }
          return;
        }
        expect.fail('a named pipe was accepted');
      }),
    );
  });
});
