import { expect } from 'chai';
import { databaseTrouble } from '../../../../src/admin/page/database-trouble.ts';
import { mssqlStoreError } from '../../../../src/store/mssql/errors.ts';

/** What the store says of an error of the server. */
function said(number: number, message: string): string {
  return mssqlStoreError('mandator PROD on SQL01', { number, message, class: 14 }, [{ number, message }])
    .message;
}

describe('what keeps a database from taking rows', () => {
  for (const [number, message, trouble] of [
    [18456, "Login failed for user 'rooms'.", 'login_refused'],
    [4060, 'Cannot open database "ROOMS" requested by the login.', 'no_database'],
    [229, 'The INSERT permission was denied on the object.', 'no_rights'],
    [208, "Invalid object name 'dbo.SyncNotification'.", 'table_differs'],
    [9002, "The transaction log for database 'ROOMS' is full.", 'full'],
    [3906, 'Failed to update database "ROOMS" because the database is read-only.', 'read_only'],
    [1222, 'Lock request time out period exceeded.', 'too_slow'],
    [18401, 'Login failed. Server is in script upgrade mode.', 'starting'],
    [50001, 'Our own trigger says no.', 'other'],
  ] as const) {
    it(`is ${trouble} for error ${number}`, () => {
      expect(databaseTrouble(said(number, message))).to.equal(trouble);
    });
  }

  for (const [text, trouble] of [
    ['connect ECONNREFUSED 10.1.4.20:1433', 'not_reached'],
    ['getaddrinfo ENOTFOUND sql01', 'not_reached'],
    ['self-signed certificate', 'tls'],
    ['not committed within 8000 ms', 'too_slow'],
    ['database or disk is full', 'full'],
    ['attempt to write a readonly database', 'read_only'],
    ['', 'other'],
  ] as const) {
    it(`is ${trouble} for "${text}"`, () => {
      const error = Object.assign(new Error(text), {
        code: trouble === 'not_reached' ? 'ESOCKET' : 'UNKNOWN',
      });
      expect(
        databaseTrouble(text === '' ? '' : mssqlStoreError('mandator PROD on SQL01', error).message),
      ).to.equal(trouble);
    });
  }
});
