import { expect } from 'chai';
import { explainOpenError } from '../../../../src/commands/check/explain-open-error.ts';
import { toPlain } from '../../../../src/commands/check/finding.ts';
import { toTediousConfig } from '../../../../src/config/connection-string.ts';
import { OpenError } from '../../../../src/store/mssql/session.ts';

const config = toTediousConfig('Prod-1', 'Server=SQL1;Database=ROOMS;User ID=u;Password=geheim');

function coded(message: string, code: string, cause?: Error): Error {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code });
}

/** An error as tedious gives it: its own sentence around the system's. */
function openError(message: string, code: string): OpenError {
  const inner = coded(message, code);
  const both = new AggregateError([coded('connect to ::1', code), inner], 'Could not connect (sequence)');
  return new OpenError(coded(`Failed to connect to SQL1:1433 - ${message}`, 'ESOCKET', both), []);
}

function serverError(...numbers: number[]): OpenError {
  const messages = numbers.map((number) => ({ number, message: `message ${number}`, class: 14 }));
  return new OpenError(coded('Login failed.', 'ELOGIN'), messages);
}

const cases: readonly [what: string, error: unknown, check: string, found: RegExp, remedy: RegExp][] = [
  [
    'a name that cannot be resolved',
    openError('getaddrinfo ENOTFOUND SQL1', 'ENOTFOUND'),
    'connection',
    /name of the server .*SQL1,1433\/ROOMS as u\): getaddrinfo ENOTFOUND/,
    /Correct Data Source/,
  ],
  [
    'a port nobody listens at',
    openError('connect ECONNREFUSED', 'ECONNREFUSED'),
    'connection',
    /nothing listens at SQL1,1433/,
    /TCP\/IP is enabled/,
  ],
  [
    'no answer',
    coded('Failed to connect to SQL1:1433 in 15000ms', 'ETIMEOUT'),
    'connection',
    /no answer from SQL1,1433/,
    /firewalls in between/,
  ],
  [
    'an instance that is not told',
    coded('Port for INST not found', 'EINSTLOOKUP'),
    'connection',
    /named instance/,
    /SQL Server Browser .*host,port/,
  ],
  [
    'an unknown certificate',
    openError('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
    'TLS',
    /not trusted/,
    /TrustServerCertificate=True/,
  ],
  [
    'a TLS version that is too old',
    openError('error:0A000102:SSL routines::unsupported protocol', 'ERR_SSL_UNSUPPORTED_PROTOCOL'),
    'TLS',
    /no TLS version in common/,
    /SYNC_SQL_TLS_MIN_VERSION/,
  ],
  [
    'a refused login',
    serverError(18456),
    'login',
    /as SQL1,1433\/ROOMS as u .*18456/,
    /SYNC_SQL_USER_PROD_1 and SYNC_SQL_PASSWORD_PROD_1/,
  ],
  [
    'a database that is not there, before the login error that follows',
    serverError(18456, 4060),
    'database',
    /database ROOMS is not there.*4060/,
    /Initial Catalog.*SYNC_CONNECTION_STRING_PROD_1/,
  ],
  ['an expired password', serverError(18487), 'login', /18487/, /password has expired/],
  ['a paused server', serverError(17142), 'connection', /17142/, /continue it/],
  [
    'an Entra ID without a token',
    new AggregateError([coded('Security token could not be authenticated', 'EFEDAUTH')]),
    'login',
    /no token/,
    /secret and tenant/,
  ],
  [
    'an ending without a reason',
    coded('Connection lost - socket hang up', 'ESOCKET'),
    'connection',
    /failed: Connection lost/,
    /port is that of SQL Server/,
  ],
];

describe('explainOpenError', () => {
  for (const [what, error, check, found, remedy] of cases) {
    it(`tells ${what}`, () => {
      const finding = toPlain(explainOpenError('Prod-1', config, error));
      expect(finding).to.include({ mandator: 'Prod-1', check, result: 'fail' });
      expect(finding.found).to.match(found);
      expect(finding.remedy).to.match(remedy);
      expect(JSON.stringify(finding)).to.not.include('geheim');
    });
  }
});
