import type { Database } from './catalog.ts';
import type { Instance, Login } from './instance.ts';
import type { LockOwner } from './locks.ts';
import type { SqlType } from './sql-type.ts';
import type { Transaction } from './transaction.ts';
import type { SqlValue } from './value.ts';

/** What SET changes. A procedure call (sp_executesql) puts it back when it ends. */
export interface SessionOptions {
  readonly xactAbort: boolean;
  readonly noCount: boolean;
  /** Milliseconds; -1 waits for ever. */
  readonly lockTimeout: number;
  readonly isolation: 'READ UNCOMMITTED' | 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  readonly implicitTransactions: boolean;
  /** Table that takes explicit identity values. */
  readonly identityInsert: object | null;
}

export const DEFAULT_OPTIONS: SessionOptions = {
  xactAbort: false,
  noCount: false,
  lockTimeout: -1,
  isolation: 'READ COMMITTED',
  implicitTransactions: false,
  identityInsert: null,
};

/** A variable or parameter. */
export interface Variable {
  readonly type: SqlType;
  value: SqlValue;
}

/** Variables by lower-case name, with the @. */
export type Variables = Map<string, Variable>;

/** What one connection has open. */
export interface Session extends LockOwner {
  readonly instance: Instance;
  readonly login: Login;
  readonly applicationName: string;
  readonly hostName: string;
  database: Database;
  options: SessionOptions;
  transaction: Transaction | null;
  /** @@ROWCOUNT */
  rowCount: number;
  /** @@ERROR */
  lastError: number;
  identity: bigint | null;
}

/** A session with nothing open. */
export function createSession(
  instance: Instance,
  login: Login,
  database: Database,
  client: { readonly applicationName: string; readonly hostName: string },
): Session {
  const session: Session = {
    id: instance.nextSessionId++,
    instance,
    login,
    database,
    applicationName: client.applicationName,
    hostName: client.hostName,
    options: DEFAULT_OPTIONS,
    transaction: null,
    rowCount: 0,
    lastError: 0,
    identity: null,
  };
  instance.sessions.add(session);
  return session;
}
