import { randomUUID } from 'node:crypto';
import { Connection, Request, type ConnectionConfiguration } from 'tedious';
import { toTediousConfig } from '../../src/config/connection-string.ts';
import { qualifiedName } from '../../src/store/mssql/identifiers.ts';
import { startTdsServer, type TdsServer } from './tds-server/start-tds-server.ts';

/** A SQL Server for the suite: a test server of its own, or the one that SYNC_TEST_MSSQL names. */
export interface MssqlUnderTest {
  /** For the store under test: on the test server a login with SELECT and INSERT on the tables made here. */
  readonly config: ConnectionConfiguration;
  /** Runs T-SQL and returns the rows of what it selects. */
  readonly run: (text: string) => Promise<Record<string, unknown>[]>;
  /**
   * Creates a table in `dbo`.
   * @param columns what stands in the parentheses of CREATE TABLE
   * @param suffix end of its name
   * @returns its name, which no other table has
   */
  readonly createTable: (columns: string, suffix?: string) => Promise<string>;
  /** Makes an AFTER INSERT trigger. */
  createInsertTrigger(table: string, body: string): Promise<void>;
  /** Drops the tables made here. */
  dropTables(): Promise<void>;
  close(): Promise<void>;
}

/** The test server, with the means to make it fail. */
export interface TestServerUnderTest extends MssqlUnderTest {
  readonly server: TdsServer;
}

const DATABASE = 'ROOMS';
const LOGIN = 'rooms_sync';
const LOGINS = { sa: { password: 'Adm-in-1' }, [LOGIN]: { password: 'Se;cret"1' } };

/** Opens the server that SYNC_TEST_MSSQL (an ADO.NET connection string) names, or starts the test server. */
export async function openMssql(): Promise<MssqlUnderTest> {
  const connectionString = process.env['SYNC_TEST_MSSQL'] ?? '';
  if (connectionString === '') {
    return openTestServer();
  }
  const config = toTediousConfig('test', connectionString);
  const tables = createTables(config);
  return {
    config,
    ...tables,
    async createInsertTrigger(table, body) {
      const trigger = qualifiedName({ schema: 'dbo', name: uniqueName('TR') });
      await tables.run(`CREATE TRIGGER ${trigger} ON ${inDbo(table)} AFTER INSERT AS ${body}`);
    },
    close: () => Promise.resolve(),
  };
}

/** Starts the test server, whatever SYNC_TEST_MSSQL says: for faults, which a real server does not have at will. */
export async function openTestServer(): Promise<TestServerUnderTest> {
  const server = await startTdsServer({ logins: LOGINS, databases: [DATABASE] });
  const database = server.database(DATABASE);
  const tables = createTables(toTediousConfig('test', server.connectionString(DATABASE, 'sa')));
  return {
    server,
    config: toTediousConfig('test', server.connectionString(DATABASE, LOGIN)),
    ...tables,
    async createTable(columns, suffix) {
      const name = await tables.createTable(columns, suffix);
      database.grant(LOGIN, inDbo(name), 'SELECT', 'INSERT');
      return name;
    },
    createInsertTrigger(table, body) {
      database.onInsert(inDbo(table), async (trigger) => trigger.execute(body));
      return Promise.resolve();
    },
    close: () => server.close(),
  };
}

function createTables(
  config: ConnectionConfiguration,
): Pick<MssqlUnderTest, 'run' | 'createTable' | 'dropTables'> {
  const names: string[] = [];
  const run = (text: string): Promise<Record<string, unknown>[]> => runOnce(config, text);
  return {
    run,
    async createTable(columns, suffix = '') {
      const name = uniqueName('T') + suffix;
      await run(`CREATE TABLE ${inDbo(name)} (${columns});`);
      names.push(name);
      return name;
    },
    async dropTables() {
      for (const name of names.splice(0)) {
        await run(`DROP TABLE ${inDbo(name)};`);
      }
    },
  };
}

function uniqueName(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '')}`;
}

function inDbo(name: string): string {
  return qualifiedName({ schema: 'dbo', name });
}

/** On a connection of its own, so that it fails with no connection that a test has cut. */
async function runOnce(config: ConnectionConfiguration, text: string): Promise<Record<string, unknown>[]> {
  const connection = new Connection(config);
  connection.on('error', () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    return await new Promise((resolve, reject) => {
      const rows: Record<string, unknown>[] = [];
      const request = new Request(text, (error) => (error ? reject(error) : resolve(rows)));
      request.on('row', (columns: readonly { metadata: { colName: string }; value: unknown }[]) => {
        rows.push(Object.fromEntries(columns.map(({ metadata, value }) => [metadata.colName, value])));
      });
      connection.execSqlBatch(request);
    });
  } finally {
    connection.close();
  }
}
