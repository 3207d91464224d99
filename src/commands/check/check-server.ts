import type { DatabaseFacts, ServerFacts } from '../../store/mssql/read-catalog.ts';
import { speaker } from '../texts.ts';
import { DATABASE_TEXTS, type DatabaseTexts } from './database-texts.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const say = speaker(DATABASE_TEXTS);

/** Major versions of SQL Server by their year; 12 is also what Azure SQL calls itself. */
const FIRST_MAJOR = 11;

/** The lowest compatibility level that the statements are written for (SQL Server 2008). */
const FIRST_LEVEL = 100;

/** What is to be said about the server. */
export function checkServerFacts(mandator: string, facts: ServerFacts): Finding[] {
  const server = (t: DatabaseTexts): string =>
    t.server(facts.version, facts.edition, facts.login, facts.user);
  return Number(facts.version.split('.')[0]) >= FIRST_MAJOR
    ? [ok(mandator, 'login', say(server))]
    : [
        warn(
          mandator,
          'login',
          say((t) => t.oldServer(server(t))),
          say((t) => t.planUpdate),
        ),
      ];
}

/** What is to be said about the database; nothing where the login may not see its entry. */
export function checkDatabaseFacts(mandator: string, facts: DatabaseFacts | null): Finding[] {
  if (facts === null) {
    return [];
  }
  const { compatibilityLevel, collation, isReadOnly } = facts;
  const database = (t: DatabaseTexts): string => t.database(compatibilityLevel, collation);
  if (isReadOnly) {
    return [
      fail(
        mandator,
        'database',
        say((t) => t.readOnly(database(t))),
        say((t) => t.setReadWrite),
      ),
    ];
  }
  return compatibilityLevel < FIRST_LEVEL
    ? [
        warn(
          mandator,
          'database',
          say((t) => t.lowLevel(database(t))),
          say((t) => t.raiseLevel),
        ),
      ]
    : [ok(mandator, 'database', say(database))];
}
