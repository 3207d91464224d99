import type { Instance, Login } from './engine/instance.ts';
import { createSession } from './engine/session.ts';
import type { Session } from './engine/session.ts';
import { SqlError } from './engine/sql-error.ts';
import { ByteWriter } from './wire/bytes.ts';
import { collationBytes } from './wire/collation-bytes.ts';
import type { Login7 } from './wire/login7.ts';
import {
  DONE,
  DONE_STATUS,
  ENVIRONMENT,
  writeDone,
  writeEnvironmentBytes,
  writeEnvironmentText,
  writeError,
  writeInfo,
  writeLoginAck,
} from './wire/tokens.ts';

/** A login that was refused: what to tell, in order. */
export interface Refused {
  readonly errors: readonly SqlError[];
}

/** 18456 without a reason, which SQL Server keeps to its own log. */
export function loginFailed(user: string): SqlError {
  return new SqlError(18456, `Login failed for user '${user}'.`, 14);
}

/** The login of a name and password, or null. Names are compared without case, passwords with. */
export function checkPassword(instance: Instance, { userName, password }: Login7): Login | null {
  const login = instance.logins.get(userName.toLowerCase());
  return login !== undefined && !login.name.includes('\\') && login.password === password ? login : null;
}

/** Opens the session that a login asked for, or says why not. */
export function openSession(instance: Instance, login: Login, request: Login7): Session | Refused {
  const wanted = request.database === '' ? 'master' : request.database;
  const found = instance.databases.get(wanted.toLowerCase());
  const allowed = found !== undefined && login.databases?.has(wanted.toLowerCase()) !== false;
  const database = allowed ? found : request.databaseMustOpen ? undefined : instance.databases.get('master');
  if (database === undefined) {
    // Both are sent; a client that keeps the last one only tells of the login.
    const reason = new SqlError(
      4060,
      `Cannot open database "${wanted}" requested by the login. The login failed.`,
      11,
    );
    return { errors: [reason, loginFailed(login.name)] };
  }
  return createSession(instance, login, database, request);
}

/** The reply to a login that failed. */
export function refusal(errors: readonly SqlError[], instance: Instance): Buffer {
  const writer = new ByteWriter();
  errors.forEach((error) => writeError(writer, error, instance.name));
  writeDone(writer, DONE.statement, DONE_STATUS.error, 'OTHER', null);
  return writer.finish();
}

/** The reply to a login that went well. */
export function acceptance(session: Session, packetSize: number, asked: number, strict: boolean): Buffer {
  const { instance, database } = session;
  const writer = new ByteWriter();
  writeEnvironmentText(writer, ENVIRONMENT.database, database.name, 'master');
  writeInfo(writer, 5701, `Changed database context to '${database.name}'.`, 0, 2, instance.name);
  writeEnvironmentBytes(writer, ENVIRONMENT.collation, collationBytes(database.collation), Buffer.alloc(0));
  writeEnvironmentText(writer, ENVIRONMENT.language, 'us_english', '');
  writeInfo(writer, 5703, 'Changed language setting to us_english.', 0, 1, instance.name);
  writeLoginAck(writer, instance.version, strict);
  writeEnvironmentText(writer, ENVIRONMENT.packetSize, String(packetSize), String(asked));
  writeDone(writer, DONE.statement, 0, 'OTHER', null);
  return writer.finish();
}
