import { isVisible } from '../access.ts';
import { findTable } from '../catalog.ts';
import type { Database } from '../catalog.ts';
import { splitName } from '../object-names.ts';
import type { Table } from '../table.ts';
import type { CallSite } from './definition.ts';

/** The table of a name as OBJECT_ID takes it, if the login may see it. */
export function tableByText(text: string, { context }: CallSite): Table | null {
  const name = splitName(text);
  if (name === null) {
    return null;
  }
  const { session } = context;
  const database = databaseByName(name.database, session.database, session.instance.databases);
  const table = database === undefined ? null : findTable(database, name.schema, name.object);
  return table !== null && isVisible(session, table) ? table : null;
}

/** A database by name, the current one for the empty name. */
export function databaseByName(
  name: string,
  current: Database,
  all: ReadonlyMap<string, Database>,
): Database | undefined {
  return name === '' ? current : all.get(name.toLowerCase());
}
