/** What may be granted on a table, or on all of a database's tables. */
export type Permission = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'ALTER' | 'CREATE TABLE';

/** Stands for every table of the database. */
export const EVERY_TABLE = '*';

/** Who may do what in one database. Logins and tables are compared without case; a denial wins over any grant. */
export interface Permissions {
  /** @param table `schema.name` or `EVERY_TABLE` */
  set(login: string, table: string, permission: Permission, state: 'grant' | 'deny' | 'revoke'): void;
  allows(login: string, table: string, permission: Permission): boolean;
  /** True where any permission was granted, which is what makes a table visible in the catalog. */
  sees(login: string, table: string): boolean;
}

/** Starts with nothing granted. Members of sysadmin never come here. */
export function createPermissions(): Permissions {
  const states = new Map<string, Map<Permission, 'grant' | 'deny'>>();
  const keyOf = (login: string, table: string): string => `${login.toLowerCase()}\0${table.toLowerCase()}`;
  const read = (login: string, table: string, permission: Permission): 'grant' | 'deny' | undefined =>
    states.get(keyOf(login, table))?.get(permission);
  return {
    set(login, table, permission, state) {
      const key = keyOf(login, table);
      const entry = states.get(key) ?? new Map<Permission, 'grant' | 'deny'>();
      states.set(key, entry);
      if (state === 'revoke') {
        entry.delete(permission);
      } else {
        entry.set(permission, state);
      }
    },
    allows(login, table, permission) {
      const found = [read(login, table, permission), read(login, EVERY_TABLE, permission)];
      return found.includes('grant') && !found.includes('deny');
    },
    sees(login, table) {
      return [table, EVERY_TABLE].some((name) =>
        [...(states.get(keyOf(login, name))?.values() ?? [])].includes('grant'),
      );
    },
  };
}
