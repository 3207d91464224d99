import { defaultLabel } from './bound.ts';
import type { BindContext, BoundScalar } from './bound.ts';
import { versionText } from './instance.ts';
import { undeclaredVariable } from './sql-error.ts';
import { BIGINT, INT, SYSNAME, sqlType } from './sql-type.ts';
import type { SqlType } from './sql-type.ts';
import type { SqlValue } from './value.ts';

/** `@@name`. @throws SqlError 137 for one that is not known */
export function bindSystemVariable(name: string, context: BindContext): BoundScalar {
  const { session } = context;
  const { instance } = session;
  const { version } = instance;
  const known: Readonly<Record<string, readonly [SqlType, () => SqlValue]>> = {
    '@@ROWCOUNT': [INT, () => session.rowCount],
    '@@TRANCOUNT': [INT, () => session.transaction?.count ?? 0],
    '@@ERROR': [INT, () => session.lastError],
    '@@IDENTITY': [BIGINT, () => session.identity],
    '@@SPID': [sqlType('smallint'), () => session.id],
    '@@LOCK_TIMEOUT': [INT, () => session.options.lockTimeout],
    '@@SERVERNAME': [SYSNAME, () => instance.name],
    '@@LANGUAGE': [SYSNAME, () => 'us_english'],
    '@@VERSION': [
      sqlType('nvarchar', 300),
      () =>
        `Microsoft SQL Server ${version.year} (RTM) - ${versionText(version)} (X64) \n\tTest server of rooms-sync-notification`,
    ],
    '@@MICROSOFTVERSION': [INT, () => version.major * 0x1000000 + version.build],
  };
  const found = known[name.toUpperCase()];
  if (found === undefined) {
    throw undeclaredVariable(name);
  }
  const [type, run] = found;
  return { type, label: defaultLabel(context), nullable: false, slots: [], run };
}
