import type { Permission } from './permissions.ts';
import type { Session } from './session.ts';
import { SqlError } from './sql-error.ts';
import type { Table } from './table.ts';

/** True where the login may do that to the table. */
export function mayDo(session: Session, table: Table, permission: Permission): boolean {
  return (
    session.login.sysadmin ||
    table.database.permissions.allows(session.login.name, table.fullName, permission)
  );
}

/** True where the catalog shows the table to the login: any right on it is enough. */
export function isVisible(session: Session, table: Table): boolean {
  return session.login.sysadmin || table.database.permissions.sees(session.login.name, table.fullName);
}

/** @throws SqlError 229 */
export function assertMay(session: Session, table: Table, permission: Permission): void {
  if (!mayDo(session, table, permission)) {
    throw new SqlError(
      229,
      `The ${permission} permission was denied on the object '${table.name}', database '${table.database.name}', schema '${table.schema.name}'.`,
      14,
      5,
    );
  }
}
