import { Request, RequestError, type ConnectionConfiguration } from 'tedious';
import type { ServerMessage } from './errors.ts';
import type { Parameter } from './parameters.ts';
import { SafeConnection } from './safe-connection.ts';

/** One open connection. One statement at a time; every promise rejects with what tedious or the server said. */
export interface Session {
  /**
   * Runs a statement through sp_executesql and returns the value of the last row's column of that name; null
   * where there is none. What triggers select besides is passed over.
   */
  execute(
    text: string,
    parameters: readonly Parameter[],
    column: string,
    timeoutMs: number,
  ): Promise<unknown>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Rolls back what is still open; the server has done so itself after most errors. */
  rollback(): Promise<void>;
  /**
   * Resolves when the connection is gone, whoever ended it, with the reason where there was one. What was under
   * way has failed by then.
   */
  readonly ended: Promise<Error | null>;
  close(): void;
}

export interface SessionOptions {
  readonly config: ConnectionConfiguration;
  /** How long begin, commit and rollback may take. */
  readonly statementTimeoutMs: number;
}

/** A connection could not be opened; tedious keeps the text of the server's messages only, here they are whole. */
export class OpenError extends Error {
  readonly serverMessages: readonly ServerMessage[];

  constructor(cause: Error, serverMessages: readonly ServerMessage[]) {
    super(cause.message, { cause });
    this.name = 'OpenError';
    this.serverMessages = serverMessages;
  }
}

/** How long the server may take to acknowledge that a statement was cancelled. */
const CANCEL_TIMEOUT_MS = 500;

/** ADO.NET's default. tedious's, 4096, cuts even the statement for one row into two. */
const PACKET_SIZE = 8000;

/**
 * tedious stops its own request timer at the first packet of a response; so much later the connection is ended
 * whatever state it is in.
 */
const HARD_STOP_MS = CANCEL_TIMEOUT_MS + 500;

/**
 * Opens a connection with what writing relies on: XACT_ABORT, so that an error leaves no half of a transaction;
 * UTC; no retries inside tedious, which would hide the reason. TCP keep-alive is set by tedious.
 * @throws OpenError
 */
export async function openSession(options: SessionOptions, signal: AbortSignal): Promise<Session> {
  const { config, statementTimeoutMs } = options;
  const connection = new SafeConnection({
    ...config,
    options: {
      packetSize: PACKET_SIZE,
      ...config.options,
      abortTransactionOnError: true,
      useUTC: true,
      useColumnNames: false,
      rowCollectionOnDone: false,
      rowCollectionOnRequestCompletion: false,
      maxRetriesOnTransientErrors: 0,
      requestTimeout: statementTimeoutMs,
      cancelTimeout: CANCEL_TIMEOUT_MS,
    },
  });
  let reason: Error | null = null;
  // Without a listener an error on an idle connection would end the process.
  connection.on('error', (error) => {
    reason = error;
  });
  // tedious tells the end first, then the error, and then lets the statement under way fail.
  const ended = new Promise<Error | null>((resolve) => {
    connection.once('end', () => setImmediate(() => resolve(reason)));
  });
  await connect(connection, signal);
  return createSession(connection, ended, statementTimeoutMs);
}

function connect(connection: SafeConnection, signal: AbortSignal): Promise<void> {
  const messages: ServerMessage[] = [];
  const remember = (message: ServerMessage): void => {
    messages.push(message);
  };
  const abort = (): void => connection.close();
  connection.on('errorMessage', remember);
  signal.addEventListener('abort', abort, { once: true });
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      signal.removeEventListener('abort', abort);
      connection.removeListener('errorMessage', remember);
      if (error) {
        connection.close();
        reject(new OpenError(error, messages));
      } else {
        resolve();
      }
    });
    if (signal.aborted) {
      abort();
    }
  });
}

type Callback = (error?: Error | null) => void;

function createSession(
  connection: SafeConnection,
  ended: Session['ended'],
  statementTimeoutMs: number,
): Session {
  const run = async (timeoutMs: number, start: (done: Callback) => void): Promise<void> => {
    if (connection.closed) {
      throw (await ended) ?? new RequestError('the connection was closed', 'ECLOSE');
    }
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => {
          reject(new RequestError(`no complete answer within ${timeoutMs + HARD_STOP_MS} ms`, 'ETIMEOUT'));
          connection.close();
        }, timeoutMs + HARD_STOP_MS);
        start((error) => (error ? reject(error) : resolve()));
      });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    async execute(text, parameters, column, timeoutMs) {
      let value: unknown = null;
      await run(timeoutMs, (done) => {
        const request = new Request(text, done);
        request.setTimeout(timeoutMs);
        for (const parameter of parameters) {
          request.addParameter(parameter.name, parameter.type, parameter.value, parameter.options);
        }
        request.on('row', ([first]: readonly AnsweredColumn[]) => {
          if (first?.metadata.colName === column) {
            value = first.value;
          }
        });
        connection.execSql(request);
      });
      return value;
    },
    begin: () => run(statementTimeoutMs, (done) => connection.beginTransaction(done)),
    commit: () => run(statementTimeoutMs, (done) => connection.commitTransaction(done)),
    async rollback() {
      if (connection.inTransaction && !connection.closed) {
        await run(statementTimeoutMs, (done) => connection.rollbackTransaction(done));
      }
    },
    ended,
    close: () => connection.close(),
  };
}

interface AnsweredColumn {
  readonly metadata: { readonly colName: string };
  readonly value: unknown;
}
