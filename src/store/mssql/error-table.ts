import type { StoreErrorClass } from '../store-error.ts';

/** What an error of SQL Server means for a write, and what a person can do about it. */
export interface KnownError {
  readonly class: StoreErrorClass;
  readonly advice: string;
}

const RETRIED = 'the service tries again by itself';
const AZURE = 'Azure SQL is moving or throttling the database; the service tries again by itself';
const REPLICA =
  'this replica of the availability group does not serve the database now; let the connection string name the listener, with MultiSubnetFailover=True';
const LOGIN =
  "correct the user and password of this mandator's connection (SYNC_SQL_USER, SYNC_SQL_PASSWORD_FILE)";
const DATABASE =
  "check Initial Catalog in the mandator's connection string, that the database is online, and that the login has a user in it";
const RIGHTS = 'give the user SELECT and INSERT on the table (db_datareader and db_datawriter contain them)';
const MAPPING = 'compare the mapping with the table: sync-notification check names the difference';
const SPACE = 'the database administrator has to make room; the service tries again by itself';
const VALUE = 'the value does not fit its column: widen the column, or change the mapping';
const CONSTRAINT =
  "the row breaks a rule of the table's own (constraint or trigger); relax it, or change the mapping";

/**
 * SQL Server's error numbers, as far as a write or a login meets them. Sources: sys.messages; for Azure SQL
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues.
 *
 * 4060 is what Azure SQL answers during a failover, and everywhere else a wrong database name or a login without
 * a user: it is classed for the case that needs a person, and the connection is tried again all the same.
 */
export const KNOWN_ERRORS: Readonly<Record<number, KnownError>> = {
  // Locks and transactions
  1204: { class: 'transient', advice: RETRIED },
  1205: { class: 'transient', advice: RETRIED },
  1222: {
    class: 'transient',
    advice: 'another program holds the table locked; the service tries again by itself',
  },
  3960: { class: 'transient', advice: RETRIED },
  3989: { class: 'transient', advice: RETRIED },
  3998: { class: 'transient', advice: RETRIED },
  // The unique index: another process was faster; run again, NOT EXISTS finds its row
  2601: {
    class: 'data',
    advice:
      'a unique index of the table takes the row for another one, perhaps because its collation ignores case',
  },
  2627: {
    class: 'data',
    advice:
      'a unique constraint of the table takes the row for another one, perhaps because its collation ignores case',
  },
  // Server and database away, restarting, failing over
  233: { class: 'transient', advice: RETRIED },
  596: {
    class: 'transient',
    advice: 'the session was ended by an administrator; the service opens a new one by itself',
  },
  701: { class: 'transient', advice: 'the server is short of memory; the service tries again by itself' },
  802: { class: 'transient', advice: 'the server is short of memory; the service tries again by itself' },
  921: { class: 'transient', advice: 'the database is recovering; the service tries again by itself' },
  922: { class: 'transient', advice: 'the database is recovering; the service tries again by itself' },
  924: {
    class: 'transient',
    advice: 'the database is in single-user mode; the service tries again by itself',
  },
  927: { class: 'transient', advice: 'the database is being restored; the service tries again by itself' },
  942: { class: 'transient', advice: 'the database is offline; set it online' },
  952: { class: 'transient', advice: 'the database is in transition; the service tries again by itself' },
  976: { class: 'transient', advice: REPLICA },
  978: { class: 'transient', advice: REPLICA },
  979: { class: 'transient', advice: REPLICA },
  983: { class: 'transient', advice: REPLICA },
  6005: { class: 'transient', advice: 'the server is being shut down; the service tries again by itself' },
  6006: { class: 'transient', advice: 'the server is being shut down; the service tries again by itself' },
  8645: { class: 'transient', advice: 'the server is short of memory; the service tries again by itself' },
  8651: { class: 'transient', advice: 'the server is short of memory; the service tries again by itself' },
  9001: {
    class: 'transient',
    advice: "the database's log is not available; the database administrator has to look",
  },
  10928: { class: 'transient', advice: AZURE },
  10929: { class: 'transient', advice: AZURE },
  10936: { class: 'transient', advice: AZURE },
  17142: { class: 'transient', advice: 'the SQL Server service is paused; continue it' },
  17809: { class: 'transient', advice: 'the server has reached its number of connections' },
  18401: { class: 'transient', advice: 'the server is starting; the service tries again by itself' },
  18451: { class: 'transient', advice: 'the server is in upgrade mode; the service tries again by itself' },
  18461: {
    class: 'transient',
    advice: 'the server is in single-user mode; the service tries again by itself',
  },
  40143: { class: 'transient', advice: AZURE },
  40197: { class: 'transient', advice: AZURE },
  40501: { class: 'transient', advice: AZURE },
  40540: { class: 'transient', advice: AZURE },
  40544: { class: 'transient', advice: 'the database has reached its size quota: raise it or remove data' },
  40549: { class: 'transient', advice: AZURE },
  40550: { class: 'transient', advice: AZURE },
  40613: { class: 'transient', advice: AZURE },
  42108: { class: 'transient', advice: 'the pool of the database is paused; resume it' },
  42109: {
    class: 'transient',
    advice: 'the serverless database is waking up; the service tries again by itself',
  },
  49918: { class: 'transient', advice: AZURE },
  49919: { class: 'transient', advice: AZURE },
  49920: { class: 'transient', advice: AZURE },
  // No room, no writing
  1101: { class: 'transient', advice: SPACE },
  1105: { class: 'transient', advice: SPACE },
  3906: {
    class: 'transient',
    advice:
      'the database is read-only: set it READ_WRITE, or let the connection string name the primary replica',
  },
  3908: {
    class: 'transient',
    advice: 'the database is in emergency mode; the database administrator has to look',
  },
  9002: { class: 'transient', advice: `the transaction log is full: ${SPACE}` },
  // Login and rights
  229: { class: 'credentials', advice: RIGHTS },
  230: { class: 'credentials', advice: RIGHTS },
  262: { class: 'credentials', advice: RIGHTS },
  297: { class: 'credentials', advice: RIGHTS },
  300: { class: 'credentials', advice: RIGHTS },
  916: { class: 'credentials', advice: DATABASE },
  4060: { class: 'credentials', advice: DATABASE },
  4064: { class: 'credentials', advice: DATABASE },
  18450: { class: 'credentials', advice: LOGIN },
  18452: {
    class: 'credentials',
    advice: `the server takes SQL logins only or does not trust the domain; ${LOGIN}`,
  },
  18456: { class: 'credentials', advice: LOGIN },
  18470: { class: 'credentials', advice: 'the login is disabled: enable it' },
  18486: { class: 'credentials', advice: 'the login is locked out: unlock it' },
  18487: { class: 'credentials', advice: 'the password has expired: set a new one' },
  18488: { class: 'credentials', advice: 'the password must be changed: set a new one' },
  40532: { class: 'credentials', advice: LOGIN },
  40615: { class: 'credentials', advice: "let the Azure SQL server's firewall admit this machine's address" },
  // Table and mapping
  102: { class: 'schema', advice: MAPPING },
  206: { class: 'schema', advice: MAPPING },
  207: { class: 'schema', advice: MAPPING },
  208: { class: 'schema', advice: `${MAPPING}; sync-notification schema prints the script that creates it` },
  213: { class: 'schema', advice: MAPPING },
  257: { class: 'schema', advice: MAPPING },
  271: { class: 'schema', advice: 'the mapping writes a computed column: take it out' },
  402: { class: 'schema', advice: MAPPING },
  544: { class: 'schema', advice: 'the mapping writes the identity column: take it out' },
  8180: { class: 'schema', advice: MAPPING },
  // The row's own fault
  220: { class: 'data', advice: VALUE },
  241: { class: 'data', advice: VALUE },
  242: { class: 'data', advice: VALUE },
  245: { class: 'data', advice: VALUE },
  248: { class: 'data', advice: VALUE },
  295: { class: 'data', advice: VALUE },
  511: { class: 'data', advice: 'the row is larger than a page of the table takes' },
  515: {
    class: 'data',
    advice: 'the column takes no NULL: give it a default, allow NULL, or map a value that is always there',
  },
  547: { class: 'data', advice: CONSTRAINT },
  1946: { class: 'data', advice: "the value is longer than the index's key may be" },
  2628: { class: 'data', advice: VALUE },
  3609: { class: 'data', advice: CONSTRAINT },
  8004: { class: 'data', advice: VALUE },
  8016: { class: 'data', advice: VALUE },
  8023: { class: 'data', advice: VALUE },
  8114: { class: 'data', advice: VALUE },
  8115: { class: 'data', advice: VALUE },
  8152: { class: 'data', advice: VALUE },
  8169: { class: 'data', advice: VALUE },
};

/** Numbers from here on are raised by the database's own code, in a trigger (RAISERROR, THROW). */
const FIRST_OWN_NUMBER = 50_000;

/** From this severity on an error is the server's (resources, faults), below it is the statement's. */
const FIRST_SERVER_SEVERITY = 17;

/**
 * What an error of SQL Server means. One that the table does not know is taken for the server's when it is
 * severe, else for one that needs a person: nothing is set aside as unfit data that might not be.
 * @param severity the error's class as the server sent it; null where that is not known
 */
export function knownError(number: number, severity: number | null): KnownError {
  const known = KNOWN_ERRORS[number];
  if (known !== undefined) {
    return known;
  }
  if (number >= FIRST_OWN_NUMBER) {
    return { class: 'data', advice: CONSTRAINT };
  }
  return severity !== null && severity >= FIRST_SERVER_SEVERITY
    ? { class: 'transient', advice: 'the database administrator has to look if it stays' }
    : { class: 'schema', advice: 'look the number up in the documentation of SQL Server' };
}

/**
 * Errors after which the connection is as good as before: who waited for whom, and no room. After every other
 * transient error a new connection is opened, because the old one may lead to a server that is no longer the one.
 */
export const CONNECTION_STAYS: ReadonlySet<string> = new Set(
  [701, 802, 1101, 1105, 1204, 1205, 1222, 2601, 2627, 3960, 3989, 3998, 8645, 8651, 9002, 40544].map(String),
);

/** The unique index refused the row: another process was faster, or the index takes different rows for the same. */
export const DUPLICATE_KEY: ReadonlySet<string> = new Set([2601, 2627].map(String));

/** The login itself was refused. Tried too often, such a login is locked, and ROOMS may use the same one. */
export const LOGIN_REFUSED: ReadonlySet<string> = new Set([
  ...[18450, 18452, 18456, 18470, 18486, 18487, 18488, 40532].map(String),
  'ELOGIN',
  'EFEDAUTH',
]);
