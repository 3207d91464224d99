import { expect } from 'chai';
import { ConnectionError, RequestError } from 'tedious';
import { mssqlStoreError } from '../../../../src/store/mssql/errors.ts';
import { StoreError } from '../../../../src/store/store-error.ts';

const SUBJECT = 'mandator PROD on SQL1/ROOMS';

function serverError(number: number, message: string, severity = 16): RequestError {
  return Object.assign(new RequestError(message, 'EREQUEST'), { number, class: severity });
}

describe('errors of SQL Server and tedious', () => {
  it('say whom they concern, what the server said and what to do', () => {
    const error = mssqlStoreError(SUBJECT, serverError(208, "Invalid object name 'dbo.T'."));
    expect(error).to.include({ class: 'schema', code: '208' });
    expect(error.message).to.match(
      /^mandator PROD on SQL1\/ROOMS: SQL Server error 208: Invalid object name 'dbo\.T'\.; .*sync-notification schema/,
    );
  });

  it('go by the first message that is known where there are several', () => {
    const both = new AggregateError([
      serverError(39_998, 'odd'),
      serverError(207, "Invalid column name 'X'."),
      serverError(8180, 'not prepared'),
    ]);
    expect(mssqlStoreError(SUBJECT, both)).to.include({ class: 'schema', code: '207' });
  });

  it('take the number of a refused login from what the server said before', () => {
    const login = new ConnectionError("Login failed for user 'rooms'.", 'ELOGIN');
    const messages = [
      { number: 4060, message: 'Cannot open database "ROOMS".', class: 11 },
      { number: 18456, message: "Login failed for user 'rooms'.", class: 14 },
    ];
    expect(mssqlStoreError(SUBJECT, login, messages)).to.include({ class: 'credentials', code: '4060' });
    expect(mssqlStoreError(SUBJECT, login, messages.slice(1))).to.include({
      class: 'credentials',
      code: '18456',
    });
    expect(mssqlStoreError(SUBJECT, login)).to.include({ class: 'credentials', code: 'ELOGIN' });
  });

  const byCode: readonly (readonly [string, string])[] = [
    ['ESOCKET', 'transient'],
    ['ETIMEOUT', 'transient'],
    ['ECLOSE', 'transient'],
    ['ECANCEL', 'transient'],
    ['EINSTLOOKUP', 'transient'],
    ['EINVALIDSTATE', 'transient'],
    ['UNKNOWN', 'transient'],
    ['EENCRYPT', 'credentials'],
    ['EFEDAUTH', 'credentials'],
    ['ETDS', 'schema'],
    ['EPARAM', 'data'],
  ];
  for (const [code, errorClass] of byCode) {
    it(`class ${code} as ${errorClass}`, () => {
      expect(mssqlStoreError(SUBJECT, new RequestError('x', code))).to.include({ class: errorClass, code });
    });
  }

  it('take a request error without a number for one that may pass', () => {
    expect(mssqlStoreError(SUBJECT, new RequestError('x', 'EREQUEST')).class).to.equal('transient');
  });

  it('tell every address that was tried', () => {
    const refused = new AggregateError(
      [new Error('connect ECONNREFUSED ::1:1433'), new Error('connect ECONNREFUSED 127.0.0.1:1433')],
      'Could not connect (sequence)',
    );
    const error = mssqlStoreError(
      SUBJECT,
      new ConnectionError('Failed to connect to SQL1:1433 - Could not connect (sequence)', 'ESOCKET', {
        cause: refused,
      }),
    );
    expect(error.code).to.equal('ESOCKET');
    expect(error.message)
      .to.include('Failed to connect to SQL1:1433')
      .and.include('::1:1433')
      .and.include('127.0.0.1:1433')
      .and.include('firewall');
  });

  it('name TrustServerCertificate where the certificate is not trusted', () => {
    const error = mssqlStoreError(
      SUBJECT,
      new ConnectionError('Failed to connect to SQL1:1433 - self-signed certificate', 'ESOCKET'),
    );
    expect(error).to.include({ class: 'credentials', code: 'ETLS' });
    expect(error.message).to.include('TrustServerCertificate');
  });

  it('leave a StoreError as it is, and make one of anything', () => {
    const known = new StoreError('x', 'data', '1');
    expect(mssqlStoreError(SUBJECT, known)).to.equal(known);
    expect(mssqlStoreError(SUBJECT, 'odd')).to.include({ class: 'transient' });
    expect(mssqlStoreError(SUBJECT, new TypeError('odd')).message).to.include('odd');
  });
});
