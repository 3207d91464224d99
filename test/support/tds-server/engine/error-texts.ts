import { SqlError } from './sql-error.ts';

/** Severity, state and text of errors that a test injects by number alone. Source: sys.messages of SQL Server 2019. */
const KNOWN: Readonly<Record<number, readonly [severity: number, state: number, text: string]>> = {
  102: [15, 1, "Incorrect syntax near '?'."],
  207: [16, 1, "Invalid column name '?'."],
  208: [16, 1, "Invalid object name '?'."],
  229: [14, 5, "The INSERT permission was denied on the object '?', database '?', schema 'dbo'."],
  233: [20, 0, 'A connection was successfully established with the server, but then an error occurred.'],
  515: [
    16,
    2,
    "Cannot insert the value NULL into column '?', table '?'; column does not allow nulls. INSERT fails.",
  ],
  596: [21, 1, 'Cannot continue the execution because the session is in the kill state.'],
  701: [17, 123, "There is insufficient system memory in resource pool 'default' to run this query."],
  844: [10, 1, 'Time out occurred while waiting for buffer latch.'],
  976: [
    14,
    1,
    'The target database is participating in an availability group and is currently not accessible for queries.',
  ],
  983: [
    14,
    1,
    'Unable to access availability database because the database replica is not in the PRIMARY or SECONDARY role.',
  ],
  1105: [17, 2, "Could not allocate space because the 'PRIMARY' filegroup is full."],
  1204: [19, 4, 'The instance of the SQL Server Database Engine cannot obtain a LOCK resource at this time.'],
  1205: [
    13,
    51,
    'Transaction (Process ID 51) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
  ],
  1222: [16, 51, 'Lock request time out period exceeded.'],
  2601: [
    14,
    1,
    "Cannot insert duplicate key row in object '?' with unique index '?'. The duplicate key value is (?).",
  ],
  2627: [
    14,
    1,
    "Violation of UNIQUE KEY constraint '?'. Cannot insert duplicate key in object '?'. The duplicate key value is (?).",
  ],
  2628: [16, 1, "String or binary data would be truncated in table '?', column '?'. Truncated value: '?'."],
  3906: [16, 2, 'Failed to update database "?" because the database is read-only.'],
  3960: [16, 2, 'Snapshot isolation transaction aborted due to update conflict.'],
  4060: [11, 1, 'Cannot open database "?" requested by the login. The login failed.'],
  6005: [10, 1, 'SHUTDOWN is in progress.'],
  8152: [16, 30, 'String or binary data would be truncated.'],
  8645: [17, 1, 'A timeout occurred while waiting for memory resources to execute the query.'],
  9001: [21, 4, "The log for database '?' is not available."],
  9002: [17, 2, "The transaction log for database '?' is full due to 'LOG_BACKUP'."],
  10928: [16, 1, 'Resource ID: 1. The request limit for the database is 30 and has been reached.'],
  10929: [
    16,
    1,
    'Resource ID: 1. The server is currently too busy to support requests greater than 0 for this database.',
  ],
  17142: [14, 1, 'SQL Server service has been paused. No new connections will be allowed.'],
  18456: [14, 1, "Login failed for user '?'."],
  18470: [14, 1, "Login failed for user '?'. Reason: The account is disabled."],
  18487: [14, 1, "Login failed for user '?'.  Reason: The password of the account has expired."],
  40197: [
    17,
    1,
    'The service has encountered an error processing your request. Please try again. Error code 40143.',
  ],
  40501: [20, 1, 'The service is currently busy. Retry the request after 10 seconds.'],
  40613: [17, 1, "Database '?' on server '?' is not currently available. Please retry the connection later."],
};

/**
 * Builds an error by its number.
 * @param names fill the question marks of the known text, from left to right
 * @throws Error where neither a text is known nor one is given: a test must not invent an error by accident
 */
export function errorByNumber(
  number: number,
  names: readonly string[] = [],
  message?: string,
  severity?: number,
): SqlError {
  const known = KNOWN[number];
  if (known === undefined && message === undefined) {
    throw new Error(`error ${number} has no known text: give message and class`);
  }
  const [knownSeverity, state, template] = known ?? [16, 1, ''];
  const left = [...names];
  const text = message ?? template.replace(/\?/g, () => left.shift() ?? '?');
  return new SqlError(number, text, severity ?? knownSeverity, state);
}
