import { SqlError, incorrectSyntax } from './sql-error.ts';
import type { Session, SessionOptions } from './session.ts';

/** Options that are accepted with the one value that the server's behaviour agrees with. */
const FIXED: Readonly<Record<string, string>> = {
  ANSI_NULLS: 'ON',
  ANSI_PADDING: 'ON',
  ANSI_WARNINGS: 'ON',
  ARITHABORT: 'ON',
  CONCAT_NULL_YIELDS_NULL: 'ON',
  QUOTED_IDENTIFIER: 'ON',
  FMTONLY: 'OFF',
  IMPLICIT_TRANSACTIONS: 'OFF',
  NUMERIC_ROUNDABORT: 'OFF',
  ROWCOUNT: '0',
};
/** Options without an effect here, whatever their value. */
const IGNORED: readonly string[] = [
  'ANSI_NULL_DFLT_ON',
  'CURSOR_CLOSE_ON_COMMIT',
  'DATEFIRST',
  'DATEFORMAT',
  'DEADLOCK_PRIORITY',
  'LANGUAGE',
  'TEXTSIZE',
];

/** SET. @throws SqlError 102 for a value that this server does not act upon, 3952 for snapshot isolation */
export function setOption(names: readonly string[], value: string, session: Session): void {
  for (const name of names) {
    if (IGNORED.includes(name)) {
      continue;
    }
    const fixed = FIXED[name];
    if (fixed !== undefined) {
      if (fixed !== value) {
        throw incorrectSyntax(`${name} ${value}`);
      }
      continue;
    }
    session.options = { ...session.options, ...change(name, value, session) };
  }
}

function change(name: string, value: string, session: Session): Partial<SessionOptions> {
  switch (name) {
    case 'XACT_ABORT':
      return { xactAbort: value === 'ON' };
    case 'NOCOUNT':
      return { noCount: value === 'ON' };
    case 'LOCK_TIMEOUT':
      return { lockTimeout: Number(value) };
    default:
      return { isolation: isolationLevel(value, session) };
  }
}

/** @throws SqlError 3952: no database here allows snapshot isolation */
export function isolationLevel(value: string, { database }: Session): SessionOptions['isolation'] {
  if (value === 'SNAPSHOT') {
    throw new SqlError(
      3952,
      `Snapshot isolation transaction failed accessing database '${database.name}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation.`,
    );
  }
  return value as SessionOptions['isolation'];
}
