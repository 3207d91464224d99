import { Connection, Request, TYPES, type ConnectionConfiguration } from 'tedious';
import type { ServerMessage } from './errors.ts';
import { OpenError } from './session.ts';

/** What a SELECT answers: a row's values by column name. */
export type CatalogRow = Readonly<Record<string, unknown>>;

/** A connection for looking around: nothing is ever written through it. */
export interface CatalogSession {
  /**
   * Runs one SELECT.
   * @param parameters texts and numbers by name, sent as nvarchar and int
   * @throws Error as tedious or the server said it
   */
  select(text: string, parameters?: Readonly<Record<string, string | number>>): Promise<CatalogRow[]>;
  close(): Promise<void>;
}

/**
 * Opens a connection with the mandator's own configuration, limited in time by its connect timeout, or by
 * `connectTimeoutMs` where that is shorter.
 * @throws OpenError
 */
export async function openCatalogSession(
  config: ConnectionConfiguration,
  connectTimeoutMs: number,
): Promise<CatalogSession> {
  const connection = new Connection({
    ...config,
    options: {
      ...config.options,
      connectTimeout: Math.min(config.options?.connectTimeout ?? connectTimeoutMs, connectTimeoutMs),
      requestTimeout: connectTimeoutMs,
      maxRetriesOnTransientErrors: 0,
      rowCollectionOnDone: false,
      rowCollectionOnRequestCompletion: false,
      useColumnNames: false,
      useUTC: true,
    },
  });
  const ended = new Promise<void>((resolve) => connection.once('end', resolve));
  // Without a listener an error on an idle connection would end the process; `end` follows it.
  connection.on('error', () => undefined);
  await connect(connection);
  return {
    select: (text, parameters = {}) => select(connection, text, parameters),
    async close() {
      connection.close();
      await ended;
    },
  };
}

function connect(connection: Connection): Promise<void> {
  const messages: ServerMessage[] = [];
  connection.on('errorMessage', (message) => messages.push(message));
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      connection.removeAllListeners('errorMessage');
      if (error) {
        connection.close();
        reject(new OpenError(error, messages));
      } else {
        resolve();
      }
    });
  });
}

interface AnsweredColumn {
  readonly metadata: { readonly colName: string };
  readonly value: unknown;
}

function select(
  connection: Connection,
  text: string,
  parameters: Readonly<Record<string, string | number>>,
): Promise<CatalogRow[]> {
  return new Promise((resolve, reject) => {
    const rows: CatalogRow[] = [];
    const request = new Request(text, (error) => {
      if (error) {
        reject(error);
      } else {
        resolve(rows);
      }
    });
    for (const [name, value] of Object.entries(parameters)) {
      request.addParameter(name, typeof value === 'number' ? TYPES.Int : TYPES.NVarChar, value);
    }
    request.on('row', (columns: readonly AnsweredColumn[]) => {
      rows.push(Object.fromEntries(columns.map(({ metadata, value }) => [metadata.colName, value])));
    });
    connection.execSql(request);
  });
}
