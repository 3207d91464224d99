import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toStoredEvent } from '../../../src/exchange/compare-ledger.ts';
import type { StoredEvent } from '../../../src/exchange/compare-ledger.ts';
import { EMBEDDED_STORE_FILE } from '../../../src/store/sqlite/store-file.ts';
import { createTableScript } from '../../../src/store/mssql/create-table.ts';
import { mappingOf } from '../message.ts';
import { readRows } from '../service.ts';
import { startTdsServer } from '../tds-server/start-tds-server.ts';
import type { TdsServer } from '../tds-server/start-tds-server.ts';

/** The database that a service under trial writes to. It outlives the service's processes. */
export interface TrialDatabase {
  /** Settings of the service. */
  readonly env: Readonly<Record<string, string>>;
  /** What stands in the table, in the order of its identities. */
  events(): StoredEvent[];
  close(): Promise<void>;
}

/** A SQL Server that can be made to fail, with a spool in front of it. */
export interface ServerDatabase extends TrialDatabase {
  readonly server: TdsServer;
}

const LOGIN = 'rooms_sync';
const LOGINS = { [LOGIN]: { password: 'Se-cret-1' }, sa: { password: 'Adm-in-1' } };
const TABLE = 'dbo.SyncNotification';

/**
 * Starts the test server with the default mapping's table.
 * @param change makes another table of the script that creates it
 */
export async function openServerDatabase(
  change = (script: string): string => script,
): Promise<ServerDatabase> {
  const server = await startTdsServer({ logins: LOGINS, databases: ['ROOMS'] });
  const database = server.database('ROOMS');
  await database.execute(change(createTableScript(mappingOf().table)));
  database.grant(LOGIN, TABLE, 'SELECT', 'INSERT');
  return {
    server,
    // A login that is never answered would hold the tests up for the usual 15 s.
    env: { SYNC_CONNECTION_STRING_DEFAULT: `${server.connectionString('ROOMS', LOGIN)};Connect Timeout=2` },
    events: () =>
      [...database.rows(TABLE)]
        .sort((a, b) => Number(a['Id']) - Number(b['Id']))
        .map((row) => toStoredEvent(row)),
    close: () => server.close(),
  };
}

/** The embedded store in the service's data folder. */
export function embeddedDatabase(dataDir: string): TrialDatabase {
  const file = join(dataDir, EMBEDDED_STORE_FILE);
  return {
    env: { SYNC_STORE: 'sqlite' },
    events: () => (existsSync(file) ? readRows(file).map((row) => toStoredEvent(row)) : []),
    close: () => Promise.resolve(),
  };
}
