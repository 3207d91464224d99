import type { ObjectName } from '../sql/ast.ts';
import { tokenize } from '../sql/tokenizer.ts';
import type { Database } from './catalog.ts';
import { findTable } from './catalog.ts';
import type { Session } from './session.ts';
import { SqlError, invalidObject } from './sql-error.ts';
import type { Table } from './table.ts';

/** The parts of a name, empty where they were left out. */
export interface SplitName {
  readonly database: string;
  readonly schema: string;
  readonly object: string;
}

/** A name written in text, as OBJECT_ID takes it. Null where it is not one. */
export function splitName(text: string): SplitName | null {
  try {
    const tokens = tokenize(text).slice(0, -1);
    const parts: string[] = [''];
    for (const token of tokens) {
      if (token.upper === '.') {
        parts.push('');
      } else {
        parts[parts.length - 1] = token.text;
      }
    }
    const [object = '', schema = '', database = '', ...more] = parts.reverse();
    return more.length > 0 || object === '' ? null : { database, schema, object };
  } catch (error) {
    if (error instanceof SqlError) {
      return null;
    }
    throw error;
  }
}

/** The parts of a name in a statement. @throws SqlError 7202 for a linked server */
export function nameParts(name: ObjectName): SplitName {
  const [object = '', schema = '', database = '', server] = [...name].reverse();
  if (server !== undefined) {
    throw new SqlError(7202, `Could not find server '${server}' in sys.servers.`, 11, 2);
  }
  return { database, schema, object };
}

/** The database that a name means. @throws SqlError 208, 916 */
export function databaseOf(name: SplitName, session: Session): Database {
  if (name.database === '') {
    return session.database;
  }
  const database = session.instance.databases.get(name.database.toLowerCase());
  if (database === undefined) {
    throw invalidObject([name.database, name.schema, name.object].join('.'));
  }
  if (session.login.databases?.has(name.database.toLowerCase()) === false) {
    throw new SqlError(
      916,
      `The server principal "${session.login.name}" is not able to access the database "${database.name}" under the current security context.`,
      14,
    );
  }
  return database;
}

/** The table of a name. @throws SqlError 208 */
export function requireTable(name: ObjectName, session: Session): Table {
  const parts = nameParts(name);
  const table = findTable(databaseOf(parts, session), parts.schema, parts.object);
  if (table === null) {
    throw invalidObject(name.join('.'));
  }
  return table;
}
