import type { DatabaseFacts, ServerFacts } from '../../store/mssql/read-catalog.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

/** Major versions of SQL Server by their year; 12 is also what Azure SQL calls itself. */
const FIRST_MAJOR = 11;

/** The lowest compatibility level that the statements are written for (SQL Server 2008). */
const FIRST_LEVEL = 100;

/** What is to be said about the server. */
export function checkServerFacts(mandator: string, facts: ServerFacts): Finding[] {
  const server = `SQL Server ${facts.version}, ${facts.edition}; login ${facts.login}, user ${facts.user}`;
  return Number(facts.version.split('.')[0]) >= FIRST_MAJOR
    ? [ok(mandator, 'login', server)]
    : [
        warn(
          mandator,
          'login',
          `${server}: older than SQL Server 2012, which nothing was tried on`,
          'Plan its update.',
        ),
      ];
}

/** What is to be said about the database; nothing where the login may not see its entry. */
export function checkDatabaseFacts(mandator: string, facts: DatabaseFacts | null): Finding[] {
  if (facts === null) {
    return [];
  }
  const { compatibilityLevel, collation, isReadOnly } = facts;
  const found = `compatibility level ${compatibilityLevel}, collation ${collation ?? 'unknown'}`;
  if (isReadOnly) {
    return [
      fail(
        mandator,
        'database',
        `the database is read-only (${found})`,
        "Set it READ_WRITE, or let the connection string name the availability group's listener without ApplicationIntent=ReadOnly.",
      ),
    ];
  }
  return compatibilityLevel < FIRST_LEVEL
    ? [
        warn(
          mandator,
          'database',
          `${found}: lower than 100`,
          'Raise the compatibility level to 100 or more.',
        ),
      ]
    : [ok(mandator, 'database', found)];
}
