import { mayDo } from '../access.ts';
import type { Database } from '../catalog.ts';
import { EVERY_TABLE } from '../permissions.ts';
import type { Permission } from '../permissions.ts';
import { versionText } from '../instance.ts';
import type { Instance } from '../instance.ts';
import { INT, SYSNAME } from '../sql-type.ts';
import type { SqlValue, VariantValue } from '../value.ts';
import { textArgument } from './definition.ts';
import type { CallSite } from './definition.ts';
import { tableByText } from './visible-table.ts';

function variant(value: string | number): VariantValue {
  return { type: typeof value === 'string' ? SYSNAME : INT, value };
}

/** SERVERPROPERTY; NULL for a name that is not known. */
export function serverProperty(name: string, instance: Instance): VariantValue | null {
  const values: Readonly<Record<string, string | number>> = {
    productversion: versionText(instance.version),
    productlevel: 'RTM',
    productmajorversion: String(instance.version.major),
    edition: 'Developer Edition (64-bit)',
    engineedition: 3,
    servername: instance.name,
    machinename: instance.name,
    collation: instance.databases.get('master')?.collation.name ?? '',
    isintegratedsecurityonly: 0,
    ishadrenabled: 0,
    isclustered: 0,
  };
  const value = values[name.toLowerCase()];
  return value === undefined ? null : variant(value);
}

/** DATABASEPROPERTYEX; NULL for a property that is not known. */
export function databaseProperty(name: string, database: Database): VariantValue | null {
  const values: Readonly<Record<string, string | number>> = {
    collation: database.collation.name,
    status: 'ONLINE',
    updateability: database.readOnly ? 'READ_ONLY' : 'READ_WRITE',
    useraccess: 'MULTI_USER',
    recovery: 'FULL',
  };
  const value = values[name.toLowerCase()];
  return value === undefined ? null : variant(value);
}

const OBJECT_PERMISSIONS: readonly string[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'ALTER'];

/** HAS_PERMS_BY_NAME for OBJECT, DATABASE and the server; NULL for what is not known or not visible. */
export function hasPermission(values: readonly SqlValue[], site: CallSite): SqlValue {
  const { session } = site.context;
  const permission = textArgument(values, site, 2).toUpperCase();
  const securable = values[1] === null ? 'SERVER' : textArgument(values, site, 1).toUpperCase();
  if (securable === 'SERVER') {
    return Number(session.login.sysadmin);
  }
  if (securable === 'DATABASE') {
    if (!['CREATE TABLE', ...OBJECT_PERMISSIONS].includes(permission)) {
      return session.login.sysadmin ? 1 : null;
    }
    return Number(
      session.login.sysadmin ||
        session.database.permissions.allows(session.login.name, EVERY_TABLE, permission as Permission),
    );
  }
  const table = securable === 'OBJECT' ? tableByText(textArgument(values, site, 0), site) : null;
  return table === null || !OBJECT_PERMISSIONS.includes(permission)
    ? null
    : Number(mayDo(session, table, permission as Permission));
}
