import { databaseOf } from '../config/database-of.ts';
import type { Settings } from '../config/settings.ts';
import type { StoreStatus } from '../store/store.ts';
import type { MandatorStatus } from './status.ts';

/** A store's word on its mandators, as plain data. */
export function mandatorStatuses(
  statuses: readonly StoreStatus[],
  { databases, defaultMandator }: { readonly databases: DatabaseNames; readonly defaultMandator: string },
): MandatorStatus[] {
  return statuses.map(({ spool, lastCommitAt, ...status }) => ({
    ...status,
    isDefault: status.mandator === defaultMandator,
    database: databases[status.mandator] ?? '',
    lastCommitAt: iso(lastCommitAt),
    spool: spool === undefined ? null : { ...spool, oldestAt: iso(spool.oldestAt), since: iso(spool.since) },
  }));
}

/** What a person calls the database of each mandator. */
export type DatabaseNames = Readonly<Record<string, string>>;

/** `server.example,1434/ROOMS` by mandator, or the embedded store's file. Neither logins nor passwords are in it. */
export function databaseNames(settings: Settings, embeddedFile: string): DatabaseNames {
  return Object.fromEntries(
    settings.mandators.map((mandator) => [
      mandator,
      settings.store === 'sqlite' ? embeddedFile : serverAndDatabase(settings, mandator),
    ]),
  );
}

const DEFAULT_PORT = 1433;

function serverAndDatabase(settings: Settings, mandator: string): string {
  const config = databaseOf(settings, mandator);
  const { port, instanceName, database } = config?.options ?? {};
  const instance = instanceName === undefined ? '' : `\\${instanceName}`;
  const shownPort = port === undefined || port === DEFAULT_PORT ? '' : `,${port}`;
  return `${config?.server ?? ''}${instance}${shownPort}/${database ?? '(default database)'}`;
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
