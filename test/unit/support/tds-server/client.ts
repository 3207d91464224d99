import { Connection, Request } from 'tedious';
import type { ConnectionConfiguration, TYPES } from 'tedious';
import type { TdsServer } from '../../../support/tds-server/start-tds-server.ts';

/** A parameter of a request: its tedious type, value and facets. */
export interface Parameter {
  readonly name: string;
  readonly type: (typeof TYPES)[keyof typeof TYPES];
  readonly value: unknown;
  readonly facets?: { readonly length?: number; readonly scale?: number };
}

/** What a request brought. */
export interface Answer {
  /** Sum of what the statements counted. */
  readonly rowCount: number;
  /** Values of all rows of all results. */
  readonly rows: unknown[][];
  readonly columns: string[];
}

/** An error with what SQL Server tells about it. */
export type ReportedError = Error & { number?: number; class?: number; state?: number; code?: string };

/** A connection of the real driver. */
export interface Client {
  readonly connection: Connection;
  /** Through sp_executesql. */
  run(sql: string, ...parameters: readonly Parameter[]): Promise<Answer>;
  /** As a batch. */
  batch(sql: string): Promise<Answer>;
  /** The error that a statement ends with. Fails where it ends without one. */
  failure(sql: string, ...parameters: readonly Parameter[]): Promise<ReportedError>;
  begin(isolationLevel?: number): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
}

/** The configuration for a test server. */
export function configuration(
  server: TdsServer,
  database: string,
  login: { readonly userName: string; readonly password: string } = { userName: 'sa', password: 'x' },
  options: ConnectionConfiguration['options'] = {},
): ConnectionConfiguration {
  return {
    server: '127.0.0.1',
    authentication: { type: 'default', options: login },
    options: { port: server.port, database, encrypt: false, ...options },
  };
}

/** Connects. @throws the error of the login */
export async function connect(config: ConnectionConfiguration): Promise<Client> {
  const connection = new Connection(config);
  // What ends a connection is told to the request under way, too.
  connection.on('error', () => undefined);
  await new Promise<void>((resolve, reject) =>
    connection.connect((error) => (error ? reject(error) : resolve())),
  );
  const run = (sql: string, ...parameters: readonly Parameter[]): Promise<Answer> =>
    send(sql, (request) => {
      parameters.forEach(({ name, type, value, facets }) => request.addParameter(name, type, value, facets));
      connection.execSql(request);
    });
  return {
    connection,
    run,
    batch: (sql) => send(sql, (request) => connection.execSqlBatch(request)),
    failure: async (sql, ...parameters) => {
      try {
        await run(sql, ...parameters);
      } catch (error) {
        return firstOf(error);
      }
      throw new Error(`there was no error: ${sql}`);
    },
    begin: (isolationLevel) => settle((done) => connection.beginTransaction(done, '', isolationLevel)),
    commit: () => settle((done) => connection.commitTransaction(done)),
    rollback: () => settle((done) => connection.rollbackTransaction(done)),
    close: () =>
      new Promise((resolve) => {
        if (connection.closed) {
          resolve();
        } else {
          connection.once('end', () => resolve());
          connection.close();
        }
      }),
  };
}

/** The error itself, or the first of several. */
export function firstOf(error: unknown): ReportedError {
  return (error instanceof AggregateError ? error.errors[0] : error) as ReportedError;
}

function settle(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}

/** Sends a request, however it is made. */
function send(sql: string | undefined, start: (request: Request) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const rows: unknown[][] = [];
    let columns: string[] = [];
    const request = new Request(sql, (error, rowCount) =>
      error ? reject(error) : resolve({ rowCount: rowCount ?? 0, rows, columns }),
    );
    request.on('columnMetadata', (metadata) => {
      columns = (metadata as { colName: string }[]).map(({ colName }) => colName);
    });
    request.on('row', (row: { value: unknown }[]) => rows.push(row.map(({ value }) => value)));
    start(request);
  });
}
