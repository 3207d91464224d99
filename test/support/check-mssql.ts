import { readFile } from 'node:fs/promises';
import { toPlain, type PlainFinding } from '../../src/commands/check/finding.ts';
import { formatFindings } from '../../src/commands/check/format-findings.ts';
import { runChecks } from '../../src/commands/check/run-checks.ts';
import { createTableScript } from '../../src/store/mssql/create-table.ts';
import { mappingOf } from './message.ts';
import type { ServerOptions } from './tds-server/server-options.ts';
import { startTdsServer, type TdsServer } from './tds-server/start-tds-server.ts';

/** A SQL Server as an installation has it: the built-in mapping's table, and a login with just what it needs. */
export interface CheckedServer {
  readonly server: TdsServer;
  /** The connection string of the login, without `Encrypt` where the server has a certificate. */
  readonly connectionString: string;
  /** Runs T-SQL in the mandator's database. */
  run(sql: string): Promise<unknown>;
}

export const DATABASE = 'ROOMS';
export const LOGIN = 'rooms_sync';
export const PASSWORD = 'Gut;gehütet"1';

/** Starts it. The caller closes `server`. */
export async function startCheckedServer(options: ServerOptions = {}): Promise<CheckedServer> {
  const logins = { sa: { password: 'Adm-in-1' }, [LOGIN]: { password: PASSWORD } };
  const server = await startTdsServer({ logins, databases: [DATABASE], ...options });
  const database = server.database(DATABASE);
  await database.execute(createTableScript(mappingOf().table));
  database.grant(LOGIN, 'dbo.SyncNotification', 'SELECT', 'INSERT');
  return {
    server,
    connectionString: server.connectionString(DATABASE, LOGIN),
    run: (sql) => database.execute(sql),
  };
}

/** Runs the checks as the command does, and gives what it finds and prints. Only this machine may call. */
export async function check(
  env: Readonly<Record<string, string>>,
  cwd: string,
  now?: () => number,
): Promise<{ findings: PlainFinding[]; text: string }> {
  const findings = await runChecks({ env: { SYNC_ALLOW: 'loopback', ...env }, cwd }, null, now);
  return {
    findings: findings.map(toPlain),
    text: formatFindings(findings, { language: 'en', width: null, paint: (_, word) => word }),
  };
}

/** The certificate that the suite's servers have; nobody trusts it. */
export async function testCertificate(): Promise<{ key: string; cert: string }> {
  const folder = new URL('../fixtures/tls/', import.meta.url);
  return {
    key: await readFile(new URL('localhost.key.pem', folder), 'utf8'),
    cert: await readFile(new URL('localhost.cert.pem', folder), 'utf8'),
  };
}
